/**
 * The part of a page where anything stands, for a network's time on what is blank finds nothing: the twin of
 * `zikao.package.text.inked`.
 *
 * @typedef {import("../../formats/filters.js").Colours} Colours
 * @typedef {[left: number, top: number, right: number, bottom: number]} Part in pixels
 */

/** Sides that the network takes are multiples of it; so much stays around what stands there. */
export const STEP = 32;
/** Small enough that light which falls off over a page is even within one. */
const CELL = 8;
/** Levels between ink and paper; print of 8 is found in traces, print of 6 not at all. */
const FAINTEST = 6;
const BANDS = 3;

/**
 * Around all cells that are not of one colour, with some room; null where there is none.
 *
 * @param {Colours} picture its sides multiples of STEP; so are the part's
 * @returns {Part | null}
 */
export function inked(picture) {
  const { width, height } = picture;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += CELL) {
    for (let x = 0; x < width; x += CELL) {
      // What lies within what is found already need not be looked at.
      if ((x >= left && x < right && y < bottom) || !busy(picture, x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x + CELL)];
      [top, bottom] = [Math.min(top, y), y + CELL];
    }
  }
  /** @param {number} first */
  const from = (first) => Math.max(0, Math.floor(first / STEP) - 1) * STEP;
  /** @param {number} behind @param {number} side */
  const to = (behind, side) => Math.min(side, (Math.ceil(behind / STEP) + 1) * STEP);
  return right ? [from(left), from(top), to(right, width), to(bottom, height)] : null;
}

/** Whether a cell is not of one colour. @param {Colours} picture @param {number} left @param {number} top */
function busy({ width, rgb }, left, top) {
  for (let band = 0; band < BANDS; band += 1) {
    let [low, high] = [255, 0];
    for (let y = top; y < top + CELL; y += 1) {
      const from = (y * width + left) * BANDS + band;
      for (let at = from; at < from + CELL * BANDS; at += BANDS) {
        const level = rgb[at] ?? 0;
        if (level < low) low = level;
        if (level > high) high = level;
      }
    }
    if (high - low >= FAINTEST) return true;
  }
  return false;
}
