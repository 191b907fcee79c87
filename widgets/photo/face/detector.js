/**
 * Where the faces are: BlazeFace, and one box for each heap of overlapping ones. The twin of `zikao.photo.face.detector`, which
 * says by which method.
 *
 * @typedef {import("./networks.js").Networks} Networks
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {[x: number, y: number]} Place
 */
import { BILINEAR } from "../../formats/pixels.js";
import { rounded } from "../../formats/rounding.js";
import { taken } from "../picture.js";

const SIDE = 128;
/** Share of the reduction that averages whole pixels, which is quick; the rest weighs them. */
const FEWER = 0.5;
const LEAST_SCORE = 0.5;
/** Intersection over union from which on two boxes are one face. */
const SAME_FACE = 0.3;
/** To a pixel, in which places are told. */
const STEPS = 8;
/** Numbers of a box: its middle and size, then six points. */
const NUMBERS = 16;

/** What the network is shown of a byte. */
const LIGHT = Float32Array.from({ length: 256 }, (_, byte) => Math.fround(byte / 127.5) - 1);
/** Centres that the boxes are counted from: 2 a cell of a 16x16 grid, 6 a cell of an 8x8 grid. @type {Place[]} */
const ANCHORS = /** @type {const} */ ([
  [16, 2],
  [8, 6],
]).flatMap(([cells, each]) =>
  Array.from({ length: cells * cells * each }, (_, at) => {
    const cell = Math.floor(at / each);
    return /** @type {Place} */ ([((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells]);
  }),
);

/** A face in pixels of the picture. */
export class Detection {
  /**
   * @param {number} score
   * @param {[left: number, top: number, right: number, bottom: number]} box
   * @param {Place[]} points both eyes (the picture's left one first), nose tip, mouth, both ear regions
   */
  constructor(score, box, points) {
    this.score = score;
    this.box = box;
    this.points = points;
  }

  get side() {
    const [left, top, right, bottom] = this.box;
    return Math.max(right - left, bottom - top);
  }
}

/**
 * Every face found, best score first.
 *
 * @param {Picture} picture
 * @param {Networks} networks
 */
export async function findFaces(picture, networks) {
  const { width, height, left, top, square } = shown(picture);
  const [values = new Float32Array(), logits = new Float32Array()] = await networks.detector(square);
  // From the square back to the picture, whose sides were rounded apart.
  const across = (/** @type {number} */ x) => ((x * SIDE - left) / width) * picture.width;
  const down = (/** @type {number} */ y) => ((y * SIDE - top) / height) * picture.height;
  /** @type {Shape[]} */
  const sure = [];
  for (const [at, [anchorX, anchorY]] of ANCHORS.entries()) {
    const score = 1 / (1 + Math.exp(-Math.min(50, Math.max(-50, logits[at] ?? 0))));
    if (score < LEAST_SCORE) continue;
    const [x = 0, y = 0, wide = 0, high = 0, ...rest] = Array.from(values.subarray(at * NUMBERS, (at + 1) * NUMBERS), (each) => each / SIDE);
    const middle = [x + anchorX, y + anchorY];
    const corners = [-0.5, 0.5].flatMap((half) => [(middle[0] ?? 0) + half * wide, (middle[1] ?? 0) + half * high]);
    const points = rest.map((each, nth) => each + (nth % 2 ? anchorY : anchorX));
    sure.push({ score, places: [...corners, ...points].map((each, nth) => (nth % 2 ? down(each) : across(each))) });
  }
  return blended(sure.sort((one, other) => other.score - one.score));
}

/** What the network is shown: the picture in the middle of a square. @param {Picture} picture */
function shown(picture) {
  const scale = SIDE / Math.max(picture.width, picture.height);
  const [width, height] = [Math.max(1, rounded(picture.width * scale, 0)), Math.max(1, rounded(picture.height * scale, 0))];
  const [left, top] = [Math.floor((SIDE - width) / 2), Math.floor((SIDE - height) / 2)];
  const fewer = Math.max(1, Math.trunc(FEWER / scale));
  const small = taken(picture.fewer(fewer).resized(width, height, BILINEAR, [0, 0, picture.width / fewer, picture.height / fewer]));
  const square = new Float32Array(SIDE * SIDE * 3).fill(-1);
  for (let row = 0, from = 0; row < height; row += 1) {
    const to = ((top + row) * SIDE + left) * 3;
    for (let at = 0; at < width * 3; at += 1) square[to + at] = LIGHT[small[from++] ?? 0] ?? 0;
  }
  return { width, height, left, top, square };
}

/** @typedef {{score: number, places: number[]}} Shape places: x and y of two corners, then of the six points */

/** One detection a heap. @param {Shape[]} shapes best score first */
function blended(shapes) {
  const found = [];
  for (let left = shapes; left[0]; ) {
    const [best] = left;
    // A box without any area overlaps nothing, not even itself.
    const heap = left.filter((each) => each === best || overlap(best.places, each.places) > SAME_FACE);
    const whole = heap.reduce((sum, { score }) => sum + score, 0);
    const places = best.places.map((_, at) => heap.reduce((sum, { score, places: own }) => sum + (own[at] ?? 0) * score, 0) / whole);
    const told = places.map((each) => rounded(each * STEPS, 0) / STEPS);
    const points = Array.from({ length: 6 }, (_, at) => /** @type {Place} */ (told.slice(4 + at * 2, 6 + at * 2)));
    found.push(new Detection(best.score, /** @type {Detection["box"]} */ (told.slice(0, 4)), points));
    left = left.filter((each) => !heap.includes(each));
  }
  return found;
}

/** Intersection over union of two boxes. @param {number[]} one @param {number[]} other */
function overlap([left = 0, top = 0, right = 0, bottom = 0], [left2 = 0, top2 = 0, right2 = 0, bottom2 = 0]) {
  const wide = Math.max(0, Math.min(right, right2) - Math.max(left, left2));
  const high = Math.max(0, Math.min(bottom, bottom2) - Math.max(top, top2));
  const areas = (right - left) * (bottom - top) + (right2 - left2) * (bottom2 - top2);
  return (wide * high) / Math.max(areas - wide * high, 1e-6);
}
