/**
 * Reads cases as `test_photo_fit_parity.py` writes them and holds what a page and its worker make of an original against Python's:
 * the file's digest, its steps, refusals and report. Prints the number of cases; at the first difference it ends with 1 and says
 * where.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mock } from "node:test";
import { instantiate } from "lcms-wasm";
import "../../../widgets/testing/dom.js";
import { Pixels } from "../../../widgets/formats/pixels.js";
import { cut } from "../../../widgets/photo/answers.js";
import { made } from "../../../widgets/photo/made.js";
import { Refusal } from "../../../widgets/shared/files/refusal.js";

Object.assign(globalThis, { FileReader: window.FileReader, Blob: window.Blob });
const [path = ""] = process.argv.slice(2);
const { specs, cases } = JSON.parse(readFileSync(path, "utf8"));
const module = new URL("../../../widgets/formats/pixels.wasm", import.meta.url);
const lcms = await instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });
const tools = { pixels: new Pixels(new WebAssembly.Module(readFileSync(module))), lcms: async () => lcms };
const HEADERS = { date_taken: "X-Zikao-Taken", front_camera: "X-Zikao-Selfie" };

/** @param {any} one @returns {Promise<unknown>} */
async function said({ item, file, name, now, told, typed, before, after }) {
  mock.timers.enable({ apis: ["Date"], now: new Date(now) });
  /** What was measured is Python's: no network runs here. */
  const measured = [before, after];
  const ask = async (/** @type {string} */ what, /** @type {any} */ question) =>
    structuredClone(what === "cut" ? await cut(question, tools) : { ...measured.shift(), places: {}, elsewhere: [] });
  const original = { name, arrayBuffer: async () => Uint8Array.from(Buffer.from(file, "base64")).buffer };
  const headers = Object.entries(told).map(([fact, value]) => [HEADERS[fact], { true: "yes", false: "no" }[value] ?? value]);
  const specsAt = `data:application/json;base64,${Buffer.from(JSON.stringify(specs[item])).toString("base64")}`;
  try {
    const { fitted } = await made({ file: original, told: Object.fromEntries(headers) }, specsAt, typed, ask, () => {});
    const { file: shown, ...rest } = fitted;
    const sha256 = shown && createHash("sha256").update(shown.base64, "base64").digest("hex");
    return { ...rest, name: shown?.name ?? null, changed: shown?.changed ?? false, sha256 };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { cannot: error.message };
  } finally {
    mock.timers.reset();
  }
}

for (const one of cases) assert.deepEqual(await said(one), one.made, one.label);
console.log(cases.length);
