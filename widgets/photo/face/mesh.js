/**
 * 478 points of a face: its skin, eyes, lips and irises. The twin of `zikao.photo.face.mesh`.
 *
 * Numbers of points are those of the canonical face that comes with the network. "Left" is the picture's left.
 *
 * @typedef {[x: number, y: number, z: number]} Point in pixels of the picture: to the right, down, away from the viewer
 * @typedef {[x: number, y: number]} Place
 */

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
