import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { resized } from "../formats/floats.js";
import { NotTried } from "../formats/header.js";
import { readJpeg } from "../formats/jpeg.js";
import { BOX, Broken, NEAREST, Picture, Pixels, Refused } from "../formats/pixels.js";
import { readPng } from "../formats/png.js";
import { identify } from "../formats/signatures.js";
import { files, vectors } from "../testing/vectors.js";
import { decode } from "./decode.js";
import * as LIMITS from "./limits.js";

const WASM = new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url)));
const PIXELS = new Pixels(WASM);
const FILES = files("photo");
/** As Pillow calls them. @type {Record<number, string>} */
const MODES = { 1: "L", 3: "RGB", 4: "CMYK" };

/** @param {string} head @param {Uint8Array} bytes */
const digest = (head, bytes) => createHash("sha256").update(head).update(bytes).digest("hex");

/** @param {Picture} picture @param {string} [head] what stands before its size */
const told = (picture, head = "") => digest(`${head}${picture.width} ${picture.height}\n`, picture.bytes());

/** @param {Uint8Array} data @returns {Promise<string | null>} null where it does not decode */
async function decoded(data) {
  const jpeg = readJpeg(data, LIMITS.PARTS, LIMITS.PICTURES);
  const header = jpeg.header();
  const picture = header && (await decode(PIXELS, jpeg, header));
  if (!picture) return null;
  const found = told(picture, `${MODES[picture.bands]} `);
  picture.drop();
  return found;
}

test("the pixels of a JPEG are the server's, to the last bit", async () => {
  const [left, alike] = [new Set(), new Set()];
  for (const [label, wanted] of Object.entries(vectors("photo/decode").of)) {
    const data = FILES.get(label)?.data ?? new Uint8Array();
    if (identify(data) !== "jpeg") continue;
    try {
      assert.deepEqual({ [label]: await decoded(data) }, { [label]: wanted });
      alike.add(label);
    } catch (error) {
      if (!(error instanceof NotTried)) throw error;
      left.add(label);
    }
  }
  assert.ok(alike.size > 120, `${alike.size} alike`);
  // Which Python does not try either.
  assert.deepEqual([...left], ["more segments than are walked", "more scans than are walked"]);
});

test("of a damaged file that decodes all the same, the pixels are the server's or nobody's", async () => {
  const { whole, of } = vectors("photo/damaged");
  const source = new Uint8Array(Buffer.from(whole, "base64"));
  const ends = { same: 0, left: 0 };
  for (const [label, wanted] of Object.entries(of)) {
    const [at, byte] = label.split(" ").map(Number);
    const data = source.slice();
    data[at ?? 0] = byte ?? 0;
    try {
      assert.deepEqual({ [label]: await decoded(data) }, { [label]: wanted });
      ends.same += 1;
    } catch (error) {
      if (!(error instanceof NotTried)) throw error;
      ends.left += 1;
    }
  }
  assert.ok(ends.left > 20 && ends.same > 60, JSON.stringify(ends));
});

test("other pictures that are made of one are Pillow's, to the last bit", () => {
  const { size, floats, box, matrix, corners, pixels, of, polygons } = vectors("photo/geometry");
  const [width, height] = size;
  const source = PIXELS.picture(PIXELS.call("blank", 1, width, height));
  const bytes = Buffer.from(pixels, "hex");
  const { memory } = source;
  for (let at = 0; at < width * height; at += 1) memory.set([...bytes.subarray(at * 3, at * 3 + 3), 255], at * 4);
  const grey = source.converted(1);
  /** @type {Record<string, Picture>} */
  const made = { grey };
  for (const [kind, picture] of /** @type {const} */ ([["colours", source], ["grey", grey]])) {
    for (const by of [2, 3, 4]) {
      made[`${kind} resized by ${by}`] = picture.resized(40, 29, by);
      made[`${kind} larger by ${by}`] = picture.resized(100, 95, by);
      made[`${kind}, a part resized by ${by}`] = picture.resized(32, 32, by, box);
      if (by !== BOX) made[`${kind} moved by ${by}`] = picture.affine(48, 48, matrix, by);
    }
  }
  made["grey moved by 0"] = grey.affine(48, 48, matrix, NEAREST);
  for (const times of [2, 3, 5, 7]) {
    made[`reduced by ${times}`] = source.reduced(times);
    made[`grey reduced by ${times}`] = grey.reduced(times);
  }
  made["reduced by 2 and 3"] = source.reduced(2, 3);
  for (let orientation = 2; orientation <= 8; orientation += 1) made[`turned by ${orientation}`] = source.turned(orientation);
  made.cropped = source.crop(7, 11, 50, 60);
  made["cropped beyond its edge"] = source.crop(-5, -6, 70, 20);
  const mask = PIXELS.blank(width, height);
  mask.polygon(corners, 255);
  made.polygon = mask;
  const found = Object.fromEntries(Object.entries(made).map(([label, picture]) => [label, told(picture)]));
  const numbers = Float32Array.from(grey.bytes(), (byte) => byte / 255);
  /** @param {number} across @param {number} down @param {typeof box} [part] */
  const grid = (across, down, part) => {
    const values = resized(numbers, width, height, across, down, part);
    return digest(`${across} ${down}\n`, new Uint8Array(values.buffer));
  };
  for (const [label, [across, down]] of Object.entries(floats)) found[`floats, ${label}`] = grid(across, down);
  found["floats, a part"] = grid(32, 32, box);
  assert.deepEqual(found, of);
  assert.deepEqual(resized(numbers, width, height, width, height), numbers);

  const drawn = createHash("sha256");
  for (let number = 0; number < 300; number += 1) {
    const blank = PIXELS.blank(width, height);
    blank.polygon(Array.from({ length: 2 * (3 + (number % 34)) }, (_, at) => corner(number, at)), 1);
    drawn.update(blank.bytes());
    blank.drop();
  }
  assert.equal(drawn.digest("hex"), polygons);
});

/** A place along an axis: the same number in both languages, to the last bit. @param {number} number @param {number} at */
const corner = (number, at) => ((at * at * 7.3 + number * 11.7 + at * number * 3.9) % 110) - 14;

test("memory is given back, and a module that gave up begins anew", async () => {
  const data = FILES.get("plain")?.data ?? new Uint8Array();
  await decoded(data);
  const before = PIXELS.held;
  for (let again = 0; again < 200; again += 1) await decoded(data);
  assert.equal(PIXELS.held, before);
  assert.throws(() => PIXELS.call("decode_jpeg", 2 ** 31, 2 ** 30, 3, 16, 16, 1), Broken);
  assert.ok(await decoded(data));
  assert.throws(() => PIXELS.picture(0), Refused);
});

test("what is too large for the limits is left to the server", async () => {
  const jpeg = readJpeg(FILES.get("plain")?.data ?? new Uint8Array());
  const header = /** @type {import("../formats/header.js").Header} */ (jpeg.header());
  await assert.rejects(() => decode(PIXELS, jpeg, { ...header, width: 10_000, height: 8_001 }), NotTried);
  assert.equal(await decode(PIXELS, jpeg, { ...header, bitsPerChannel: 12 }), null);
});

test("a PNG is left to the server where the browser does not unpack its data", async (context) => {
  const data = FILES.get("png L")?.data ?? new Uint8Array();
  const png = readPng(data);
  const header = /** @type {import("../formats/header.js").Header} */ (png.header());
  assert.ok(await decode(PIXELS, png, header));
  const { DecompressionStream } = globalThis;
  context.after(() => Object.assign(globalThis, { DecompressionStream }));
  Reflect.deleteProperty(globalThis, "DecompressionStream");
  await assert.rejects(() => decode(PIXELS, png, header), NotTried);
});
