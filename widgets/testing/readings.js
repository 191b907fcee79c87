/** Made pages with what the networks gave for them (`tests/vectors/readings.py`), so that both languages read on from the same numbers. */
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { vectors } from "./vectors.js";

/**
 * @typedef {import("../package/text/ctc.js").Tensor} Tensor
 * @typedef {import("../package/text/runtime.js").Models} Models
 * @typedef {{file: Uint8Array, models: Models, asked: string[], left: Tensor[]}} Recorded
 *   models: give what was recorded, in its order; asked: digests of what they were asked; left: what they were not asked for
 */

const [LEVELS, SCORES] = [255, 10_000];

/** The recorded pages by what is on them. @returns {Map<string, Recorded>} */
export function readings() {
  const { alphabet, files, given } = vectors("package/readings");
  return new Map(
    Object.entries(files).map(([label, file]) => {
      const left = given[label].map(unpacked);
      /** @type {string[]} */
      const asked = [];
      /** @param {Tensor} batch */
      const next = async ({ values, shape }) => {
        asked.push(`${shape.join("x")} ${createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex").slice(0, 16)}`);
        const found = left.shift();
        if (!found) throw new Error(`${label}: asked more often than was recorded`);
        return found;
      };
      return [label, { file: new Uint8Array(Buffer.from(file, "base64")), models: { lines: next, reader: next, alphabet }, asked, left }];
    }),
  );
}

/** @param {[string, number[], string]} kept @returns {Tensor} */
function unpacked([kind, shape, packed]) {
  const data = inflateSync(Buffer.from(packed, "base64"));
  const values = new Float32Array(shape.reduce((size, side) => size * side, 1));
  if (kind === "lines") {
    data.forEach((level, at) => (values[at] = level / LEVELS));
    return { values, shape };
  }
  const [count = 0, steps = 0, classes = 0] = shape;
  const numbers = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  for (let at = 0; at < count * steps; at += 1) {
    values[at * classes + (numbers[at] ?? 0)] = Math.fround(numbers[count * steps + at] ?? 0) / Math.fround(SCORES);
  }
  return { values, shape };
}
