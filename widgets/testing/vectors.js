/** Vectors that Python made of files, for the same modules here: `tests/vectors/` says what they are. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inflateRawSync, inflateSync } from "node:zlib";

/** @param {string} path below the folder of vectors @returns {any} */
export const vectors = (path) =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/vectors/${path}.json`, import.meta.url), "utf8"));

/**
 * The files of a part, by what is in them.
 *
 * @param {string} part such as `photo`
 * @returns {Map<string, {data: Uint8Array<ArrayBuffer>, name: string | null}>}
 */
export function files(part) {
  const corpus = vectors(`${part}/files`);
  const dictionary = inflateSync(Buffer.from(corpus.dictionary, "base64"));
  const found = Object.entries(corpus.files).map(([label, { name, file }]) => {
    const data = new Uint8Array(inflateRawSync(Buffer.from(file, "base64"), { dictionary }));
    return /** @type {const} */ ([label, { name, data }]);
  });
  return new Map(found);
}

/**
 * Holds what is made of each file against what Python made of it, and says of which file it differs.
 *
 * @param {string} path of the module's vectors
 * @param {(label: string) => unknown} make
 */
export function alike(path, make) {
  const { of } = vectors(path);
  assert.ok(Object.keys(of).length > 10);
  for (const [label, value] of Object.entries(of)) assert.deepEqual({ [label]: make(label) }, { [label]: value });
}

/** Bytes of the pieces in which Python was given each file, again and again. */
const STEPS = [1, 2, 700, 3, 40_000];

/** @param {Uint8Array} data */
export function pieces(data) {
  const found = [];
  for (let [at, step] = [0, 0]; at < data.length; at += STEPS[step % STEPS.length] ?? 0, step += 1) {
    found.push(data.subarray(at, at + (STEPS[step % STEPS.length] ?? 0)));
  }
  return found;
}
