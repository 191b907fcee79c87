import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BICUBIC, Pixels } from "../formats/pixels.js";
import { vectors } from "../testing/vectors.js";
import { distance, lab, LINEAR } from "./color.js";
import { Mask } from "./masks.js";
import { apart, Picture } from "./picture.js";
import { medianColor, quantile } from "./quantiles.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url))));
const { colors, quantiles, masks, apart: bytes, pictures } = vectors("photo/arrays");

/** @param {string} label @param {ArrayLike<number>} found @param {number[]} wanted @param {number} within */
function close(label, found, wanted, within) {
  assert.equal(found.length, wanted.length, label);
  const worst = Math.max(...Array.from(found, (each, at) => Math.abs(each - (wanted[at] ?? NaN))));
  assert.ok(worst <= within, `${label}: ${worst}`);
}

test("colours are Python's, but for how a product of single precision is rounded", () => {
  const seen = Float32Array.from(colors.lab);
  const list = seen.length;
  close("linear", LINEAR, colors.linear, 0);
  close("lab", lab(Uint8Array.from(colors.rgb)), colors.lab, 1e-4);
  close("of a half", lab(Float32Array.of(12.5, 200.9, 3)), colors["of a half"], 1e-4);
  close("to the first", distance(seen, seen.subarray(0, 3)), colors["to the first"], 2e-5);
  close("to the next", distance(seen.subarray(0, list - 3), seen.subarray(3)), colors["to the next"], 2e-5);
  close("median", medianColor(seen), colors.median, 0);
  close("median byte", medianColor(Uint8Array.from(colors.rgb)), colors["median byte"], 0);
});

test("quantiles are Python's of each kind of number", () => {
  for (const [kind, { values, of }] of Object.entries(quantiles)) {
    const list = new globalThis[/** @type {"Float32Array"} */ (kind)](values);
    for (const [share, wanted] of Object.entries(of)) assert.equal(quantile(list, Number(share)), wanted, `${kind} ${share}`);
    assert.deepEqual([...list], values, "is left as it was");
  }
});

test("masks are Python's", () => {
  const [rows, columns] = [29, 37];
  /** @param {string} text */
  const cells = (text) => {
    const packed = Buffer.from(text, "hex");
    return Mask.where(columns, rows, (index) => ((packed[index >> 3] ?? 0) >> (7 - (index & 7))) % 2 === 1);
  };
  for (const [share, { mask: text, seeds, grown, shrunk, connected, areas }] of Object.entries(masks)) {
    const mask = cells(text);
    for (const [by, wanted] of Object.entries(grown)) assert.deepEqual(mask.grown(Number(by)), cells(wanted), `${share} by ${by}`);
    for (const [by, wanted] of Object.entries(shrunk)) assert.deepEqual(mask.shrunk(Number(by)), cells(wanted), `${share} by ${by}`);
    for (const [least, wanted] of Object.entries(areas)) assert.deepEqual(mask.areas(Number(least)), wanted, share);
    const reached = mask.connected(cells(seeds));
    assert.deepEqual(reached, cells(connected), share);
    assert.deepEqual(mask, cells(text), "is left as it was");
    assert.equal(reached.or(mask.without(reached)).count(), mask.count());
    assert.equal(mask.and(mask.not()).any(), false);
    assert.equal(mask.share(), mask.count() / (rows * columns));
  }
});

test("bytes lie as far apart as in Python", () => {
  const [one, other] = [Uint8Array.from(bytes.one), Uint8Array.from(bytes.other)];
  assert.deepEqual([...apart(one, other)], bytes.difference);
});

test("a picture in other sizes is Python's, to the last bit, and gives its memory back", () => {
  const { size, pixels } = vectors("photo/geometry");
  const noise = PIXELS.of(Buffer.from(pixels, "hex"), size[0], size[1]);
  /** @param {Picture} picture @param {string} name @returns {[number, number, Uint8Array]} */
  const made = (picture, name) => {
    const [what, one = 0, other = 0] = name.split(" ").map((each, at) => (at ? Number(each) : each));
    if (what === "luma") return [picture.width, picture.height, picture.luma];
    if (what === "reduced") return [Number(one), Number(other), picture.reduced(Number(one), Number(other))];
    const small = what === "fewer" ? picture.fewer(Number(one)) : picture.stretched(Number(one));
    return [small.width, small.height, small.bytes()];
  };
  /** @type {number[]} */
  const held = [];
  for (const [label, of] of [...Object.entries(pictures), ...Object.entries(pictures)]) {
    const [width = 0, height = 0] = label.split(" ").map(Number);
    const picture = new Picture(noise.resized(width, height, BICUBIC), 1, true);
    for (const [name, wanted] of Object.entries(of)) {
      const [across, down, data] = made(picture, name);
      const found = createHash("sha256").update(`${across} ${down}\n`).update(data).digest("hex");
      assert.equal(found, wanted, `${label}: ${name}`);
    }
    assert.equal(picture.fewer(2), picture.fewer(2));
    picture.drop();
    held.push(PIXELS.held);
  }
  assert.equal(held[held.length - 1], held[held.length / 2 - 1]);
});
