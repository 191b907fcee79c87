import "../../checklist/checklist.js";
// It comes along: most lists are drawn.
import "../../checklist/drawn.js";
import ROWS from "../../checklist/list.css";
import { h, inner } from "../../shared/browser.js";
import { wear } from "../../shared/style.js";
import { dataOf, guideOf } from "../data.js";

/** What would act in the copy of a list, and is none of it. */
const ACTS = "script, style, link, template, iframe, object";

/**
 * Papers or steps to tick off. A list that the page has between the tags is shown as a copy, which the rules of that page
 * do not reach; without one it is drawn from our document, and what stands there gives way to it.
 *
 * @param {import("../host.js").Host} host
 */
export function make(host) {
  // Of the host, which is what pages have.
  Object.defineProperty(host, "done", {
    configurable: true,
    get: () => /** @type {import("../../checklist/checklist.js").Checklist | undefined} */ (host.inner)?.done ?? [],
  });
  const own = host.querySelector("input[type=checkbox]");
  const [version, document] = ["version", "document"].map((name) => host.getAttribute(name));
  const guide = host.getAttribute("guide") || guideOf(host).filter(Boolean).join("/");
  const list = host.getAttribute("list") || (guide.endsWith("/materials") ? "materials" : null);
  if (!own) {
    const title = host.heading || null;
    return h(inner("zikao-checklist"), { list, title, document: document || dataOf(host, ".list.json") }, h("slot"));
  }
  const name = list === "materials" && guide && !guide.endsWith("/materials") ? `${guide}/materials` : guide;
  const made = /** @type {import("../../checklist/checklist.js").Checklist} */ (
    h(inner("zikao-checklist"), { guide: name || null, version })
  );
  const written = [...host.childNodes].map((node) => node.cloneNode(true));
  if (host.heading) made.append(h("h3", {}, host.heading), made.head);
  made.append(...written);
  for (const each of made.querySelectorAll(ACTS)) each.remove();
  for (const each of made.querySelectorAll("ol, ul")) each.setAttribute("part", "list");
  made.classList.add("zk-rows");
  wear(/** @type {ShadowRoot} */ (host.shadowRoot), ROWS);
  return made;
}
