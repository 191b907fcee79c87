/**
 * 478 points of a face: its skin, eyes, lips and irises. The twin of `zikao.photo.face.mesh`.
 *
 * Numbers of points are those of the canonical face that comes with the network. "Left" is the picture's left.
 *
 * @typedef {import("./detector.js").Detection} Detection
 * @typedef {import("./networks.js").Networks} Networks
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {[x: number, y: number, z: number]} Point in pixels of the picture: to the right, down, away from the viewer
 * @typedef {[x: number, y: number]} Place
 */

import { BILINEAR } from "../../formats/pixels.js";
import { taken } from "../picture.js";
import { lit } from "./networks.js";

const SIDE = 256;
const POINTS = 478;
/** Side of the square that is looked at, by the longer side of the detected box. */
const ROOM = 1.5;
/** Presence (a logit) from which on a face is surely the right way up: below it the other way is tried as well. */
const SURE = 12;

export const LEFT_PUPIL = 468;
export const RIGHT_PUPIL = 473;
export const LEFT_IRIS = [469, 470, 471, 472];
export const RIGHT_IRIS = [474, 475, 476, 477];
export const CHIN = 152;
export const LEFT_SIDE = [234, 93, 132, 127];
export const RIGHT_SIDE = [454, 323, 361, 356];
/** The face's outline, clockwise from the middle of the forehead. */
export const OVAL = [
  ...[10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152],
  ...[148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109],
];
/** The edges of each eye's opening: along the upper lid, and back along the lower one. */
export const LIDS = /** @type {const} */ ([
  [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  [362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382],
]);

/** The points in pixels of the picture. */
export class Mesh {
  /** @param {Point[]} points 478 of them */
  constructor(points) {
    this.points = points;
  }

  /** Point by its number. @param {number} number @returns {Point} */
  at(number) {
    return /** @type {Point} */ (this.points[number]);
  }

  /** Points by their numbers. @param {readonly number[]} numbers */
  those(numbers) {
    return numbers.map((each) => this.at(each));
  }

  /** x and y of each. @returns {Place[]} */
  get flat() {
    return this.points.map(([x, y]) => [x, y]);
  }

  /** The pupil at the picture's left, then the other. Upside down they change places. @returns {[Place, Place]} */
  get pupils() {
    const [[left, leftY], [right, rightY]] = [this.at(LEFT_PUPIL), this.at(RIGHT_PUPIL)];
    return left <= right
      ? [
          [left, leftY],
          [right, rightY],
        ]
      : [
          [right, rightY],
          [left, leftY],
        ];
  }

  get upsideDown() {
    return this.at(LEFT_PUPIL)[0] > this.at(RIGHT_PUPIL)[0];
  }

  get pupilDistance() {
    const [[x, y], [x2, y2]] = this.pupils;
    return Math.hypot(x2 - x, y2 - y);
  }

  /** Unit vector along the eye line, towards the face's point 473. @returns {Place} */
  get across() {
    const [[x, y], [x2, y2]] = [this.at(LEFT_PUPIL), this.at(RIGHT_PUPIL)];
    const length = Math.max(Math.hypot(x2 - x, y2 - y), 1e-6);
    return [(x2 - x) / length, (y2 - y) / length];
  }

  /** Middle of the pupils to the chin: the length that gaps of the face are measured by. */
  get chinDistance() {
    const [[x, y], [x2, y2]] = this.pupils;
    const [chinX, chinY] = this.at(CHIN);
    return Math.hypot(chinX - (x + x2) / 2, chinY - (y + y2) / 2);
  }
}

/**
 * The points of a detected face; null where the network sees no face there.
 *
 * @param {Picture} picture
 * @param {Detection} face
 * @param {Networks} networks
 * @returns {Promise<Mesh | null>}
 */
export async function findMesh(picture, face, networks) {
  const [[eyeX, eyeY], [eyeX2, eyeY2]] = /** @type {[Place, Place]} */ (face.points);
  const [left, top, right, bottom] = face.box;
  const angle = Math.atan2(eyeY2 - eyeY, eyeX2 - eyeX);
  let [best, mesh] = [0, /** @type {Mesh | null} */ (null)];
  for (const turn of [angle, angle + Math.PI]) {
    const warp = around((left + right) / 2, (top + bottom) / 2, face.side * ROOM, turn);
    const [values, presence] = await networks.mesh(cut(warp, picture.rgb));
    if (values && (presence?.[0] ?? 0) > best) [best, mesh] = [presence?.[0] ?? 0, new Mesh(back(warp, values))];
    if (best >= SURE) break;
  }
  return mesh;
}

/** @typedef {{a: number, b: number, x: number, y: number}} Warp from the network's square to the picture: (u, v) to (a u - b v + x, b u + a v + y) */

/** @param {number} x @param {number} y @param {number} side @param {number} angle @returns {Warp} */
function around(x, y, side, angle) {
  const [a, b] = [(Math.cos(angle) * side) / SIDE, (Math.sin(angle) * side) / SIDE];
  const half = SIDE / 2;
  return { a, b, x: x - (a - b) * half, y: y - (b + a) * half };
}

/** @param {Warp} warp @param {import("../../formats/pixels.js").Picture} rgb */
function cut({ a, b, x, y }, rgb) {
  // Where the square is far larger than what is asked of it, every pixel has its say.
  const fewer = Math.max(1, Math.trunc(Math.hypot(a, b)));
  const source = fewer > 1 ? rgb.reduced(fewer) : rgb;
  const matrix = [a, -b, x, b, a, y].map((each) => each / fewer);
  const square = taken(source.affine(SIDE, SIDE, matrix, BILINEAR));
  if (source !== rgb) source.drop();
  return lit(square);
}

/** In single precision, as Python has them. @param {Warp} warp @param {Float32Array} values @returns {Point[]} */
function back({ a, b, x, y }, values) {
  const { fround } = Math;
  const [one, other, right, down, deep] = [fround(a), fround(b), fround(x), fround(y), fround(Math.hypot(a, b))];
  return Array.from({ length: POINTS }, (_, at) => {
    const [u = 0, v = 0, w = 0] = values.subarray(at * 3, at * 3 + 3);
    return [
      fround(fround(fround(one * u) - fround(other * v)) + right),
      fround(fround(fround(other * u) + fround(one * v)) + down),
      fround(w * deep),
    ];
  });
}
