/**
 * What of the picture is the person, and which part: two networks, on the picture stretched to 256x256. The twin of
 * `zikao.photo.face.outline`.
 */

const SIDE = 256;
const CELLS = SIDE * SIDE;

/** Classes of the parts network; 0 is the background. Glasses are among the others. */
export const HAIR = 1;
export const BODY_SKIN = 2;
export const FACE_SKIN = 3;
export const CLOTHES = 4;
export const OTHERS = 5;
const CLASSES = 6;

/** Probability of a person over the whole picture. */
export class Outline {
  /** @param {Float32Array} shares 256x256, row by row */
  constructor(shares) {
    this.shares = shares;
  }
}

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
