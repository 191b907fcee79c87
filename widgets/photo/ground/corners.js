/**
 * Corners that were cut round or aslant, as phone apps hand out portraits: the twin of `zikao.photo.ground.corners`.
 *
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 */
import { distance, lab } from "../color.js";
import { medianColor } from "../quantiles.js";

/** How far a cut corner may reach along an edge, by the shorter side. */
const DEEPEST = 0.2;
const SMALLEST = 0.012;
/** dE*ab to the corner's own pixels: up to which a pixel is cut away, and from which on it is the picture. */
const [SAME, OTHER] = [8, 10];
/**
 * Pixels in which the one becomes the other, along the picture's edge, which an arc leaves slowly, and along the diagonal; a
 * studio's corners darken over many more.
 */
const [GRAZED, CROSSED] = [14, 6];
/** How much further the cut may reach along one edge than along the other. */
const LEGS = 1.5;
/**
 * How deep it goes towards the middle, by its reach along the edges: an arc 0.29, a straight cut 0.5; a label pasted into the
 * corner has 1.
 */
const [SHALLOWEST, STEEPEST] = [0.15, 0.75];
const LEAST = 2;

/** Boxes of the cut corners; empty where fewer than two are cut alike. @param {Picture} picture @returns {Box[]} */
export function cutCorners({ rgb, width, height }) {
  const side = Math.trunc(DEEPEST * Math.min(width, height));
  if (side < 8) return [];
  const { memory, stride } = rgb;
  const least = Math.max(3, Math.trunc(SMALLEST * Math.min(width, height)));
  /** @type {{box: Box, reach: number, color: Float32Array}[]} */
  const found = [];
  for (const down of [false, true]) {
    for (const across of [false, true]) {
      /** @param {[column: number, row: number][]} places counted from this corner */
      const colors = (places) =>
        Uint8Array.from(
          places.flatMap(([column, row]) => {
            const at = ((down ? height - 1 - row : row) * width + (across ? width - 1 - column : column)) * stride;
            return [memory[at] ?? 0, memory[at + 1] ?? 0, memory[at + 2] ?? 0];
          })
        );
      const { reach, color } = cut(colors, side, least);
      if (!reach) continue;
      const [left, top] = [across ? width - reach : 0, down ? height - reach : 0];
      found.push({ box: [left, top, left + reach, top + reach], reach, color });
    }
  }
  for (const one of found) {
    const alike = found.filter(
      (other) =>
        Math.max(one.reach, other.reach) <= LEGS * Math.min(one.reach, other.reach) &&
        (distance(one.color, other.color)[0] ?? 0) < OTHER
    );
    if (alike.length >= LEAST) return alike.map(({ box }) => box);
  }
  return [];
}

/**
 * How far a corner is cut away, 0 where it is not, and its colour.
 *
 * @param {(places: [column: number, row: number][]) => Uint8Array} colors
 * @param {number} side pixels that are looked at
 * @param {number} least
 */
function cut(colors, side, least) {
  const color = lab(medianColor(colors([[0, 0], [1, 0], [0, 1], [1, 1]]))); // prettier-ignore
  /** @param {(at: number) => [column: number, row: number]} place @param {number} soft */
  const reach = (place, soft) => run(distance(lab(colors(Array.from({ length: side }, (_, at) => place(at)))), color), soft);
  const [first, second] = [reach((at) => [at, 1], GRAZED), reach((at) => [1, at], GRAZED)];
  const deep = reach((at) => [at, at], CROSSED);
  const mean = (first + second) / 2;
  const [less, more] = [Math.min(first, second), Math.max(first, second)];
  const isCut = less >= least && more <= LEGS * less && SHALLOWEST * mean <= deep && deep <= STEEPEST * mean;
  return { reach: isCut ? more : 0, color };
}

/**
 * Pixels from the start that are cut away; 0 where none is, where all are, or where the edge is soft.
 *
 * @param {Float32Array} far
 * @param {number} soft
 */
function run(far, soft) {
  const other = far.findIndex((each) => each >= SAME);
  return other > 0 && Math.max(...far.subarray(other, other + soft)) >= OTHER ? other : 0;
}
