/** Names of files, which are shown and judged but never used to open anything: the twin of `zikao.formats.names`. */

/** Control characters, invisible ones, and every blank but the plain one. */
const UNSEEN = /[\p{C}\p{Z}]/u;

/** Characters, where JavaScript counts halves of some. @param {string} text */
const last = (/** @type {string} */ text, /** @type {number} */ count) => [...text].slice(-count).join("");

/**
 * Without control and invisible characters, trimmed.
 *
 * @param {string} text
 * @param {number} [longest] characters that stay at most
 */
export function plainText(text, longest = 255) {
  const seen = [...text].slice(0, 4 * longest).filter((each) => each === " " || !UNSEEN.test(each));
  return [...seen.join("").trim()].slice(0, longest).join("");
}

/** The last part of a path of any system, as plain text. @param {string} name */
export function baseName(name) {
  const part = name.split(/[/\\]/).pop() ?? "";
  // Of a monstrous name the end stays: the extension is what is judged.
  return last(plainText(part, [...part].length), 255);
}

/** In lower case, without its dot; empty where there is none, as in a name that only begins so. @param {string} name */
export function extensionOf(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
