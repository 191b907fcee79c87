import { h } from "../shared/browser.js";
import { wear } from "../shared/style.js";
import BASE from "./base.css";

/**
 * The elements that live in the page itself, by their names: `make` gives what stands in the shadow root.
 *
 * @type {Record<string, () => Promise<{make(host: import("./host.js").Host): HTMLElement}>>}
 */
const CODE = {
  eligibility: () => import("./light/eligibility.js"),
};
const EVENTS = ["zikao-ready", "zikao-progress", "zikao-result", "zikao-error"];

/**
 * Fills a host's shadow root with the element that our own pages use, in a page that is not ours.
 *
 * @param {import("./host.js").Host} host
 * @returns {import("./host.js").Mounted}
 */
export function mount(host) {
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  const theme = () => host.getAttribute("theme");
  const box = h("div.zk-element", { part: "root", theme: theme(), lang: host.language }, h("slot"));
  /** @param {Event} event */
  const pass = (event) => {
    event.stopPropagation();
    if (on) host.tell(event.type, /** @type {CustomEvent} */ (event).detail);
  };
  let on = true;
  for (const type of EVENTS) box.addEventListener(type, pass);
  root.replaceChildren(box);
  wear(root, BASE);

  const fill = async () => {
    const { make } = await /** @type {NonNullable<typeof CODE[string]>} */ (CODE[host.localName.slice(6)])();
    if (!on) return;
    host.inner = make(host);
    if (theme()) host.inner.setAttribute("theme", theme() ?? "");
    box.replaceChildren(host.inner);
  };
  fill().catch((fault) => on && host.fail(fault));

  return {
    changed(name) {
      if (name !== "theme") return false;
      for (const each of [box, host.inner]) each?.setAttribute("theme", theme() ?? "");
      return true;
    },
    stop() {
      on = false;
      root.replaceChildren(h("slot"));
      host.inner = undefined;
    },
  };
}
