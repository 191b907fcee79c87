/**
 * Reads cases as `test_photo_fit_parity.py` writes them and holds what the browser makes of an original against Python's: the
 * file's digest, its steps, refusals and report. Prints the number of cases; at the first difference it ends with 1 and says where.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { instantiate } from "lcms-wasm";
import { cut } from "../../../widgets/checks/fit/cut.js";
import { fitPhoto } from "../../../widgets/checks/fit/portrait.js";
import { CannotFit } from "../../../widgets/checks/fit/spec.js";
import { inForce } from "../../../widgets/checks/in-force.js";
import { Pixels } from "../../../widgets/formats/pixels.js";
import { openOriginal } from "../../../widgets/photo/fit/render.js";
import { Jpeg, readJpeg } from "../../../widgets/formats/jpeg.js";
import { readPng } from "../../../widgets/formats/png.js";
import { colorsOf, jpegProfile, pngProfile } from "../../../widgets/formats/icc.js";
import { decode } from "../../../widgets/photo/decode.js";

const [path = ""] = process.argv.slice(2);
const { specs, cases } = JSON.parse(readFileSync(path, "utf8"));
const module = new URL("../../../widgets/formats/pixels.wasm", import.meta.url);
const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(module)));
const LCMS = await instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });

/** @param {any} one @returns {Promise<unknown>} */
async function made({ item, file, name, now, told, typed, before, after }) {
  const document = inForce(specs[item], now.slice(0, 10));
  /** What was measured is Python's: no network runs here. */
  const measured = [before, after].map((each) => each && { ...each, places: () => [], drop() {} });
  const hands = {
    look: async () => measured.shift(),
    async cut(data, facts, values) {
      const opened = facts.format === "jpeg" ? readJpeg(data) : readPng(data);
      const image = await decode(PIXELS, opened, opened.header());
      const profile = opened instanceof Jpeg ? jpegProfile(opened) : await pngProfile(opened);
      return image && cut(openOriginal(image, facts, colorsOf(profile, LCMS)), facts, values);
    },
  };
  try {
    const { data, ...rest } = await fitPhoto(document, new Uint8Array(Buffer.from(file, "base64")), name, { now: new Date(now), told, typed }, hands);
    return { ...rest, sha256: data && createHash("sha256").update(data).digest("hex") };
  } catch (error) {
    if (!(error instanceof CannotFit)) throw error;
    return { cannot: error.message };
  }
}

for (const one of cases) assert.deepEqual(await made(one), one.made, one.label);
console.log(cases.length);
