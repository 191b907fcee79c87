import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { instantiate } from "lcms-wasm";
import { colorsOf, jpegProfile, pngProfile, profileSegments } from "../../formats/icc.js";
import { Jpeg, readJpeg } from "../../formats/jpeg.js";
import { Broken, LANCZOS, Pixels } from "../../formats/pixels.js";
import { readPng } from "../../formats/png.js";
import { identify } from "../../formats/signatures.js";
import { vectors } from "../../testing/vectors.js";
import { decode } from "../decode.js";
import { measureFile } from "../file.js";
import { encode } from "./encode.js";
import { NoPlan, plan } from "./plan.js";
import { openOriginal } from "./render.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));
const LCMS = await instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });
const VECTORS = vectors("photo/fit");
const GEOMETRY = vectors("photo/geometry");

/** @param {string} text */
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
/** @param {Uint8Array[]} parts */
const digest = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");

test("the encoder's files are Pillow's, byte for byte", () => {
  const noise = PIXELS.of(new Uint8Array(Buffer.from(GEOMETRY.pixels, "hex")), GEOMETRY.size[0], GEOMETRY.size[1]);
  const [profile, large] = [bytes(VECTORS.profile), new Uint8Array(70_000)];
  for (const [label, wanted] of Object.entries(VECTORS.jpeg)) {
    const [width = 0, height = 0, quality = 0, subsampling = NaN] = label.split(" ").map(Number);
    let picture = noise.resized(width, height, LANCZOS);
    if (label.endsWith("grey")) picture = picture.converted(1);
    const extra = label.endsWith("profile") ? profile : label.endsWith("segments") ? large : null;
    const stated = Number.isNaN(subsampling) ? {} : { full: subsampling === 0, dpi: VECTORS.dpi };
    const made = picture.jpeg({ quality, ...stated, ...(extra ? { extra: profileSegments(extra) } : {}) });
    assert.deepEqual({ [label]: [made.length, digest(made)] }, { [label]: wanted });
  }
  assert.ok(Object.keys(VECTORS.jpeg).length > 80);
});

test("making a file gives its memory back", () => {
  const picture = PIXELS.filled(300, 400, [10, 200, 30]);
  const first = picture.jpeg({ quality: 90, extra: profileSegments(new Uint8Array(500)) });
  const before = PIXELS.held;
  for (let again = 0; again < 200; again += 1) picture.jpeg({ quality: 90, extra: profileSegments(new Uint8Array(500)) });
  assert.equal(PIXELS.held, before);
  assert.ok(first.length > 1000);
  const own = new Pixels(PIXELS.module);
  assert.throws(() => own.blank(0, 0).jpeg({ quality: 90 }), Broken);
});

/** @param {number} width */
function wanted(width) {
  const share = width / 480;
  const range = (/** @type {number} */ low, /** @type {number} */ high) => /** @type {const} */ ([low * share, high * share]);
  return { width, height: (width * 4) / 3, hairTop: range(50, 110), eyes: range(200, 300), faceWidth: range(180, 300) };
}

/** @param {any} told @returns {import("./plan.js").Head} */
const headOf = ([hairTop, eyes, faceWidth, centerX]) => ({ hairTop, eyes, faceWidth, centerX });

/** @param {import("./plan.js").Plan | NoPlan} found */
function told(found) {
  if (found instanceof NoPlan) return [found.reason, found.faceWidth];
  return [found.left, found.top, found.right, found.bottom, found.scale, found.extend];
}

test("the crop is the one that Python finds, to the last bit", () => {
  const ends = new Set();
  for (const { head, size, largest, may, found } of VECTORS.plans) {
    const made = told(plan(headOf(head), size, wanted(480), largest, (side) => may.includes(side)));
    assert.deepEqual(made, found);
    ends.add(made.length === 2 ? made[0] : String(made[5]));
  }
  assert.ok(ends.size > 5);
});

test("what is cut from an original is Python's file, byte for byte", async () => {
  const seen = vectors("photo/seen").of;
  const made = { files: 0, extended: 0 };
  for (const [label, expected] of Object.entries(VECTORS.of)) {
    const data = label in VECTORS.own ? new Uint8Array(inflateSync(bytes(VECTORS.own[label]))) : bytes(seen[label].file);
    const { facts } = measureFile(data);
    const file = identify(data) === "jpeg" ? readJpeg(data) : readPng(data);
    const header = file.header();
    const decoded = header && (await decode(PIXELS, file, header));
    assert.ok(decoded);
    const colors = colorsOf(file instanceof Jpeg ? jpegProfile(file) : await pngProfile(file), LCMS);
    const original = openOriginal(decoded, facts, colors);
    const aim = wanted(expected.width);
    const found = plan(headOf(expected.head), [facts.shown_width, facts.shown_height], aim, 1 / original.step, (side, start, end) =>
      original.mayExtend(side, start, end, VECTORS.colors),
    );
    const about = { head: expected.head, width: aim.width, step: original.step, transparent: original.transparent, colors: colors.told };
    /** @type {Record<string, unknown>} */
    const all = { ...about, found: told(found) };
    if (!(found instanceof NoPlan)) {
      const image = original.render(found, [aim.width, aim.height]);
      all.rendered = digest(Buffer.from(`${image.width} ${image.height}\n`), image.bytes());
      const encoded = encode(image, VECTORS.dpi, VECTORS.quality_min, VECTORS.band);
      all.made = encoded && { quality: encoded.quality, full_color: encoded.fullColor, bytes: encoded.data.length, sha256: digest(encoded.data) };
      image.drop();
      made.files += encoded ? 1 : 0;
      made.extended += found.extend.length;
    }
    original.drop();
    assert.deepEqual({ [label]: all }, { [label]: expected });
  }
  assert.ok(made.files > 15 && made.extended >= 5, JSON.stringify(made));
});
