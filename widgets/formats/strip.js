import { joined, says } from "./bytes.js";
import { SIGNATURE, walk as chunksOf } from "./chunks.js";
import { crc32 } from "./crc.js";
import { firstExif, readExif } from "./exif.js";
import { APP0, APP1, APP14, APP2, COM, EOI, EXIF, ICC, SOI, walk as segmentsOf } from "./segments.js";

/**
 * What a camera writes beside the picture is taken out: place, time, device, thumbnail, sound behind the end: the twin of
 * `zikao.formats.strip`. The picture's own data are copied byte for byte. What shows it rightly stays: colour profile,
 * density, and the mark by which viewers turn it, alone in a block of its own.
 *
 * Turning a JPEG means to write another mark, never to compress it again.
 *
 * @typedef {{parts: Uint8Array<ArrayBuffer>[], orientation: number}} Cleaned
 *   parts: of the file, one after the other; orientation: of the mark that the file had, 1..8 as in EXIF; 1 where it had none
 */

const JFIF = "JFIF\0";
/** Of its content, without the size of a thumbnail and the thumbnail. */
const JFIF_BYTES = 12;
/** Without these, colours come out wrong. @type {Record<number, string>} */
const KEPT = { [APP2]: ICC, [APP14]: "Adobe" };
const PNG_KEPT = "IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP cICP sBIT pHYs".split(" ");
const UPRIGHT = 1;
const STARTS = { jpeg: "\xff\xd8", png: SIGNATURE };

/** The file's parts cannot be told apart, so nothing can be taken out of it: it is damaged or cut. */
export class Unclean extends Error {}

/**
 * The same picture without metadata, not compressed again.
 *
 * @param {"jpeg" | "png"} kind
 * @param {Uint8Array<ArrayBuffer>} data the file
 * @param {number} [turn] the mark that is to stand; its own where none is given
 * @returns {Cleaned}
 * @throws {Unclean} it is not whole
 */
export function clean(kind, data, turn) {
  if (!says(data, STARTS[kind])) throw new Unclean();
  return kind === "jpeg" ? cleanJpeg(data, turn) : cleanPng(data, turn);
}

/** How a viewer has to turn the picture. @param {Uint8Array[]} blocks of EXIF */
const orientationIn = (blocks) => readExif(firstExif(blocks)).orientation ?? UPRIGHT;

/** @param {Uint8Array<ArrayBuffer>} data @param {number | undefined} turn @returns {Cleaned} */
function cleanJpeg(data, turn) {
  const { segments, ended } = segmentsOf(data);
  if (!ended) throw new Unclean();
  const exif = segments.filter(({ marker, body }) => marker === APP1 && says(body, EXIF));
  const orientation = orientationIn(exif.map(({ body }) => body.subarray(EXIF.length)));
  return { parts: jpegParts(data, segments, turn ?? orientation), orientation };
}

/** @param {Uint8Array<ArrayBuffer>} data @param {number | undefined} turn @returns {Cleaned} */
function cleanPng(data, turn) {
  const { chunks, ended } = chunksOf(data, ["eXIf"]);
  if (!ended) throw new Unclean();
  const orientation = orientationIn(chunks.filter(({ name }) => name === "eXIf").map(({ body }) => body));
  return { parts: pngParts(data, chunks, turn ?? orientation), orientation };
}

/** @param {Uint8Array<ArrayBuffer>} data @param {import("./segments.js").Segment[]} segments @param {number} turn */
function jpegParts(data, segments, turn) {
  const parts = [Uint8Array.of(0xff, SOI)];
  let waiting = turn !== UPRIGHT;
  for (const segment of segments) {
    // JFIF has to stand first.
    if (waiting && segment.marker !== APP0) {
      parts.push(exifSegment(turn));
      waiting = false;
    }
    parts.push(kept(data, segment));
  }
  if (waiting) parts.push(exifSegment(turn));
  return [...parts, Uint8Array.of(0xff, EOI)];
}

/**
 * The segment as it goes into the new file; nothing where it does not.
 *
 * @param {Uint8Array<ArrayBuffer>} data
 * @param {import("./segments.js").Segment} segment
 */
function kept(data, { marker: code, start, end, body }) {
  const nothing = new Uint8Array();
  if (code === APP0) {
    if (!says(body, JFIF)) return nothing;
    const made = Uint8Array.of(0xff, APP0, 0, 2 + JFIF_BYTES + 2, ...new Uint8Array(JFIF_BYTES + 2));
    made.set(body.subarray(0, JFIF_BYTES), 4);
    return made;
  }
  const wanted = KEPT[code];
  if (wanted ? !says(body, wanted) : code === COM || (code >= APP0 && code <= 0xef)) return nothing;
  return data.subarray(start, end);
}

/** @param {Uint8Array<ArrayBuffer>} data @param {import("./chunks.js").Chunk[]} chunks @param {number} turn */
function pngParts(data, chunks, turn) {
  const parts = [data.subarray(0, SIGNATURE.length)];
  let waiting = turn !== UPRIGHT;
  for (const { name, start, end } of chunks) {
    if (waiting && name === "IDAT") {
      parts.push(exifChunk(turn));
      waiting = false;
    }
    if (PNG_KEPT.includes(name)) parts.push(data.subarray(start, end));
  }
  return parts;
}

/** A block of EXIF that says how to turn the picture, and nothing else (CIPA DC-008, TIFF 6.0). @param {number} turn */
const tiff = (turn) => [77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];

/** @param {number} turn */
function exifSegment(turn) {
  const body = [...EXIF].map((each) => each.charCodeAt(0)).concat(tiff(turn));
  return Uint8Array.of(0xff, 0xe1, 0, body.length + 2, ...body);
}

/** @param {number} turn */
function exifChunk(turn) {
  const body = Uint8Array.of(...[..."eXIf"].map((each) => each.charCodeAt(0)), ...tiff(turn));
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, body.length - 4);
  ends.setUint32(4, crc32(body));
  return joined([new Uint8Array(ends.buffer, 0, 4), body, new Uint8Array(ends.buffer, 4, 4)]);
}

/** The turn clockwise by a quarter, as a mark. @param {number} orientation 1..8 */
export const quarter = (orientation) => /** @type {number} */ ([0, 6, 7, 8, 5, 2, 3, 4, 1][orientation]);
