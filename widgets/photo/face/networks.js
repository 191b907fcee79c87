/**
 * The networks as whoever measures is handed them, and why one cannot be used: the twin of `zikao.photo.face.networks`.
 *
 * A network takes one input, its leading axis left out, whose numbers are gone then, and gives its outputs in the order that Python has them in:
 *
 * - `detector`: 128x128x3 in [-1, 1] to 896 boxes of 16 numbers, and 896 scores;
 * - `mesh`: 256x256x3 in [0, 1] to 478 points of 3, and the presence of a face;
 * - `expression`: 146 points of 2, in pixels, to 52 blendshape scores;
 * - `outline`: 256x256x3 in [0, 1] to the probability of a person;
 * - `parts`: 256x256x3 in [0, 1] to the logits of background, hair, body skin, face skin, clothes, others, place by place.
 *
 * @typedef {(values: Float32Array) => Promise<Float32Array[]>} Network
 * @typedef {Record<"detector" | "mesh" | "expression" | "outline" | "parts", Network>} Networks
 */

/** Something was not measured; `reason` says why, in zh-CN, without its full stop. The rest can still be measured. */
export class NotMeasured extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** What stands where a network is not there. @param {string} reason @returns {Network} */
export const missing = (reason) => async () => {
  throw new NotMeasured(reason);
};

/** Bytes as most networks are shown them, 0 to 1. @param {Uint8Array} bytes */
export function lit(bytes) {
  const values = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) values[at] = (bytes[at] ?? 0) / 255;
  return values;
}
