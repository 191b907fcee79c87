import { h } from "../shared/browser.js";
import { tellWith, Unreached } from "../shared/faults.js";
import { wear } from "../shared/style.js";
import BASE from "./base.css";
import { written } from "./data.js";

/**
 * @typedef {import("./host.js").Host} Host
 *
 * What an element that lives in the page itself brings along.
 *
 * @typedef {object} Light
 * @property {(host: Host) => HTMLElement | Promise<HTMLElement>} make what stands in the shadow root. Where it shows
 *   what the page has between the tags, it holds a `<slot>`
 * @property {boolean} [inline] it is a few words in the page's own text and look, and tells nothing by itself
 */

/** By their names. @type {Record<string, () => Promise<Light>>} */
const CODE = {
  checklist: () => import("./light/checklist.js"),
  eligibility: () => import("./light/eligibility.js"),
  until: () => import("./light/until.js"),
  way: () => import("./light/way.js"),
};
const EVENTS = ["zikao-ready", "zikao-progress", "zikao-result", "zikao-error"];

// Here a document may be missing for reasons that a page of ours does not know.
tellWith(async (element, fault) => {
  const { explain } = await import("./faults.js");
  const { base, seen } = /** @type {Host} */ (/** @type {ShadowRoot} */ (element.getRootNode()).host);
  return explain(element, fault, { of: "document", base, seen });
});

/**
 * Safari before 16.4 and Firefox before 101 make no sheets: they get all of them as a file, which a page's policy may
 * forbid. Then the element is plain.
 *
 * @param {Host} host
 * @param {ShadowRoot} root
 */
function link(host, root) {
  const address = `${host.base}widgets/${VERSION}/zikao.css`;
  return new Promise((resolve) => {
    const refused = async () => {
      const { explain } = await import("./faults.js");
      explain(host, null, { of: "style", address, base: host.base, seen: host.seen });
      resolve(null);
    };
    root.prepend(h("link", { rel: "stylesheet", href: address, onload: resolve, onerror: refused }));
  });
}

/**
 * Fills a host's shadow root with the element that our own pages use, in a page that is not ours.
 *
 * @param {Host} host
 * @returns {import("./host.js").Mounted}
 */
export function mount(host) {
  // Half of an element would promise what it cannot keep; see the loader of our own pages.
  if (!host.replaceChildren) throw Object.assign(new Error("below the floor of browsers"), { of: "browser" });
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  const theme = () => host.getAttribute("theme");
  /** Whether it still stands there. */
  let on = true;
  /** Whether the element can be used. */
  let ready = false;

  /** @type {(type: string, detail: any) => Promise<void>} */
  const tell = async (type, detail) => {
    if (type === "zikao-error" && !ready) (await import("./faults.js")).show(host, detail, host.base);
    if (on) host.tell(type, detail);
  };

  /** The element's events become the host's. @param {Event} event */
  const pass = (event) => {
    event.stopPropagation();
    if (!on) return;
    const { type } = event;
    if (type === "zikao-ready") set();
    tell(type, /** @type {CustomEvent} */ (event).detail);
  };

  /** It can be used: what stood there meanwhile goes. */
  const set = () => {
    ready = true;
    root.querySelector(".zk-wait")?.remove();
  };

  const fill = async () => {
    const { make, inline } = await /** @type {() => Promise<Light>} */ (CODE[host.localName.slice(6)])();
    const made = await make(host);
    if (!on) return;
    host.inner = made;
    const worn = inline ? null : theme();
    if (worn) made.setAttribute("theme", worn);
    const empty = !inline && !written(host) && h("p.zk-hint zk-wait", { role: "status" }, "正在打开……");
    const box = h(inline ? "span" : "div.zk-element zk-root", { part: "root", theme: worn, lang: host.language }, made, empty);
    for (const type of EVENTS) box.addEventListener(type, pass);
    wear(root, inline ? ":host(:not([hidden])){display:inline}" : BASE);
    root.replaceChildren(box);
    if (!inline && !root.adoptedStyleSheets) await link(host, root);
    // Our sheets count in what the reader has chosen, not in what the page says.
    if (!inline) box.style.setProperty("--_rem", `${1.25 * parseFloat(getComputedStyle(box).fontSize)}px`);
    if (inline) {
      set();
      host.tell("zikao-ready");
    }
  };
  fill().catch((fault) => {
    if (on) host.fail(fault, { of: fault instanceof Unreached ? "document" : "program" });
  });

  return {
    changed(name) {
      if (name !== "theme" || !host.inner) return false;
      for (const each of [host.inner.parentElement, host.inner]) each?.setAttribute("theme", theme() ?? "");
      return true;
    },
    stop() {
      on = false;
      root.replaceChildren(h("slot"));
      host.inner = undefined;
    },
  };
}
