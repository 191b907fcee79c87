/** How sharp the face is: the twin of `zikao.photo.face.sharpness`. */
import { Mask } from "../masks.js";

/** @typedef {import("./skin.js").Skin} Skin */

/** Pixels between the pupils at which sharpness is compared: those of a portrait of 480x640. */
export const PUPIL_DISTANCE = 100;
const SIGMA = 1.5;
const REACH = 5;
/** Pixels from the face's edge, which is the background's affair. */
const EDGE = 5;
const WEIGHTS = Float32Array.from({ length: 2 * REACH + 1 }, (_, at) => Math.exp(-((at - REACH) ** 2) / (2 * SIGMA ** 2)));
const WEIGHT = WEIGHTS.reduce((sum, each) => sum + each, 0);
/** From the middle on: the other half is the same. */
const KERNEL = WEIGHTS.map((each) => each / WEIGHT).slice(REACH);
/** Variance that two roundings (1/12 each) add to a Laplacian, whose squared weights sum to 20. */
const ROUNDING = 20 / 6;

/**
 * Share of the face's detail that a blur of 1.5 pixels takes away, 0..1; 0 where there is none at all.
 *
 * Detail is the standard deviation of the Laplacian. Null for a face of too few pixels.
 *
 * @param {Skin} skin
 */
export function sharpness({ luma, mask }) {
  const { width, height } = mask;
  const [columns, rows] = [width - 2, height - 2];
  const detail = new Float32Array(columns * rows);
  for (let row = 0, to = 0; row < rows; row += 1) {
    for (let at = (row + 1) * width + 1; at < (row + 2) * width - 1; at += 1) {
      const beside = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      detail[to++] = beside - 4 * (luma[at] ?? 0);
    }
  }
  const within = mask.shrunk(EDGE);
  const inside = Mask.where(columns, rows, (at) => Boolean(within.at[at + width + 1 + 2 * Math.floor(at / columns)]));
  if (!inside.any()) return null;
  const before = variance(inside.pick(detail)) - ROUNDING;
  const after = variance(inside.pick(blurred(detail, columns)));
  return before > after ? 1 - Math.sqrt(after / before) : 0;
}

/** Of values about zero. @param {Float32Array} values */
function variance(values) {
  let [sum, squares] = [0, 0];
  for (const each of values) {
    sum += each;
    squares += each * each;
  }
  return squares / values.length - (sum / values.length) ** 2;
}

/** @param {Float32Array} values @param {number} width of their rows */
function blurred(values, width) {
  return downwards(downwards(values, width), values.length / width);
}

/**
 * Blurred along the columns, which come as rows: twice done, it is blurred along both and stands as before.
 *
 * @param {Float32Array} values
 * @param {number} width
 */
function downwards(values, width) {
  const height = values.length / width;
  const out = new Float32Array(values.length);
  const line = new Float64Array(height + 2 * REACH);
  for (let column = 0, to = 0; column < width; column += 1) {
    for (let at = 0; at < line.length; at += 1)
      line[at] = values[Math.min(height - 1, Math.max(0, at - REACH)) * width + column] ?? 0;
    for (let at = REACH; at < height + REACH; at += 1) {
      let sum = (KERNEL[0] ?? 0) * (line[at] ?? 0);
      for (let away = 1; away <= REACH; away += 1) sum += (KERNEL[away] ?? 0) * ((line[at - away] ?? 0) + (line[at + away] ?? 0));
      out[to++] = sum;
    }
  }
  return out;
}
