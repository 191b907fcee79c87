import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { instantiate } from "lcms-wasm";
import { colorsOf } from "../formats/icc.js";
import { Pixels } from "../formats/pixels.js";
import { identify } from "../formats/signatures.js";
import { files, vectors } from "../testing/vectors.js";
import SAID from "./file.json" with { type: "json" };
import { readFile } from "./measuring.js";
import { show } from "./picture.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url))));
const LCMS = await instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });
const { own, srgb, of } = vectors("photo/picture");

/** @param {string} text */
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

const TOOLS = /** @type {import("./tools.js").Tools} */ ({ pixels: PIXELS, lcms: async () => LCMS });
/** What the facts say of pixels. */
const OF_PIXELS = ["decodes", "color_profile"];

/**
 * @param {Uint8Array} data
 * @returns {Promise<{digest: string | null, told: unknown[]} | null>} digest: null where nothing is shown; told: of its pixels;
 *   null where it is left to the server
 */
async function shown(data) {
  const { file, opened } = await readFile(data, null, TOOLS);
  if (file.absent.decodes === SAID.reasons.on_device) return null;
  const told = OF_PIXELS.map((name) => file.facts[name] ?? file.absent[name]);
  if (!opened) return { digest: null, told };
  const { rgb, native } = show(opened.image, file.facts.exif_orientation, file.facts.shown_height, opened.colors);
  const head = `${rgb.width} ${rgb.height} ${native ? "True" : "False"}\n`;
  const digest = createHash("sha256").update(head).update(rgb.bytes()).digest("hex");
  rgb.drop();
  return { digest, told };
}

test("what is shown of a JPEG or PNG is what the server looks at, to the last bit", async () => {
  const corpus = new Map([...files("photo")].map(([label, { data }]) => [label, data]));
  for (const [label, text] of Object.entries(own)) corpus.set(label, bytes(text));
  const said = vectors("photo/file").of;
  const left = [];
  let alike = 0;
  for (const [label, wanted] of Object.entries(of)) {
    const data = corpus.get(label) ?? new Uint8Array();
    if (!["jpeg", "png"].includes(identify(data))) continue;
    const found = await shown(data);
    if (!found) {
      left.push(label);
      continue;
    }
    const read = said[label];
    const told = read ? OF_PIXELS.map((name) => read.facts[name] ?? read.absent[name]) : found.told;
    assert.deepEqual({ [label]: found }, { [label]: { digest: wanted, told } });
    alike += 1;
  }
  assert.ok(alike > 210, `${alike} alike`);
  // Of the one there are too few data, and nothing is wrong with them; of the other they are whole and their checksum is not.
  assert.deepEqual(left, ["png, one line of two", "png damaged at 281"]);
});

test("what a profile says is told as Python tells it", () => {
  const told = (/** @type {Uint8Array | null} */ profile) => colorsOf(profile, LCMS).told;
  assert.equal(told(null), "nothing");
  assert.equal(told(bytes(srgb)), "srgb");
  assert.equal(told(new Uint8Array(200)), "unreadable");
});
