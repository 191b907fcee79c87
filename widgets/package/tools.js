/**
 * What pages are looked at with on the device, made of contents that were handed over: this asks nobody for anything.
 *
 * @typedef {import("./text/runtime.js").Models} Models
 * @typedef {{pixels: Pixels, models: Models}} Tools
 * @typedef {(share: number) => void} Hear how much is done, 0 to 1
 */
import * as ort from "onnxruntime-web/wasm";
import { free } from "../formats/freed.js";
import { Pixels } from "../formats/pixels.js";
import { loaded } from "./text/runtime.js";

/**
 * @param {Record<string, ArrayBuffer>} files contents by name: `pixels.wasm`, `onnxruntime.wasm`, `lines.onnx`, `reader.onnx`,
 *   `characters.txt`
 * @param {Hear} [hear]
 * @returns {Promise<Tools>}
 */
export async function prepared(files, hear = () => {}) {
  const content = (/** @type {string} */ name) => new Uint8Array(files[name] ?? new ArrayBuffer(0));
  const pixels = new Pixels(await WebAssembly.compile(content("pixels.wasm")));
  const own = { runtime: content("onnxruntime.wasm"), lines: content("lines.onnx"), reader: content("reader.onnx") };
  const models = await loaded(ort, { ...own, characters: content("characters.txt") }, hear);
  // Copied into the runtime's own memory, or compiled, by now: twenty megabytes that nobody reads again.
  for (const each of Object.values(own)) free(each);
  return { pixels, models };
}
