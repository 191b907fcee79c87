import { Box } from "./lines.js";
import { median } from "./quantile.js";

/**
 * Whether something may lie unseen where a line ends, by light that washes it out or the end of the picture: the twin of
 * `zikao.package.text.hidden`.
 *
 * @typedef {import("./crops.js").Levels} Levels
 * @typedef {import("./lines.js").Line} Line
 */

/** Level in all three colours from which nothing can be told from light. */
const WHITE = 250;
/** Brighter paper is as white as light that washes it out, as in most scans. */
const PAPER = 240;
/** Share of white beside a line that is more than an edge. */
const WASHED = 0.5;
/** How far beside a line is looked, in its heights: about three digits. */
const REACH = 2;
/** How near the end of the picture a line must not come, in its heights. */
const EDGE = 0.3;

/**
 * Whether a line may have more to it, on either side, than can be seen.
 *
 * @param {Levels} page
 * @param {Line} line on it
 */
export function mayGoOn(page, { box }) {
  if ([-1, 1].some((side) => leaves(page, box, side))) return true;
  // Ink covers less than half of a line, and so does the light that ends it.
  if (median(darkest(page, box)) >= PAPER) return false;
  return [-1, 1].some((side) => {
    const least = darkest(page, beside(box, side));
    return least.filter((level) => level >= WHITE).length / least.length > WASHED;
  });
}

/** @param {Box} box @param {number} side */
function beside({ x, y, width, height, angle }, side) {
  const away = (side * (width + REACH * height)) / 2;
  return new Box(x + away * Math.cos(angle), y + away * Math.sin(angle), REACH * height, height, angle);
}

/** The least of each pixel's three colours. @param {Levels} page @param {Box} box */
function darkest(page, box) {
  const { rgb } = page.crop(box);
  return Uint8Array.from({ length: rgb.length / 3 }, (_, at) => Math.min(rgb[3 * at] ?? 0, rgb[3 * at + 1] ?? 0, rgb[3 * at + 2] ?? 0));
}

/** Whether the line's end on this side stands at an edge of the picture. @param {Levels} page @param {Box} box @param {number} side */
function leaves({ picture }, { x, y, width, height, angle }, side) {
  const away = side * (width / 2 + EDGE * height);
  const [endX, endY] = [x + away * Math.cos(angle), y + away * Math.sin(angle)];
  return !(endX >= 0 && endX < picture.width && endY >= 0 && endY < picture.height);
}
