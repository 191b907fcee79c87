/**
 * The script of the page in a frame: tells the portal how high the page is, what has to come into view and how the check
 * came out, and takes the portal's ground and colours. The element itself is the one of every other page of the site.
 */
import { write } from "../shared/browser.js";
import { HIGHEST, greeted, message } from "./messages.js";
import { outline } from "./outline.js";

/** What the portal is told where no report came. Why, the candidate reads here: a sentence may name what stands in the file. */
const UNANSWERED = { code: "unanswered", message: "没有得出结果，原因写在检查的框里。" };

const { documentElement: root, body } = document;
const able = "replaceChildren" in /** @type {object} */ (root);
const secure = location.protocol === "https:";
/** The window that this page is framed by, if it is. */
const around = parent === window ? null : parent;
/** Whom it talks to: nobody hears anything before a greeting. @type {string | undefined} */
let portal;
/** What was last said of each kind that is said once. */
let ready = false;
let height = 0;
let failed = "";

root.dataset.view = "";
if (!able) root.dataset.scripts = "old";
if (/MicroMessenger/i.test(navigator.userAgent)) root.dataset.wechat = "";

/** @param {string} type @param {object} [more] */
const say = (type, more) => portal && around?.postMessage(message(type, more), portal);

function measured() {
  const now = Math.ceil(body.getBoundingClientRect().height);
  // While the portal follows, there is nothing to scroll here; beyond what it allows there is.
  root.toggleAttribute("data-whole", !!portal && now <= HIGHEST);
  if (!portal || now === height) return;
  height = now;
  say("height", { height });
}

/** @param {import("./messages.js").Theme} theme */
function ground(theme) {
  for (const each of document.querySelectorAll(".zk-element, .zf-host")) each.setAttribute("theme", theme);
  root.setAttribute("theme", theme);
}

function standing() {
  failed = { old: "old", off: "away", broken: "broken" }[root.dataset.scripts ?? ""] ?? "";
  if (failed) say("error", { code: failed });
}

addEventListener("message", (event) => {
  const greeting = greeted(event, around, portal ? { secure, origin: portal } : { secure });
  if (!greeting) return;
  portal = event.origin;
  ground(greeting.theme);
  for (const [name, value] of Object.entries(greeting.colours)) root.style.setProperty(name, value);
  const heading = document.querySelector(".zf-title") ?? document.querySelector("h1");
  if (greeting.title && heading) {
    write(heading, greeting.title);
    document.querySelector("form")?.setAttribute("aria-label", greeting.title);
  }
  measured();
  if (failed) standing();
  else if (ready) say("ready", { title: document.title });
});

document.addEventListener("zikao-ready", () => {
  ready = true;
  measured();
  say("ready", { title: document.title });
});
document.addEventListener("zikao-error", (event) => {
  const { code } = /** @type {CustomEvent} */ (event).detail;
  if (ready || !code) return;
  failed = code;
  say("error", { code });
});
/** @type {Record<string, (detail: any) => unknown>} what of each event the portal is told */
const TOLD = {
  progress: ({ state, share, answered, done, total }) => ({ state, share, answered, done, total }),
  result: outline,
  error: () => UNANSWERED,
};
for (const [name, part] of Object.entries(TOLD)) {
  document.addEventListener(`zikao-${name}`, (event) => say("event", { name, detail: part(/** @type {CustomEvent} */ (event).detail) }));
}

new ResizeObserver(measured).observe(body);
new MutationObserver(standing).observe(root, { attributes: true, attributeFilter: ["data-scripts"] });
addEventListener("error", ({ target }) => /** @type {any} */ (target)?.type === "module" && (root.dataset.scripts = "off"), true);
if (!around) ground("auto");
// What waits for its reader's eye as a rule: a frame has no height until it is ready.
for (const each of /** @type {NodeListOf<import("./host.js").Host>} */ (document.querySelectorAll(".zf-host"))) {
  customElements.whenDefined(each.localName).then(() => each.wake());
}

/** What a finger or a mouse presses is in view; all else that takes focus has to come there. */
let pressed = false;
let tabbed = false;
addEventListener("mousedown", () => (pressed = true), true);
addEventListener("mouseup", () => (pressed = false), true);
addEventListener("click", ({ target }) => {
  // A label hands focus to its field.
  if (!(/** @type {Element} */ (target).closest?.("label"))) return;
  pressed = true;
  setTimeout(() => (pressed = false));
}, true);
addEventListener("keydown", ({ key }) => {
  pressed = false;
  tabbed = key === "Tab";
}, true);
document.addEventListener("focusin", (event) => {
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  if (pressed) return;
  // A heading or a summary that was put there by script begins what is read next.
  const start = target.tabIndex < 0;
  const whole = (!tabbed && target.closest(".zk-question")) || target;
  tabbed = false;
  measured();
  // Seen through all that lies around: the portal's window, and whatever scrolls in it.
  new IntersectionObserver(([seen], eye) => {
    eye.disconnect();
    if (start || (seen?.intersectionRatio ?? 0) < 0.99) say("focus", { top: Math.max(whole.getBoundingClientRect().top + scrollY, 0) });
  }).observe(whole);
});
