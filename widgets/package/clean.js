import { says } from "../formats/bytes.js";
import { SIGNATURE, isPng, walk as chunksOf } from "../formats/chunks.js";
import { firstExif, readExif } from "../formats/exif.js";
import { APP0, APP1, COM, EOI, EXIF, SOI } from "../formats/segments.js";
import { walk } from "../shared/files/walk.js";
import { crc32 } from "./crc.js";

/**
 * What a camera writes beside the picture is taken out, as Python's `zikao.formats.strip` does it: place, time, device,
 * thumbnail, film behind the end. The picture's own data are copied byte for byte; colour profile and density stay, and of
 * a JPEG the mark by which viewers turn it, alone. The tests hold the two equal to the byte.
 *
 * Turning a JPEG means to write another mark, never to compress it again.
 */

/** Bytes of a segment before its content: marker and length. */
const HEAD = 4;
/** Bytes of JFIF's content, without the size of a thumbnail and the thumbnail. */
const JFIF_BYTES = 12;
/** Without these, colours come out wrong. @type {Record<number, string>} */
const KEPT = { 0xe2: "ICC_PROFILE\0", 0xee: "Adobe" };
const PNG_KEPT = "IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP cICP sBIT pHYs".split(" ");

/** The file's parts cannot be told apart: it is damaged or cut. */
export class Unclean extends Error {}

/** @typedef {{parts: Uint8Array<ArrayBuffer>[], orientation: number}} Cleaned orientation: 1..8 as in EXIF */

/** How a viewer has to turn the picture; 1 where nothing is said. @param {Uint8Array[]} blocks of EXIF */
const orientationIn = (blocks) => readExif(firstExif(blocks)).orientation ?? 1;

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
  const exif = picture.segments.filter(({ marker, body }) => marker === APP1 && says(body, EXIF));
  const orientation = turn ?? orientationIn(exif.map(({ body }) => body.subarray(EXIF.length)));
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

/** @param {Uint8Array<ArrayBuffer>} bytes @param {import("../formats/segments.js").Segment} segment */
function keptOf(bytes, { marker: code, start, end }) {
  const body = start + HEAD;
  if (code === APP0) {
    if (!says(bytes, "JFIF\0", body)) return null;
    const made = new Uint8Array(4 + JFIF_BYTES + 2);
    made.set([0xff, APP0, 0, 2 + JFIF_BYTES + 2]);
    made.set(bytes.subarray(body, Math.min(end, body + JFIF_BYTES)), 4);
    return made;
  }
  const wanted = KEPT[code];
  if (wanted ? !says(bytes, wanted, body) : code === COM || (code > APP0 && code <= 0xef)) return null;
  return bytes.subarray(start, end);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes a whole PNG
 * @returns {Cleaned} its mark for turning is left out, as hardly any viewer follows it there: see `orientation`
 * @throws {Unclean}
 */
export function cleanPng(bytes) {
  const { chunks, ended } = chunksOf(bytes, ["eXIf"]);
  if (!isPng(bytes) || !ended) throw new Unclean();
  const kept = chunks.filter(({ name }) => PNG_KEPT.includes(name)).map(({ start, end }) => bytes.subarray(start, end));
  const exif = chunks.filter(({ name }) => name === "eXIf").map(({ body }) => body);
  return { parts: [bytes.subarray(0, SIGNATURE.length), ...kept], orientation: orientationIn(exif) };
}

/** The turn clockwise by a quarter, as a mark. @param {number} orientation 1..8 */
export const quarter = (orientation) => /** @type {number} */ ([0, 6, 7, 8, 5, 2, 3, 4, 1][orientation]);

/** Over all parts. @param {Uint8Array[]} parts */
export const crcOf = (parts) => parts.reduce((sum, part) => crc32(part, sum), 0);
