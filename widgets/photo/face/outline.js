/**
 * What of the picture is the person, and which part: two networks, on the picture stretched to 256x256. The twin of
 * `zikao.photo.face.outline`.
 *
 * @typedef {import("./networks.js").Networks} Networks
 * @typedef {import("../picture.js").Picture} Picture
 */
import { resized } from "../../formats/floats.js";
import { BILINEAR } from "../../formats/pixels.js";
import { instead } from "../../formats/upright.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import { lit } from "./networks.js";

/** Cells of either network along either axis. */
export const SIDE = 256;
const CELLS = SIDE * SIDE;

/** Classes of the parts network; 0 is the background. Glasses are among the others. */
export const BACKGROUND = 0;
export const HAIR = 1;
export const BODY_SKIN = 2;
export const FACE_SKIN = 3;
export const CLOTHES = 4;
export const OTHERS = 5;
const CLASSES = 6;

/** What a network says of each place, over a grid of another size. @param {Float32Array} shares @param {number} width @param {number} height */
export const sized = (shares, width, height) => resized(shares, SIDE, SIDE, width, height);

/**
 * Where a network says yes, over a grid of another size; bytes are sized sooner than numbers.
 *
 * @param {Float32Array} shares
 * @param {number} width
 * @param {number} height
 * @param {import("../../formats/pixels.js").Pixels} pixels
 */
export function likely(shares, width, height, pixels) {
  const steps = pixels.blank(SIDE, SIDE);
  const { memory } = steps;
  for (let at = 0; at < CELLS; at += 1) memory[at] = Math.fround(Math.fround((shares[at] ?? 0) * 255) + 0.5);
  return Mask.high(width, height, taken(instead(steps, steps.resized(width, height, BILINEAR))));
}

/** Probability of a person over the whole picture. */
export class Outline {
  /** @param {Float32Array} shares 256x256, row by row */
  constructor(shares) {
    this.shares = shares;
  }

  /** The same over a grid of another size. @param {number} width @param {number} height */
  sized(width, height) {
    return sized(this.shares, width, height);
  }

  /**
   * Where the person begins between two shares of the width, in pixels of a picture of that height. Of each column, the row where
   * the probability passes a half, between rows; of the columns the highest that a neighbour confirms.
   *
   * @param {number} left
   * @param {number} right
   * @param {number} height
   * @returns {number | null} 0 where the person reaches the upper edge, null where there is none
   */
  top(left, right, height) {
    /** @type {number[]} */
    const edges = [];
    const end = Math.ceil(Math.min(1, right) * SIDE);
    for (let column = Math.trunc(Math.max(0, left) * SIDE); column < end; column += 1) {
      const edge = this.edge(column);
      if (edge !== null) edges.push(edge);
    }
    if (edges.length < 3) return null;
    const steady = edges.slice(2).map((last, at) => {
      const [first = 0, middle = 0] = edges.slice(at);
      return Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
    });
    return (Math.min(...steady) * height) / SIDE;
  }

  /** Where the person begins in one column, in rows. @param {number} column @returns {number | null} */
  edge(column) {
    const { fround } = Math;
    let at = column;
    while (at < CELLS && (this.shares[at] ?? 0) < 0.5) at += SIDE;
    if (at >= CELLS) return null;
    const row = (at - column) / SIDE;
    if (!row) return 0;
    const [here, above] = [this.shares[at] ?? 0, this.shares[at - SIDE] ?? 0];
    // Rows are sampled at their middle; the half lies between the middles of two rows.
    return row + 0.5 - fround(fround(here - 0.5) / Math.max(fround(here - above), fround(1e-6)));
  }

  /**
   * First and last column with a person between two shares of the height, as shares of the width.
   *
   * @param {number} top
   * @param {number} bottom
   * @returns {[number, number]}
   */
  sides(top, bottom) {
    const first = Math.trunc(top * SIDE);
    const end = Math.min(SIDE, Math.max(first + 1, Math.trunc(bottom * SIDE)));
    let [left, right] = [SIDE, -1];
    for (let at = first * SIDE; at < end * SIDE; at += 1) {
      if ((this.shares[at] ?? 0) < 0.5) continue;
      left = Math.min(left, at % SIDE);
      right = Math.max(right, at % SIDE);
    }
    return right < 0 ? [0, 1] : [left / SIDE, (right + 1) / SIDE];
  }
}

/** The person's outline. @param {Picture} picture @param {Networks} networks */
export async function findOutline(picture, networks) {
  const [shares = new Float32Array()] = await networks.outline(stretched(picture));
  return new Outline(shares);
}

/** Probability of each of six classes, as `partsOf` has them. @param {Picture} picture @param {Networks} networks */
export async function findParts(picture, networks) {
  const [logits = new Float32Array()] = await networks.parts(stretched(picture));
  return partsOf(logits);
}

/** @param {Picture} picture */
const stretched = (picture) => lit(picture.stretched(SIDE).bytes());

/**
 * Probability of each of six classes, 6x256x256: class by class, row by row.
 *
 * @param {Float32Array} logits of the network, place by place
 * @returns {Float32Array}
 */
export function partsOf(logits) {
  const shares = new Float32Array(CLASSES * CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const from = cell * CLASSES;
    let most = -Infinity;
    for (let each = 0; each < CLASSES; each += 1) most = Math.max(most, logits[from + each] ?? 0);
    let sum = 0;
    for (let each = 0; each < CLASSES; each += 1) {
      const power = Math.fround(Math.exp(Math.fround((logits[from + each] ?? 0) - most)));
      shares[each * CELLS + cell] = power;
      sum = Math.fround(sum + power);
    }
    for (let each = cell; each < shares.length; each += CELLS) shares[each] = (shares[each] ?? 0) / sum;
  }
  return shares;
}

/** Of each place the class that it most probably is, 256x256; of two that are equal, the later. @param {Float32Array} parts */
export function likeliest(parts) {
  const found = new Uint8Array(CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    let most = -Infinity;
    for (let each = 0; each < CLASSES; each += 1) {
      const share = parts[each * CELLS + cell] ?? 0;
      if (share < most) continue;
      most = share;
      found[cell] = each;
    }
  }
  return found;
}

/** What the parts network says of one class: 256x256. @param {Float32Array} parts @param {number} kind */
export const part = (parts, kind) => parts.subarray(kind * CELLS, (kind + 1) * CELLS);
