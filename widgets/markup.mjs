/** Examples as HTML: the same on the page for web masters and on the demo pages. */

/** @typedef {import("./elements.mjs").Element} Element */
/** @typedef {import("./elements.mjs").Example} Example */

/** Where the guide site is, in examples. */
export const GUIDE = "https://GUIDE.EXAMPLE/";
const WIDE = 100;

/** @param {string} text */
export const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/**
 * The tag of an example, and what has to stand beside it.
 *
 * @param {string} tagName
 * @param {Example} example
 */
export function markup(tagName, { attributes, content = "", beside }) {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${name}="${escaped(String(value))}"`));
  const line = [`<${tagName}`, ...said].join(" ");
  const tag = line.length < WIDE ? line : [`<${tagName}`, ...said].join("\n  ");
  const inside = content && `\n${content.replace(/^/gm, "  ")}\n`;
  return `${tag}>${inside}</${tagName}>${beside ? `\n${beside}` : ""}`;
}
