import { h } from "../browser.js";

/** @typedef {import("./markup.js").Tree} Tree */

/**
 * Makes elements of a tree.
 *
 * @param {Tree} tree
 * @param {Record<string, string | number>} words what its names in braces stand for
 * @returns {HTMLElement}
 */
export function grow([tag, props, ...children], words) {
  /** @type {(text: any) => any} */
  const filled = (text) => (typeof text === "string" ? text.replace(/\{(\w+)\}/g, (_, name) => String(words[name] ?? "")) : text);
  return h(
    tag,
    Object.fromEntries(Object.entries(props).map(([name, value]) => [name, filled(value)])),
    ...children.map((child) => (Array.isArray(child) ? grow(/** @type {Tree} */ (child), words) : document.createTextNode(filled(child)))),
  );
}
