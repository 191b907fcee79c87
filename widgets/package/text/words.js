/**
 * Text as it is compared, with full-width forms folded and no spaces, and numbers as they are shown: the twin of
 * `zikao.package.text.words`.
 */

/** What Python's `split` parts at. JavaScript's own white space lacks some of it and has a mark of byte order besides. */
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const SHOWN = 4;

/** Without any of these spaces. @param {string} text */
export const spaceless = (text) => text.replace(SPACES, "");

/** NFKC without any spaces. @param {string} text */
export const plain = (text) => spaceless(text.normalize("NFKC"));

/** A number of which only the last four characters are told: `********2345`. @param {string} number */
export function masked(number) {
  const hidden = Math.max(number.length - SHOWN, Math.floor((number.length + 1) / 2));
  return "*".repeat(hidden) + number.slice(hidden);
}
