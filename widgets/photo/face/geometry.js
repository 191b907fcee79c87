/**
 * Where the face's parts lie and how wide they are open: the twin of `zikao.photo.face.geometry`.
 *
 * @typedef {import("./mesh.js").Mesh} Mesh
 * @typedef {import("./mesh.js").Place} Place
 */
import { CHIN, LEFT_SIDE, RIGHT_SIDE } from "./mesh.js";

/** @typedef {readonly [number, number]} Pair numbers of two points */
/** @type {Pair[]} */
const LEFT_LIDS = [
  [160, 144],
  [159, 145],
  [158, 153],
];
/** @type {Pair[]} */
const RIGHT_LIDS = [
  [385, 380],
  [386, 374],
  [387, 373],
];
/** @type {Pair} */
const LEFT_CORNERS = [33, 133];
/** @type {Pair} */
const RIGHT_CORNERS = [362, 263];
/** @type {Pair} */
const INNER_LIPS = [13, 14];
/** @type {Pair} */
const OUTER_LIPS = [0, 17];

/**
 * Pixels of the picture; degrees; ratios.
 *
 * @typedef {object} Geometry
 * @property {Place} leftEye
 * @property {Place} rightEye
 * @property {number} tilt degrees of the eye line; positive: the right pupil is lower
 * @property {Place} chin
 * @property {number} width
 * @property {number} centerX
 * @property {number} leftOpenness
 * @property {number} rightOpenness
 * @property {number} mouthGap
 */

/** Places and lengths of one face. @param {Mesh} mesh @returns {Geometry} */
export function readGeometry(mesh) {
  const [left, right] = mesh.pupils;
  const [alongX, alongY] = mesh.across;
  const sides = [...LEFT_SIDE, ...RIGHT_SIDE].map((number) => mesh.at(number));
  const extent = sides.map(([x, y]) => x * alongX + y * alongY);
  const columns = sides.map(([x]) => x);
  const [chinX, chinY] = mesh.at(CHIN);
  const one = openness(mesh, LEFT_LIDS, LEFT_CORNERS);
  const other = openness(mesh, RIGHT_LIDS, RIGHT_CORNERS);
  return {
    leftEye: left,
    rightEye: right,
    tilt: (Math.atan2(right[1] - left[1], right[0] - left[0]) * 180) / Math.PI,
    chin: [chinX, chinY],
    width: Math.max(...extent) - Math.min(...extent),
    centerX: (Math.min(...columns) + Math.max(...columns)) / 2,
    leftOpenness: mesh.upsideDown ? other : one,
    rightOpenness: mesh.upsideDown ? one : other,
    // By the lips themselves: between full ones the dark line that closed lips leave is wider.
    mouthGap: between(mesh, INNER_LIPS) / Math.max(between(mesh, OUTER_LIPS), 1e-6),
  };
}

/** Mean gap of the lids at three places, by the distance of the eye's corners. @param {Mesh} mesh @param {Pair[]} lids @param {Pair} corners */
function openness(mesh, lids, corners) {
  const gaps = lids.reduce((sum, pair) => sum + between(mesh, pair), 0);
  return gaps / lids.length / Math.max(between(mesh, corners), 1e-6);
}

/** @param {Mesh} mesh @param {Pair} pair */
function between(mesh, [one, other]) {
  const [[x, y], [x2, y2]] = [mesh.at(one), mesh.at(other)];
  return Math.hypot(x2 - x, y2 - y);
}
