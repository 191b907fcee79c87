import { extensionOf } from "../formats/names.js";

/** Names as they are shown on a page, what cannot be seen named and long ones cut: the twin of `zikao.package.shown`. */

const NAME_CHARACTERS = 120;
const EXTENSION_CHARACTERS = 16;
/** What Python calls unprintable, but for the wide space. */
const UNSEEN = /^[\p{C}\p{Z}]$/u;
const SEEN = [" ", "\u3000"];

/** The extension of a file's name, without the dot. @param {string} fileName */
export const shownExtension = (fileName) => visible(extensionOf(fileName), EXTENSION_CHARACTERS);

/** The name or path of a file. @param {string} fileName */
export const shownName = (fileName) => visible(fileName, NAME_CHARACTERS);

/** @param {string} text @param {number} length */
function visible(text, length) {
  const letters = [...text].slice(0, length + 1).flatMap((letter) => [...told(letter)]);
  return letters.length <= length ? letters.join("") : `${letters.slice(0, length - 1).join("")}…`;
}

/** @param {string} letter */
const told = (letter) =>
  UNSEEN.test(letter) && !SEEN.includes(letter)
    ? `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`
    : letter;
