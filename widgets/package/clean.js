import { walk } from "../shared/files/walk.js";
import { crc32 } from "./crc.js";

/**
 * What a camera writes beside the picture is taken out, as Python's `zikao.formats.strip` does it: place, time, device,
 * thumbnail, film behind the end. The picture's own data are copied byte for byte; colour profile and density stay, and of
 * a JPEG the mark by which viewers turn it, alone. The tests hold the two equal to the byte.
 *
 * Turning a JPEG means to write another mark, never to compress it again.
 */

const SOI = 0xd8;
const EOI = 0xd9;
const APP0 = 0xe0;
const COM = 0xfe;
/** Bytes of a segment before its content: marker and length. */
const HEAD = 4;
/** Bytes of JFIF's content, without the size of a thumbnail and the thumbnail. */
const JFIF_BYTES = 12;
/** Without these, colours come out wrong. @type {Record<number, string>} */
const KEPT = { 0xe2: "ICC_PROFILE\0", 0xee: "Adobe" };
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_KEPT = "IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP cICP sBIT pHYs".split(" ");

/** The file's parts cannot be told apart: it is damaged or cut. */
export class Unclean extends Error {}

/** @typedef {{parts: Uint8Array<ArrayBuffer>[], orientation: number}} Cleaned orientation: 1..8 as in EXIF */

/** @param {Uint8Array} bytes @param {number} at @param {string} text */
const says = (bytes, at, text) => [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/**
 * How a viewer has to turn the picture: tag 0x0112 of the first directory (CIPA DC-008).
 *
 * @param {Uint8Array} bytes of the block, from its byte order on
 * @returns {number} 1 where nothing is said
 */
function orientationIn(bytes) {
  const little = says(bytes, 0, "II*\0");
  if (bytes.length < 10 || (!little && !says(bytes, 0, "MM\0*"))) return 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = view.getUint32(4, little);
  if (first + 2 > bytes.length) return 1;
  const count = view.getUint16(first, little);
  for (let at = first + 2, left = count; left > 0 && at + 12 <= bytes.length; at += 12, left -= 1) {
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A block of EXIF that says how to turn the picture, and nothing else. @param {number} turn */
const tiff = (turn) => [77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];

/** @param {number} turn */
function exifSegment(turn) {
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff(turn)];
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body]);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes a whole JPEG
 * @param {number} [turn] the mark that is to stand; its own where none is given
 * @returns {Cleaned}
 * @throws {Unclean}
 */
export function cleanJpeg(bytes, turn) {
  const picture = walk(bytes, 0);
  if (!picture) throw new Unclean();
  const exif = picture.segments.find(({ marker, start }) => marker === 0xe1 && says(bytes, start + HEAD, "Exif\0\0"));
  const orientation = turn ?? (exif ? orientationIn(bytes.subarray(exif.start + HEAD + 6, exif.end)) : 1);
  const parts = [Uint8Array.from([0xff, SOI])];
  let waiting = orientation !== 1;
  for (const segment of picture.segments) {
    // JFIF has to stand first.
    if (waiting && segment.marker !== APP0) {
      parts.push(exifSegment(orientation));
      waiting = false;
    }
    const kept = keptOf(bytes, segment);
    if (kept) parts.push(kept);
  }
  parts.push(Uint8Array.from([0xff, EOI]));
  return { parts, orientation };
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../shared/files/walk.js").Segment} segment */
function keptOf(bytes, { marker: code, start, end }) {
  const body = start + HEAD;
  if (code === APP0) {
    if (!says(bytes, body, "JFIF\0")) return null;
    const made = new Uint8Array(4 + JFIF_BYTES + 2);
    made.set([0xff, APP0, 0, 2 + JFIF_BYTES + 2]);
    made.set(bytes.subarray(body, Math.min(end, body + JFIF_BYTES)), 4);
    return made;
  }
  const wanted = KEPT[code];
  if (wanted ? !says(bytes, body, wanted) : code === COM || (code > APP0 && code <= 0xef)) return null;
  return bytes.subarray(start, end);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes a whole PNG
 * @returns {Cleaned} its mark for turning is left out, as hardly any viewer follows it there: see `orientation`
 * @throws {Unclean}
 */
export function cleanPng(bytes) {
  if (!PNG.every((byte, at) => bytes[at] === byte)) throw new Unclean();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [bytes.subarray(0, 8)];
  let orientation = 1;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) break;
    if (name === "eXIf") orientation = orientationIn(bytes.subarray(at + 8, end - 4));
    if (PNG_KEPT.includes(name)) parts.push(bytes.subarray(at, end));
    if (name === "IEND") return { parts, orientation };
    at = end;
  }
  throw new Unclean();
}

/** The turn clockwise by a quarter, as a mark. @param {number} orientation 1..8 */
export const quarter = (orientation) => /** @type {number} */ ([0, 6, 7, 8, 5, 2, 3, 4, 1][orientation]);

/** Over all parts. @param {Uint8Array[]} parts */
export const crcOf = (parts) => parts.reduce((sum, part) => crc32(part, sum), 0);
