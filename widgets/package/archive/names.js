import { little } from "../../formats/bytes.js";
import { escaped, ofBytes } from "../../formats/codecs.js";
import { crc32 } from "../../formats/crc.js";
import { decoded } from "../../formats/text.js";
import { shownExtension, shownName } from "../shown.js";
import { extraField } from "./directory.js";
import { isGarbled } from "./garbled.js";

/**
 * Names of entries: which characters the stored bytes stand for, and what is wrong with the path they form: the twin of
 * `zikao.package.archive.names`. A ZIP says of a name only whether it is UTF-8. Windows in China stores GBK and macOS UTF-8,
 * both without saying so; some writers add the Unicode name as an extra field (0x7075, APPNOTE 4.6.9).
 *
 * @typedef {import("./directory.js").Central} Central
 * @typedef {"ascii" | "utf8" | "unicode_extra" | "utf8_unflagged" | "gb18030" | "big5" | "cp437" | "undecodable"} Encoding
 * @typedef {[text: string, encoding: Encoding]} Read
 */

/** Longer paths are twins only where they are spelt alike: no file system takes them. */
const COMPARED_CHARACTERS = 1000;
const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;
const FOLDER_ATTRIBUTE = 0x10;
const DRIVE = /^[A-Za-z]:/;
const SEPARATORS = /[/\\]/;
const BAD = /[\x00-\x1f\x7f-\x9f<>:"|?*]|[. ]$/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** With the letters that Python takes for an i. */
const RESERVED = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³]|con([iİı]n|out)\$) *(\.[^\n]*)?$/i;
const JUNK_FOLDERS = ["__macosx", ".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin", "system volume information", "@eadir"];
const JUNK_FILES = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", ".nomedia", ".picasa.ini", ".localized"];
const JUNK_STARTS = ["._", "~$"];

/** A decoded path and what can be said about it. */
export class Name {
  /**
   * @param {string} path bytes that are no text stand as half of a surrogate pair, which no other name can hold
   * @param {Encoding} encoding
   * @param {boolean} folder
   * @param {string[]} parts the path's parts without drive, '.' and '..'
   * @param {boolean} unsafe
   */
  constructor(path, encoding, folder, parts, unsafe) {
    this.path = path;
    this.encoding = encoding;
    this.folder = folder;
    this.parts = parts;
    this.unsafe = unsafe;
  }

  get last() {
    return this.parts[this.parts.length - 1];
  }

  /** The path fit for a page: what cannot be seen is named, and a long one is cut. */
  get shown() {
    return shownName(this.path);
  }

  /** Folders around the entry; null where the path leaves the archive. */
  get depth() {
    return this.unsafe ? null : Math.max(0, this.parts.length - 1);
  }

  /** Lower case, without the dot; empty for folders and where there is none. */
  get extension() {
    return this.folder || this.last === undefined ? "" : shownExtension(this.last);
  }

  /** A part that Windows takes for a device. */
  get reserved() {
    return this.parts.some((part) => RESERVED.test(part));
  }

  /** A character that Windows refuses in a name, or no name at all. */
  get badChar() {
    return !this.path || this.parts.some((part) => BAD.test(part));
  }

  /** A character that makes the name look like another one. */
  get bidi() {
    return BIDI.test(this.path);
  }

  /** Chinese that was misread before it was stored. */
  get garbled() {
    return isGarbled(this.path);
  }

  /** Left behind by an operating system or an office program. */
  get junk() {
    const parts = this.parts.map((part) => part.toLowerCase());
    const last = parts[parts.length - 1];
    if (last === undefined) return false;
    return JUNK_FILES.includes(last) || JUNK_STARTS.some((start) => last.startsWith(start)) || parts.some((part) => JUNK_FOLDERS.includes(part));
  }

  /** Equal for two files that overwrite each other on a common computer. */
  get unpackedAs() {
    const path = this.parts.map(withoutEnd).join("/");
    return folded(Array.from(path).length <= COMPARED_CHARACTERS ? path.normalize("NFC") : path);
  }
}

/** Without dots and blanks at its end, which Windows drops. A pattern would look for the end from each of them. @param {string} part */
function withoutEnd(part) {
  let stop = part.length;
  while (stop && (part[stop - 1] === "." || part[stop - 1] === " ")) stop -= 1;
  return part.slice(0, stop);
}

/**
 * Without the case of its letters, in full (Unicode 3.13, D144), but that a sigma at the end of a word is one in both; the dotless i
 * is another letter than i.
 *
 * @param {string} text
 */
const folded = (text) => text.split("ı").map((part) => part.toLowerCase().toUpperCase().toLowerCase()).join("ı");

/**
 * The names of all entries, in their order. Names without any sign of their encoding are decoded together where that goes: a
 * tool writes all of them alike, and one short GBK name such as 图片 may also be valid UTF-8.
 *
 * @param {Central[]} records
 */
export function readNames(records) {
  const known = records.map(signed);
  const guessed = guess(records.filter((_, at) => !known[at]).map(({ name }) => name));
  return records.map((record, at) => nameOf(record, ...(known[at] ?? /** @type {Read} */ (guessed.shift()))));
}

/** The name where the archive says how it is meant. @param {Central} record @returns {Read | null} */
function signed(record) {
  const text = unicodePath(record);
  if (text !== null) return [text, "unicode_extra"];
  const { name, flags } = record;
  if (name.every((byte) => byte < 128)) return [ofBytes(name, "cp437"), "ascii"];
  if (!(flags & UTF8_FLAG)) return null;
  const said = decoded(name, "utf-8");
  // Written in another encoding under the wrong flag; two names stay two, whatever becomes of the bytes.
  return said === null ? [decoded(name, "gb18030") ?? escaped(name), "undecodable"] : [said, "utf8"];
}

/** @param {Central} record */
function unicodePath({ name, extra }) {
  const field = extraField(extra, UNICODE_PATH);
  // A tool that renamed the entry without knowing the field leaves a stale one behind.
  return field?.[0] === 1 && little(field, 1, 4) === crc32(name) ? decoded(field.subarray(5), "utf-8") : null;
}

/**
 * Each name with its encoding: the same for all where there is one, else each by itself. Tools that add to an archive leave the
 * names that others wrote as they were.
 *
 * @param {Uint8Array[]} names
 * @returns {Read[]}
 */
function guess(names) {
  return ofOneEncoding(names) ?? names.map((name) => ofOneEncoding([name])?.[0] ?? [ofBytes(name, "cp437"), "cp437"]);
}

/** @param {Uint8Array[]} names @returns {Read[] | null} */
function ofOneEncoding(names) {
  const texts = all(names, "utf-8");
  /** @type {(texts: string[], encoding: Encoding) => Read[]} */
  const read = (texts, encoding) => texts.map((text) => [text, encoding]);
  // Two-byte UTF-8 is what GBK names look like by accident; real Chinese names need three bytes a character.
  if (texts?.every((text) => /^[\0-\x7f\u2000-\u{10ffff}]*$/u.test(text))) return read(texts, "utf8_unflagged");
  const chinese = all(names, "gb18030");
  if (chinese) return read(chinese, "gb18030");
  if (texts) return read(texts, "utf8_unflagged");
  const traditional = all(names, "big5");
  return traditional && read(traditional, "big5");
}

/** @param {Uint8Array[]} names @param {string} encoding @returns {string[] | null} */
function all(names, encoding) {
  const texts = names.map((name) => decoded(name, encoding));
  return texts.includes(null) ? null : /** @type {string[]} */ (texts);
}

/** @param {Central} record @param {string} path @param {Encoding} encoding */
function nameOf(record, path, encoding) {
  const drive = DRIVE.exec(path)?.[0] ?? "";
  const pieces = path.slice(drive.length).split(SEPARATORS);
  const unsafe = !!drive || /^[/\\]/.test(path) || pieces.includes("..");
  const marked = (record.attributes & FOLDER_ATTRIBUTE) !== 0 && record.size === 0;
  const folder = marked || /[/\\]$/.test(path);
  return new Name(path, encoding, folder, pieces.filter((piece) => !["", ".", ".."].includes(piece)), unsafe);
}
