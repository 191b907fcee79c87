/**
 * A PNG's pixels, put together as Pillow does (W3C PNG, third edition, 7 to 12). What is transparent lies on white at once, as
 * `zikao.formats.upright` lays it: so there is one kind of picture only.
 *
 * @typedef {import("./png.js").Ihdr} Ihdr
 */
import { big, joined, latin } from "./bytes.js";
import { crc32 } from "./crc.js";
import { unpacked } from "./inflated.js";
import { ihdrOf } from "./png.js";

/** Samples of a pixel by colour type. @type {Record<number, number>} */
const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Depths that there are for each. @type {Record<number, number[]>} */
const DEPTHS = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
/** Of the seven passes: first column, first row, and the steps of both. */
const PASSES = /** @type {const} */ ([
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]);
/** That a palette has. */
const MOST_COLORS = 256;
/** Bytes of tRNS by colour type, least and most: other ones say nothing to libpng. @type {Record<number, [number, number]>} */
const OPACITIES = { 0: [2, 2], 2: [6, 6], 3: [1, 256] };
const WHOLE = /** @type {const} */ ([[0, 0, 1, 1]]);

/** The data are damaged in a way that decoders end in, each in its own. */
export class Unclear extends Error {}

/**
 * @typedef {{ihdr: Ihdr, interlaced: boolean, packed: Uint8Array[], palette: Uint8Array, transparent: Uint8Array | null}} Coded
 *   packed: of each piece of pixels; palette: its colours, three bytes each; transparent: what stands in tRNS
 */

/**
 * What a picture's pixels are made of. Of colours, and of what is not to be seen, the first chunk before any pixel counts.
 *
 * @param {import("./png.js").Png} png
 * @returns {Coded | null} null where some of it is wanting or damaged
 */
export function coded(png) {
  const ihdr = ihdrOf(png.chunks);
  const first = png.chunks.findIndex(({ name }) => name === "IDAT");
  const before = first < 0 ? png.chunks : png.chunks.slice(0, first);
  const [head, colors, opacities] = ["IHDR", "PLTE", "tRNS"].map((wanted) => before.find(({ name }) => name === wanted));
  const [least, most] = (ihdr && OPACITIES[ihdr.color]) ?? [1, 0];
  const size = opacities ? png.bodyOf(opacities).length : 0;
  const clear = size >= least && size <= most ? opacities : undefined;
  const packed = png.chunks.filter(({ name }) => name === "IDAT").map((each) => png.bodyOf(each));
  const rest = png.data.subarray(png.end);
  if (!png.ended && latin(rest.subarray(4, 8)) === "IDAT") packed.push(rest.subarray(8, 8 + big(rest, 0, 4)));
  if (!ihdr || !head || !packed[0] || ![head, colors, clear].every((each) => !each || isSound(png.data, each))) return null;
  const [filter, interlaced] = png.bodyOf(head).subarray(11);
  const [palette, transparent] = [colors, clear].map((each) => each && png.bodyOf(each));
  if (filter || (palette?.length ?? 0) >= 3 * (MOST_COLORS + 1)) return null;
  return { ihdr, interlaced: Boolean(interlaced), packed, palette: palette ?? new Uint8Array(), transparent: transparent ?? null };
}

/** Whether a chunk agrees with its checksum. @param {Uint8Array} data @param {import("./png.js").Chunk} chunk */
const isSound = (data, { start, end }) => crc32(data.subarray(start + 4, end - 4)) === big(data, end - 4, 4);

/**
 * @param {Coded} png
 * @returns {Promise<{rgb: Uint8Array, clear: boolean} | null>} red, green and blue of each pixel, and whether any was not wholly
 *   to be seen; null where the data are damaged
 * @throws {Unclear}
 */
export async function unfiltered({ ihdr, interlaced, packed, palette, transparent }) {
  const { width, height, depth, color } = ihdr;
  const channels = CHANNELS[color] ?? 0;
  if (!DEPTHS[color]?.includes(depth)) return null;
  const passes = (interlaced ? PASSES : WHOLE).map(([left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    return { left, top, across, down, rows: columns > 0 ? Math.max(0, rows) : 0, columns, line: Math.ceil((columns * channels * depth) / 8) };
  });
  const wanted = passes.reduce((sum, { rows, line }) => sum + rows * (line + 1), 0);
  const data = await inflated(joined(packed), wanted);
  if (!data) return null;
  const paint = painter({ depth, color, palette, transparent });
  const out = new Uint8Array(width * height * 3);
  const step = Math.max(1, (channels * depth) / 8);
  let least = 255;
  let at = 0;
  for (const { left, top, across, down, rows, columns, line } of passes) {
    /** @type {Uint8Array} */
    let above = new Uint8Array(line);
    for (let row = 0; row < rows; row += 1) {
      const current = data.subarray(at + 1, at + 1 + line);
      if (!undone(data[at] ?? 0, current, above, step)) return null;
      for (let column = 0; column < columns; column += 1)
        least = Math.min(least, paint(current, column, out, ((top + row * down) * width + left + column * across) * 3));
      above = current;
      at += line + 1;
    }
  }
  return { rgb: out, clear: least < 255 };
}

/**
 * Takes a line's filter back, in its place.
 *
 * @param {number} filter
 * @param {Uint8Array} line
 * @param {Uint8Array} above
 * @param {number} step bytes of a pixel, at least one
 * @returns {boolean} whether there is such a filter
 */
function undone(filter, line, above, step) {
  if (filter > 4) return false;
  for (let at = 0; at < line.length; at += 1) {
    const left = at < step ? 0 : (line[at - step] ?? 0);
    const up = above[at] ?? 0;
    const before = at < step ? 0 : (above[at - step] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, filter === 4 ? nearest(left, up, before) : 0][filter] ?? 0;
    line[at] = (line[at] ?? 0) + guess;
  }
  return true;
}

const BLACK = [0, 0, 0];
/** Of a sample in tRNS, which has two bytes, Pillow compares one. @param {Uint8Array} key @param {number} at */
const lowest = (key, at) => big(key, at, 2) & 255;

/** Paeth's guess (9.4). @param {number} left @param {number} up @param {number} before */
function nearest(left, up, before) {
  const guess = left + up - before;
  const [one, two, three] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - before)];
  if (one <= two && one <= three) return left;
  return two <= three ? up : before;
}

/**
 * What puts a pixel of a line where it belongs, and tells how far it is to be seen, of 255.
 *
 * @param {{depth: number, color: number, palette: Uint8Array, transparent: Uint8Array | null}} png
 * @returns {(line: Uint8Array, column: number, out: Uint8Array, to: number) => number}
 */
function painter({ depth, color, palette, transparent }) {
  const bytes = depth / 8;
  const channels = CHANNELS[color] ?? 1;
  /** @param {Uint8Array} line @param {number} column @param {number} channel its highest eight bits */
  const high = (line, column, channel) => line[(column * channels + channel) * bytes] ?? 0;
  /** @param {Uint8Array} line @param {number} column fewer than eight bits, or eight */
  const low = (line, column) => {
    if (depth >= 8) return high(line, column, 0);
    const bit = column * depth;
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  };
  /** @type {(line: Uint8Array, column: number) => readonly [number, number, number, number]} red, green, blue, opacity */
  let look;
  if (color === 3) {
    look = (line, column) => {
      const index = low(line, column);
      // What the palette has no colour for is black.
      const [red, green, blue] = index * 3 + 2 < palette.length ? palette.subarray(index * 3, index * 3 + 3) : BLACK;
      return [red ?? 0, green ?? 0, blue ?? 0, transparent?.[index] ?? 255];
    };
  } else if (color === 0) {
    const most = depth < 8 ? (1 << depth) - 1 : 255;
    // Of 16 bits Pillow's way to eight forgets it.
    const key = transparent && depth < 16 ? lowest(transparent, 0) : -1;
    const hidden = depth === 1 && transparent ? (big(transparent, 0, 2) ? 255 : 0) : key;
    look = (line, column) => {
      const grey = (low(line, column) * 255) / most;
      return [grey, grey, grey, grey === hidden ? 0 : 255];
    };
  } else if (color === 2) {
    const key = transparent && [0, 2, 4].map((at) => lowest(transparent, at));
    look = (line, column) => {
      const seen = /** @type {const} */ ([high(line, column, 0), high(line, column, 1), high(line, column, 2)]);
      return [...seen, key && seen.every((each, at) => each === key[at]) ? 0 : 255];
    };
  } else if (color === 4) {
    look = (line, column) => {
      const grey = high(line, column, 0);
      return [grey, grey, grey, high(line, column, 1)];
    };
  } else {
    look = (line, column) => [high(line, column, 0), high(line, column, 1), high(line, column, 2), high(line, column, 3)];
  }
  return (line, column, out, to) => {
    const [red, green, blue, opacity] = look(line, column);
    out[to] = onWhite(red, opacity);
    out[to + 1] = onWhite(green, opacity);
    out[to + 2] = onWhite(blue, opacity);
    return opacity;
  };
}

/** Pillow's own arithmetic of laying one picture on another, for white below. @param {number} value @param {number} opacity */
function onWhite(value, opacity) {
  if (opacity === 255) return value;
  const share = opacity * 128;
  const sum = value * share + 255 * (255 * 128 - share) + (128 << 7);
  return ((sum >> 8) + sum) >> 15;
}

/**
 * @param {Uint8Array<ArrayBuffer>} packed
 * @param {number} wanted bytes
 * @returns {Promise<Uint8Array | null>} so many; null where there are fewer
 * @throws {Unclear} the data break off, or do not agree with their checksum, behind what is wanted; or they come to a sound end
 *   before, and Pillow lets what is missing be black
 */
async function inflated(packed, wanted) {
  const { out, whole } = await unpacked(new Blob([packed]), "deflate", wanted, true);
  const enough = out.length === wanted;
  if (enough !== whole) throw new Unclear();
  return enough ? out : null;
}
