/** Which way the head is turned: the canonical face laid over the measured points. The twin of `zikao.photo.face.pose`. */
import { joined } from "../../formats/bytes.js";

/** Position and texture place: x, y, z, u, v. */
const VALUES_A_POINT = 5;
/** Sweeps over a matrix of three rows: after four, what is not on its diagonal is beyond the digits of a number. */
const SWEEPS = 8;

/**
 * Degrees; all 0 for a face that looks straight at the camera.
 *
 * @typedef {object} Pose
 * @property {number} yaw positive: turned to the picture's right
 * @property {number} pitch positive: looking up
 * @property {number} roll positive: tilted clockwise in the picture
 */

/** @typedef {[number, number, number]} Triple */
/** @typedef {[Triple, Triple, Triple]} Square three rows */

/**
 * The pose of a face, as a camera far away would see it.
 *
 * @param {import("./mesh.js").Mesh} mesh
 * @param {Uint8Array} faceModel the canonical face that comes with the landmark network
 * @returns {Pose}
 */
export function readPose(mesh, faceModel) {
  const steady = known.get(faceModel) ?? steadyPoints(faceModel);
  known.set(faceModel, steady);
  const seen = mesh.those(steady.map(({ number }) => number)).map(([x, y, z]) => /** @type {Triple} */ ([x, -y, -z]));
  const middle = middleOf(seen, steady);
  /** @type {Square} */
  const covariance = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const [at, { place, weight }] of steady.entries()) {
    for (const row of AXES) {
      const off = ((seen[at]?.[row] ?? 0) - middle[row]) * weight;
      for (const column of AXES) covariance[row][column] += off * place[column];
    }
  }
  const turn = rotation(covariance);
  return {
    yaw: degrees(Math.atan2(turn[0][2], turn[2][2])),
    pitch: degrees(Math.asin(Math.min(1, Math.max(-1, turn[1][2])))),
    roll: -degrees(Math.atan2(turn[1][0], turn[1][1])),
  };
}

const NOTHING = new Uint8Array();
const AXES = /** @type {const} */ ([0, 1, 2]);
/** Places of a matrix above its diagonal. */
const PAIRS = /** @type {const} */ ([
  [0, 1],
  [0, 2],
  [1, 2],
]);

/** @param {number} radians */
const degrees = (radians) => (radians * 180) / Math.PI;

/** @typedef {{number: number, place: Triple, weight: number}} Steady */

/** What was read of a model. @type {WeakMap<Uint8Array, Steady[]>} */
const known = new WeakMap();

/**
 * The weighted points: their places about their weighted middle, their weights (sum 1).
 *
 * @param {Uint8Array} faceModel
 * @returns {Steady[]}
 */
function steadyPoints(faceModel) {
  const parts = [...fields(faceModel)];
  const mesh = parts.find(({ field }) => field === 1)?.body ?? NOTHING;
  const coordinates = floats(joined([...fields(mesh)].filter(({ field }) => field === 3).map(({ body }) => body)));
  const found = parts
    .filter(({ field }) => field === 2)
    .map(({ body }) => {
      const told = new Map([...fields(body)].map((each) => [each.field, each]));
      const number = told.get(1)?.value ?? 0;
      const at = number * VALUES_A_POINT;
      const place = /** @type {Triple} */ ([...coordinates.subarray(at, at + 3)]);
      return { number, place, weight: floats(told.get(2)?.body ?? NOTHING)[0] ?? 0 };
    });
  const sum = found.reduce((all, { weight }) => all + weight, 0);
  const weighted = found.map((each) => ({ ...each, weight: each.weight / sum }));
  const middle = middleOf(weighted.map(({ place }) => place), weighted);
  return weighted.map((each) => ({ ...each, place: less(each.place, middle) }));
}

/** @param {readonly Triple[]} places @param {readonly Steady[]} steady whose weights they have */
function middleOf(places, steady) {
  /** @type {Triple} */
  const middle = [0, 0, 0];
  for (const [at, place] of places.entries()) for (const axis of AXES) middle[axis] += place[axis] * (steady[at]?.weight ?? 0);
  return middle;
}

/** @param {Triple} one @param {Triple} other @returns {Triple} */
const less = (one, other) => [one[0] - other[0], one[1] - other[1], one[2] - other[2]];

/** @param {Triple} one @param {Triple} other */
const dot = (one, other) => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];

/** @param {Triple} one @param {Triple} other @returns {Triple} */
const cross = ([a, b, c], [x, y, z]) => [b * z - c * y, c * x - a * z, a * y - b * x];

/**
 * Of all rotations, never a mirror, the one that comes nearest to a matrix: what is left of it when its lengths are taken out.
 * The two longest directions say it all; the third is across them, on both sides, which makes it no mirror.
 *
 * @param {Square} matrix
 * @returns {Square}
 */
function rotation(matrix) {
  const columns = AXES.map((at) => /** @type {Triple} */ (matrix.map((row) => row[at])));
  const products = /** @type {Square} */ (columns.map((one) => columns.map((other) => dot(one, other))));
  const [first, second] = directions(products);
  const across = cross(first, second);
  const [one, other] = [first, second].map((each) => unit(/** @type {Triple} */ (matrix.map((row) => dot(row, each)))));
  const pairs = /** @type {const} */ ([
    [one ?? first, first],
    [other ?? second, second],
    [cross(one ?? first, other ?? second), across],
  ]);
  return /** @type {Square} */ (
    AXES.map((row) => AXES.map((column) => pairs.reduce((sum, [to, from]) => sum + to[row] * from[column], 0)))
  );
}

/** @param {Triple} place @returns {Triple} */
function unit(place) {
  const length = Math.sqrt(dot(place, place));
  return [place[0] / length, place[1] / length, place[2] / length];
}

/**
 * Unit vectors along which a symmetric matrix only makes longer, the longest first (Jacobi's way).
 *
 * @param {Square} symmetric
 * @returns {Square}
 */
function directions(symmetric) {
  const matrix = symmetric.map((row) => [...row]);
  const vectors = AXES.map((row) => AXES.map((column) => Number(row === column)));
  /** @param {number[][]} rows @param {number} row @param {number} column */
  const at = (rows, row, column) => rows[row]?.[column] ?? 0;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const [p, q] of PAIRS) {
      if (!at(matrix, p, q)) continue;
      const slope = (at(matrix, q, q) - at(matrix, p, p)) / (2 * at(matrix, p, q));
      const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1));
      const cosine = 1 / Math.hypot(tangent, 1);
      const sine = tangent * cosine;
      for (const rows of [matrix, vectors]) {
        for (const row of rows) [row[p], row[q]] = turned(row[p] ?? 0, row[q] ?? 0, cosine, sine);
      }
      const [upper, lower] = [matrix[p] ?? [], matrix[q] ?? []];
      for (const column of AXES) {
        [upper[column], lower[column]] = turned(upper[column] ?? 0, lower[column] ?? 0, cosine, sine);
      }
    }
  }
  return /** @type {Square} */ (
    [...AXES].sort((one, other) => at(matrix, other, other) - at(matrix, one, one)).map((column) => vectors.map((row) => row[column]))
  );
}

/** @param {number} one @param {number} other @param {number} cosine @param {number} sine @returns {[number, number]} */
const turned = (one, other, cosine, sine) => [cosine * one - sine * other, sine * one + cosine * other];

/** @param {Uint8Array} body of numbers of four bytes */
function floats(body) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return Float32Array.from({ length: body.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

/**
 * Each field of a protocol buffer, of the kinds that the face's model uses: its number, and what stands in it.
 *
 * @param {Uint8Array} block
 * @returns {Generator<{field: number, value: number, body: Uint8Array}>}
 */
function* fields(block) {
  let at = 0;
  const varint = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = block[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < block.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    if (key % 8 === 0) {
      yield { field, value: varint(), body: NOTHING };
      continue;
    }
    const size = key % 8 === 5 ? 4 : varint();
    yield { field, value: 0, body: block.subarray(at, at + size) };
    at += size;
  }
}
