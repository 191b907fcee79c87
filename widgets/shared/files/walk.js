import { frameOf } from "../../formats/jpeg.js";
import { SOI, SOS, walk as followed } from "../../formats/segments.js";

/**
 * The parts of a JPEG file that say what it is, as against those that hold its pixels: for files without an oddity. Any other
 * is sent whole.
 *
 * @typedef {import("../../formats/segments.js").Segment} Segment
 */

/** More parts than any camera writes. */
const MOST = 200;

/**
 * @param {Uint8Array} data
 * @param {number} start where a picture begins
 * @returns {{segments: Segment[], end: number} | null} end: behind its end marker; null where anything is odd
 */
export function walk(data, start) {
  if (data[start] !== 0xff || data[start + 1] !== SOI) return null;
  const found = followed(data, start, MOST);
  return found.ended && !found.odd ? found : null;
}

/**
 * @param {Segment[]} segments of a picture
 * @returns {{width: number, height: number} | null} stored pixels; null where it is of no kind that is made smaller here
 */
export function frame(segments) {
  const { precision, tables, width, height } = frameOf(segments) ?? {};
  return precision === 8 && (tables?.length === 3 || tables?.length === 1) && width && height ? { width, height } : null;
}

/**
 * What may be left out of a file: the coded data of its pictures, and what a video behind them holds.
 *
 * @param {Uint8Array} data
 * @returns {[start: number, length: number][] | null} null where anything is odd
 */
export function cuts(data) {
  /** @type {[number, number][]} */
  const found = [];
  let at = 0;
  let before = 0;
  // The first picture has to be a sound one; behind it, telephones put others and videos, and notes of their own.
  for (let picture = walk(data, 0); picture; picture = walk(data, at)) {
    for (const { marker, bodyEnd, end } of picture.segments) if (marker === SOS && end > bodyEnd) found.push([bodyEnd, end - bodyEnd]);
    before = at = picture.end;
    // Between the pictures of one file there may be some filling.
    while (data[at] === 0 && at - before < 65_536) at += 1;
  }
  return before ? [...found, ...film(data, before)] : null;
}

/**
 * @param {Uint8Array} data
 * @param {number} start
 * @returns {[number, number][]} the media of a video that begins there (ISO/IEC 14496-12); none where none does
 */
function film(data, start) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  /** @type {[number, number][]} */
  const found = [];
  for (let at = start; at + 8 <= data.length; ) {
    const size = view.getUint32(at);
    const name = view.getUint32(at + 4);
    if (at === start && name !== 0x66747970) return [];
    if (size < 8 || at + size > data.length) break;
    if (name === 0x6d646174 && size > 64) found.push([at + 8, size - 8]);
    at += size;
  }
  return found;
}
