import { free } from "../../formats/freed.js";

/**
 * The two models and their alphabet: the twin of `zikao.package.text.runtime`. PP-OCRv6 tiny (Baidu, Apache-2.0) on onnxruntime,
 * one thread; every byte of it is handed in, nothing is fetched here.
 *
 * @typedef {import("./ctc.js").Tensor} Tensor
 * @typedef {object} Models both networks, ready to run
 * @property {(batch: Tensor) => Promise<Tensor>} lines takes the batch's numbers away; (1, 3, H, W), sides multiples of 32, to (1, 1, H, W): how likely each pixel
 *   belongs to text, 0..1
 * @property {(batch: Tensor) => Promise<Tensor>} reader (N, 3, 48, W) to (N, T, classes): probabilities
 * @property {readonly string[]} alphabet character by class; class 0 is the blank of CTC, the last one the space
 * @typedef {{runtime: Uint8Array, lines: Uint8Array, reader: Uint8Array, characters: Uint8Array}} Files
 *   runtime: onnxruntime's own wasm; the others as `zikao.weights` names them
 */

/**
 * Characters by class. The list's lines end as on Windows: Python reads that as it reads any other, here both ends are looked for.
 *
 * @param {Uint8Array} characters a character a line, in UTF-8
 */
export const alphabetOf = (characters) => ["", ...new TextDecoder().decode(characters).replace(/\r?\n$/, "").split(/\r?\n/), " "];

/** How much of the time has gone once each of the two runs: with the first the runtime is compiled. */
const SHARES = [0.7, 1];

/**
 * @param {typeof import("onnxruntime-web/wasm")} ort
 * @param {Files} files
 * @param {(share: number) => void} [hear] how much is done, 0 to 1
 * @returns {Promise<Models>}
 */
export async function loaded(ort, { runtime, lines, reader, characters }, hear = () => {}) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmBinary = runtime;
  ort.env.logLevel = "error";
  /** @type {((batch: Tensor) => Promise<Tensor>)[]} */
  const runs = [];
  for (const model of [lines, reader]) {
    // Pages differ in size: a plan of memory made for one of them fits no other.
    const made = await ort.InferenceSession.create(model, { executionProviders: ["wasm"], enableMemPattern: false });
    runs.push(async ({ values, shape }) => {
      const [found] = Object.values(await made.run({ x: new ort.Tensor("float32", values, shape) }));
      free(values);
      if (!(found?.data instanceof Float32Array)) throw new TypeError("a network gave no numbers");
      return { values: found.data, shape: found.dims };
    });
    hear(SHARES[runs.length - 1] ?? 1);
  }
  // Compiled by now: fourteen megabytes that nobody reads again.
  delete ort.env.wasm.wasmBinary;
  const [ofLines, ofReader] = runs;
  if (!ofLines || !ofReader) throw new TypeError("a network is missing");
  return { lines: ofLines, reader: ofReader, alphabet: alphabetOf(characters) };
}
