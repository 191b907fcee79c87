import { canInflate, unpacked } from "../formats/inflated.js";

/**
 * Reading a chosen archive where it lies: its first bytes, its directory at the end and the head of each entry, by slices.
 * Nothing is unpacked and nothing leaves the device. Layouts follow PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5; everything
 * read is a claim.
 *
 * @typedef {{index: number, name: string, sure: boolean, folder: boolean, bytes: number, size: number, packed: number,
 *   method: number, encrypted: boolean, link: boolean, offset: number, kind: string}} Entry
 *   name: as a reader sees it; sure: the archive says how its bytes are meant; bytes: of the name; kind: by its first bytes,
 *   where they can be read without unpacking, else empty
 * @typedef {{kind: string, split?: boolean, truncated?: boolean, overlap?: boolean, trailing?: number,
 *   before?: number, entries?: Entry[], count?: number}} Looked kind: as the rules call it; before: bytes before the first entry
 */

const END = 22;
const CENTRAL = 46;
const LOCAL = 30;
/** An end record stands within its longest comment. */
const TAIL = END + 0xffff;
/** Bytes of a directory that are read; a hundred entries take a tenth of a percent of it. */
const DIRECTORY = 8_000_000;
/** Entries that are looked at; the server opens no archive with more. */
export const MOST = 100;

/** What files begin with. @type {[kind: string, at: number, bytes: number[]][]} */
const STARTS = [
  ["jpeg", 0, [0xff, 0xd8, 0xff]],
  ["png", 0, [0x89, 0x50, 0x4e, 0x47]],
  ["gif", 0, [0x47, 0x49, 0x46, 0x38]],
  ["tiff", 0, [0x49, 0x49, 0x2a, 0]],
  ["tiff", 0, [0x4d, 0x4d, 0, 0x2a]],
  ["rar", 0, [0x52, 0x61, 0x72, 0x21, 0x1a, 7]],
  ["7z", 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["gzip", 0, [0x1f, 0x8b, 8]],
  ["tar", 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
  ["pdf", 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["program", 0, [0x4d, 0x5a]],
  ["zip", 0, [0x50, 0x4b, 3, 4]],
  ["zip", 0, [0x50, 0x4b, 5, 6]],
  ["zip", 0, [0x50, 0x4b, 7, 8]],
  ["zip", 0, [0x50, 0x4b, 0x30, 0x30]],
];
const BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/**
 * @param {Uint8Array} bytes the first 300 of a file
 * @returns {string} empty where they say nothing
 */
export function kindOf(bytes) {
  const found = STARTS.find(([, at, start]) => start.every((byte, index) => bytes[at + index] === byte));
  if (found) return found[0];
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.slice(4, 8) === "ftyp") return BRANDS.includes(text.slice(8, 12)) ? "heic" : "";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text) ? "web" : "";
}

/** @param {Blob} file @param {number} from @param {number} to */
async function bytesOf(file, from, to) {
  return new Uint8Array(await file.slice(Math.max(0, from), Math.max(0, to)).arrayBuffer());
}

/** @param {Uint8Array} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/**
 * @param {Blob} file
 * @returns {Promise<Looked>}
 * @throws {DOMException} it can no longer be read
 */
export async function look(file) {
  const head = await bytesOf(file, 0, 512);
  const kind = kindOf(head);
  const tail = await bytesOf(file, file.size - TAIL, file.size);
  const end = endIn(tail, Math.max(0, file.size - TAIL), file.size);
  // A program or a picture that an archive hangs on to is one all the same: the server says which.
  if (!end) return kind === "zip" ? { kind, truncated: true } : { kind };
  if (end.split) return { kind: "zip", split: true };
  if (!end.whole) return { kind: "zip", truncated: true };
  const raw = await bytesOf(file, end.start, end.start + Math.min(end.size, DIRECTORY));
  const found = records(raw, end.shift);
  if (!found || (found.length & 0xffff) !== (end.count & 0xffff)) return { kind: "zip", truncated: true };
  const entries = named(found.slice(0, MOST + 1));
  if (found.length <= MOST) await Promise.all(entries.map(async (entry) => (entry.kind = await inside(file, entry))));
  const apart = [...found].sort((one, other) => one.offset - other.offset);
  // No header is shorter than this and its name.
  const overlap = apart.some(({ offset, packed, bytes }, at) => offset + LOCAL + bytes + packed > (apart[at + 1]?.offset ?? Infinity));
  return { kind: "zip", entries, overlap, count: found.length, trailing: file.size - end.stop, before: apart[0]?.offset ?? 0 };
}

/**
 * The last end record behind which a directory really stands.
 *
 * @param {Uint8Array} tail
 * @param {number} base where it begins in the file
 * @param {number} length of the file
 */
function endIn(tail, base, length) {
  const view = viewOf(tail);
  for (let at = tail.length - END; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const stop = base + at + END + view.getUint16(at + 20, true);
    if (view.getUint16(at + 4, true) || view.getUint16(at + 6, true)) return { split: true, stop, whole: false, start: 0, size: 0, count: 0, shift: 0 };
    let [count, size, offset] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    let until = base + at;
    const wide = wideEnd(view, at);
    if (wide) [count, size, offset, until] = [wide.count, wide.size, wide.offset, base + wide.at];
    const start = until - size;
    if (start < 0 || start < offset) continue;
    return { split: false, stop, whole: stop <= length, start, size, count, shift: start - offset };
  }
  return null;
}

/** The end record of 64 bits, where one stands before the other. @param {DataView} view @param {number} end */
function wideEnd(view, end) {
  const at = end - 20 - 56;
  if (at < 0 || view.getUint32(end - 20, true) !== 0x07064b50 || view.getUint32(at, true) !== 0x06064b50) return null;
  return { at, count: long(view, at + 32), size: long(view, at + 40), offset: long(view, at + 48) };
}

/** A number of 64 bits; no file on a telephone comes near to what this cannot hold. @param {DataView} view @param {number} at */
const long = (view, at) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

/**
 * @param {Uint8Array} raw the directory
 * @param {number} shift what must be added to its offsets
 * @returns {(Omit<Entry, "name" | "sure" | "index" | "kind"> & {raw: Uint8Array, utf8: boolean, path: boolean})[] | null}
 */
function records(raw, shift) {
  const view = viewOf(raw);
  const found = [];
  for (let at = 0; at < raw.length; ) {
    if (at + CENTRAL > raw.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const [name, extra, comment] = [28, 30, 32].map((from) => view.getUint16(at + from, true));
    const after = at + CENTRAL + /** @type {number} */ (name);
    const stop = after + /** @type {number} */ (extra) + /** @type {number} */ (comment);
    if (stop > raw.length) return null;
    const flags = view.getUint16(at + 8, true);
    const bytes = raw.subarray(at + CENTRAL, after);
    const attributes = view.getUint32(at + 38, true);
    const fields = viewOf(raw.subarray(after, after + /** @type {number} */ (extra)));
    // 4.5.3: only what did not fit stands in the field of 64 bits, in this order.
    let wide = fieldAt(fields, 0x0001);
    const [size, packed, offset] = [24, 20, 42].map((from) => {
      const value = view.getUint32(at + from, true);
      if (value !== 0xffffffff || wide < 0 || wide + 8 > fields.byteLength) return value;
      wide += 8;
      return long(fields, wide - 8);
    });
    found.push({
      raw: bytes,
      utf8: (flags & 0x800) !== 0,
      path: fieldAt(fields, 0x7075) >= 0,
      bytes: bytes.length,
      folder: bytes[bytes.length - 1] === 0x2f || (attributes & 0x10) !== 0,
      link: attributes >>> 28 === 0xa,
      encrypted: (flags & 0x41) !== 0 || view.getUint16(at + 10, true) === 99,
      method: view.getUint16(at + 10, true),
      packed: /** @type {number} */ (packed),
      size: /** @type {number} */ (size),
      offset: /** @type {number} */ (offset) + shift,
    });
    at = stop;
  }
  return found;
}

/** Where the content of this extra field stands; -1 where there is none. @param {DataView} extra @param {number} wanted */
function fieldAt(extra, wanted) {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) === wanted) return at + 4;
  }
  return -1;
}

/**
 * Names without a sign of their encoding are read together: a tool writes all of them alike, and one short GBK name may
 * also be valid UTF-8.
 *
 * @param {NonNullable<ReturnType<typeof records>>} found
 * @returns {Entry[]}
 */
function named(found) {
  /** @type {(bytes: Uint8Array) => boolean} */
  const plain = (bytes) => bytes.every((byte) => byte < 128);
  const unsigned = found.filter(({ raw, utf8, path }) => !utf8 && !path && !plain(raw));
  const encoding = unsigned.every(({ raw }) => decoded(raw, "utf-8") !== null) ? "utf-8" : "gb18030";
  return found.map(({ raw, utf8, path, ...rest }, index) => {
    const sure = utf8 || path || plain(raw);
    const name = decoded(raw, sure ? "utf-8" : encoding) ?? decoded(raw, "gb18030") ?? "";
    return { ...rest, index, sure, name: name.replace(/\\/g, "/"), kind: "" };
  });
}

/** @param {Uint8Array} bytes @param {string} encoding */
function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where an entry's data stand, or null where no header of its own does. @param {Blob} file @param {Entry} entry */
async function dataAt(file, { offset }) {
  const head = await bytesOf(file, offset, offset + LOCAL);
  if (head.length < LOCAL || viewOf(head).getUint32(0, true) !== 0x04034b50) return null;
  return offset + LOCAL + viewOf(head).getUint16(26, true) + viewOf(head).getUint16(28, true);
}

/** @param {Blob} file @param {Entry} entry */
async function inside(file, entry) {
  if (entry.method !== 0 || entry.encrypted || entry.folder) return "";
  const at = await dataAt(file, entry);
  return at === null ? "" : kindOf(await bytesOf(file, at, at + Math.min(entry.size, 512)));
}

/**
 * One entry's data, for a small picture on this page.
 *
 * @param {Blob} file
 * @param {Entry} entry
 * @returns {Promise<Blob | null>} null where this browser cannot unpack it
 */
export async function contentOf(file, entry) {
  const at = entry.encrypted ? null : await dataAt(file, entry);
  if (at === null) return null;
  const packed = file.slice(at, at + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8 || !canInflate()) return null;
  const { out } = await unpacked(packed, "deflate-raw", entry.size);
  return out.length === entry.size ? new Blob([out]) : null;
}
