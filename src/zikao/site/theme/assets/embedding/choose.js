// The page that fills a tag for a web master: what is chosen, what is to be copied, and how it looks. All words stand in
// the page.
import { fragment, framed, origin, tag } from "./tag.js";
import { preview } from "./shown.js";
import { site } from "./here.js";

/** @type {<T extends HTMLElement>(name: string) => T} */
const piece = (name) => /** @type {any} */ (document.querySelector(`[data-ze="${name}"]`));
const form = piece("choose");
/** @type {(name: string) => HTMLSelectElement} */
const field = (name) => /** @type {any} */ (form.querySelector(`[name="${name}"]`));
const portal = /** @type {HTMLInputElement} */ (piece("portal").querySelector("input"));
const alone = /** @type {HTMLAnchorElement} */ (piece("alone"));
const old = /** @type {HTMLInputElement} */ (piece("stage").querySelector("[name=old]"));
const EXAMPLE = portal.placeholder;

/** What every list can offer, whatever is chosen. @type {Map<HTMLSelectElement, HTMLOptionElement[]>} */
const offers = new Map([...form.querySelectorAll("select")].map((list) => [list, [...list.options]]));

/** @param {HTMLSelectElement} list @param {(offer: DOMStringMap) => boolean} fits keeps what was chosen, where it may */
function offer(list, fits) {
  const held = list.value;
  list.replaceChildren(.../** @type {HTMLOptionElement[]} */ (offers.get(list)).filter(({ dataset }) => fits(dataset)));
  list.value = held;
  if (list.selectedIndex < 0) list.selectedIndex = 0;
}

/** @param {string} name @param {boolean} on */
function show(name, on) {
  const label = /** @type {HTMLElement} */ (field(name).closest("label"));
  label.hidden = !on;
}

/** Shows the fields that matter, and what they can hold. @returns {import("./tag.js").Chosen | null} */
function chosen() {
  const check = /** @type {HTMLInputElement} */ (form.querySelector("[name=check]:checked")).value;
  const fits = ({ checks = check }) => checks.split(" ").includes(check);
  const { value: province } = field("province");
  // Days can be the portal's own, of any procedure; a frame has those of the rules.
  const classic = field("script").value === "classic";
  const dates = check === "until" && !classic;
  offer(field("item"), (each) => each["province"] === province && (dates ? (each["checks"] ?? "").includes("checklist") : fits(each)));
  const { value: item } = field("item");
  /** @param {DOMStringMap} each */
  const about = (each) => !each["item"] || (each["item"] === item && each["province"] === province && fits(each));
  for (const name of ["city", "window"]) offer(field(name), about);
  const dated = dates && !field("window").value;
  show("city", field("city").options.length > 1 && !dated);
  show("window", dates && field("window").options.length > 1);
  for (const name of ["start", "end"]) show(name, dated);
  piece("undated").hidden = !dated || !!(field("start").value || field("end").value);
  show("list", check === "checklist" && !classic);
  const [option] = field("item").selectedOptions;
  piece("none").hidden = !!option;
  if (!option) return null;
  /** @type {(name: string) => string} */
  const value = (name) => (/** @type {HTMLElement} */ (field(name).closest("label")).hidden ? "" : field(name).value);
  return {
    check,
    province,
    item,
    path: option.dataset["path"] ?? "",
    title: option.textContent ?? "",
    judged: (option.dataset["checks"] ?? "").includes("eligibility"),
    city: value("city"),
    window: value("window"),
    start: value("start"),
    end: value("end"),
    list: value("list"),
    lang: field("lang").value,
    theme: field("theme").value,
    script: value("script"),
  };
}

/** @param {string} name @param {string} text */
const put = (name, text) => (piece(name).textContent = text);

const look = preview(/** @type {HTMLIFrameElement} */ (piece("stage").querySelector("iframe")), alone);

function draw() {
  const found = chosen();
  if (!found) return;
  put("tag", tag(found, site));
  const frame = framed(found);
  for (const each of document.querySelectorAll('[data-ze="for-light"]')) each.toggleAttribute("hidden", frame);
  for (const each of document.querySelectorAll('[data-ze="for-frame"]')) each.toggleAttribute("hidden", !frame);
  look(fragment(found, old.checked ? { old: "1" } : {}));
}

function address() {
  const typed = portal.value.trim();
  const found = typed && origin(typed);
  piece("wrong").hidden = !typed || !!found;
  portal.setAttribute("aria-invalid", String(!!typed && !found));
  put("server", `ZIKAO_ORIGINS=${found || EXAMPLE}`);
}

for (const name of ["fields", "stage", "portal"]) piece(name).hidden = false;
for (const each of document.querySelectorAll('[data-ze="plain"]')) each.toggleAttribute("hidden", true);
// Whoever reads in the other script has readers who do.
if (document.documentElement.lang === "zh-TW") field("lang").value = "zh-TW";
form.addEventListener("input", draw);
old.addEventListener("input", draw);
portal.addEventListener("input", address);
draw();
