import { free } from "../../formats/freed.js";

/**
 * From the reader's probabilities to text, the best class of each step, repeats and blanks left out: the twin of
 * `zikao.package.text.ctc`.
 *
 * @typedef {{values: Float32Array, shape: readonly number[]}} Tensor numbers row by row, and how many there are along each side
 */

export const BLANK = 0;

/**
 * Text and mean probability of its characters, for each line of (N, T, classes).
 *
 * @param {Tensor} probabilities which are gone then: of a long line they are 5 MB
 * @param {readonly string[]} alphabet
 * @returns {{text: string, score: number}[]}
 */
export function decode({ values, shape: [lines = 0, steps = 0, classes = 0] }, alphabet) {
  const found = Array.from({ length: lines }, (_, line) => {
    let [text, sum, count, last] = ["", 0, 0, -1];
    for (let step = 0; step < steps; step += 1) {
      const at = (line * steps + step) * classes;
      let [best, most] = [0, values[at] ?? 0];
      for (let each = 1; each < classes; each += 1) {
        const value = values[at + each] ?? 0;
        if (value > most) [best, most] = [each, value];
      }
      if (best !== last && best !== BLANK) {
        text += alphabet[best] ?? "";
        sum += most;
        count += 1;
      }
      last = best;
    }
    return { text, score: count ? sum / count : 0 };
  });
  free(values);
  return found;
}
