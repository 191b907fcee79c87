import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Pixels } from "../../formats/pixels.js";
import { files } from "../../testing/vectors.js";
import { smaller } from "./shrink.js";

const WASM = readFileSync(new URL("../../formats/pixels.wasm", import.meta.url));
/** @type {any} */
const scope = {};
Object.assign(globalThis, { self: scope });
await import("./worker.js");

/** @param {object} told @returns {Promise<any>} */
const asked = (told) =>
  new Promise((answered) => {
    scope.postMessage = answered;
    scope.onmessage({ data: { id: 1, ...told } });
  });

test("a picture is made smaller as everywhere; one that a telephone has no room for, or that is not for it, is left", async () => {
  const { data = new Uint8Array() } = files("photo").get("plain") ?? {};
  const told = { what: "measure", kind: "jpeg", data, most: 20_000, least: 0.5 };
  assert.match((await asked(told)).fault, /nothing was prepared/);
  assert.deepEqual(await asked({ what: "prepare", files: { "pixels.wasm": WASM } }), { id: 1, done: undefined });
  const pixels = new Pixels(new WebAssembly.Module(WASM));
  const made = await smaller(pixels, "jpeg", Uint8Array.from(data), 20_000, 0.5);
  assert.ok(made?.length);
  assert.deepEqual(await asked(told), { id: 1, done: { made } });
  assert.deepEqual(await asked({ ...told, most: 10 }), { id: 1, done: { made: null } });
  const large = pixels.blank(5001, 5000).jpeg({ quality: 50 });
  assert.deepEqual(await asked({ ...told, data: large, most: 1e9 }), { id: 1, done: { left: true } });
  // Twelve bits a pixel, by its frame.
  const other = Uint8Array.from(data);
  other[data.findIndex((byte, place) => byte === 0xff && data[place + 1] === 0xc0) + 4] = 12;
  assert.deepEqual(await asked({ ...told, data: other }), { id: 1, done: { left: true } });
});
