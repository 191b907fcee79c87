import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { readJpeg } from "../../formats/jpeg.js";
import { seen } from "../../testing/seen.js";
import { vectors } from "../../testing/vectors.js";
import { lab } from "../color.js";
import { decode } from "../decode.js";
import { Mesh } from "../face/mesh.js";
import { NotMeasured } from "../face/networks.js";
import { likeliest, Outline, SIDE } from "../face/outline.js";
import { Picture, show } from "../picture.js";
import { readBackdrop } from "./backdrop.js";
import { findBetween } from "./between.js";
import { findFrame } from "./border.js";
import * as COLORS from "./colors.js";
import { cutCorners } from "./corners.js";
import { distanceTo, nameOf } from "./named.js";
import { findLines, findOverlay } from "./overlay.js";
import { findRim } from "./rim.js";
import { solved } from "./solved.js";
import { findThings } from "./things.js";

/** @typedef {import("../masks.js").Mask} Mask */

const { of, drawn, edges, letters, painted: fills, named, colors, allowed } = vectors("photo/ground");

/** How far a number may be from Python's, which adds up in single precision. @type {Record<string, number>} */
const WITHIN = { slope: 1e-4, even: 1e-4, gradient: 1e-4, unevenness: 1e-4, median: 1e-4 };

/**
 * Everything that is measured of a ground, under the names that Python's vectors have for it.
 *
 * @param {Picture} picture
 * @param {Mesh | null} mesh
 * @param {Outline | null} outline
 * @param {Float32Array | null} parts
 * @returns {Record<string, any>}
 */
function measured(picture, mesh, outline, parts) {
  const frame = findFrame(picture);
  /** @type {Record<string, any>} */
  const found = { frame, corners: cutCorners(picture), lines: findLines(picture) };
  if (!outline || !parts) return found;
  if (mesh) Object.assign(found, findOverlay(picture, mesh, outline, parts));
  try {
    const backdrop = readBackdrop(picture, outline, frame ? Math.max(...Object.values(frame)) : 0);
    const things = findThings(picture, backdrop);
    const between = findBetween(backdrop, outline, parts);
    const rim = findRim(picture, backdrop, outline);
    const step = Math.max(1, Math.trunc(backdrop.cells.length / 9));
    return {
      ...found,
      mask: backdrop.mask,
      edge: backdrop.edge,
      dark: backdrop.grid((cell) => backdrop.isDark(cell)),
      color: backdrop.color(),
      median: backdrop.median,
      slope: backdrop.slope,
      even: backdrop.even.filter((_, at) => Math.trunc(at / 3) % step === 0),
      gradient: backdrop.gradient(),
      unevenness: backdrop.unevenness(things.cells),
      shadow: backdrop.shadow(things.cells, between.shadow.without(backdrop.mask)),
      objects: things.objects,
      strokes: things.strokes,
      fine: things.fine,
      wild: things.wild,
      has_text: things.hasText,
      "between shadow": between.shadow,
      "between objects": between.objects,
      "rim outline": rim.outline,
      "rim strange": rim.strange,
      "rim share": rim.share,
    };
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    return { ...found, reason: error.reason };
  }
}

/** @param {Mask} mask @param {string} text as Python packs it */
function cells(mask, text) {
  const packed = text ? inflateSync(Buffer.from(text, "base64")) : Buffer.alloc(Math.ceil(mask.at.length / 8));
  const wrong = [...mask.at.keys()].filter((at) => mask.at[at] !== (((packed[at >> 3] ?? 0) >> (7 - (at & 7))) & 1));
  return wrong.length;
}

/** @param {string} label @param {Record<string, any>} found @param {Record<string, any>} wanted */
function alike(label, found, wanted) {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), label);
  for (const [name, value] of Object.entries(wanted)) {
    const mine = found[name];
    const told = `${label}: ${name}`;
    if (typeof value === "string" && name !== "reason") assert.equal(cells(mine, value), 0, told);
    else if (typeof value === "number" || ArrayBuffer.isView(mine)) {
      const [one, other] = typeof value === "number" ? [[mine], [value]] : [[...mine], value];
      assert.equal(one.length, other.length, told);
      const worst = Math.max(...one.map((each, at) => Math.abs(each - other[at])));
      assert.ok(worst <= (WITHIN[name] ?? 1e-6), `${told} ${worst}: ${one} ${other}`);
    } else assert.deepEqual(mine, value, told);
  }
}

test("the ground of seen portraits is Python's", async () => {
  for (const [label, { picture, mesh, outline, parts }] of await seen()) alike(label, measured(picture, mesh, outline, parts), of[label]);
});

test("the ground of drawn pictures is Python's: one for each thing that there may be", async () => {
  const plain = (await seen()).get("plain");
  assert.ok(plain?.mesh && plain.outline && plain.parts);
  const { pixels } = plain.picture.rgb;
  for (const [label, { file, outline: boxes, found }] of Object.entries(drawn)) {
    const jpeg = readJpeg(new Uint8Array(Buffer.from(file, "base64")));
    const header = jpeg.header();
    const decoded = header && (await decode(pixels, jpeg, header));
    assert.ok(header && decoded);
    const picture = show(decoded, 1, header.height);
    const mesh = moved(plain.mesh, Math.fround(picture.width / 480));
    const shares = plain.outline.shares.slice();
    for (const [[left, top, right, bottom], share] of boxes) {
      for (let row = top; row < bottom; row += 1)
        for (let at = row * SIDE + left; at < row * SIDE + right; at += 1) shares[at] = Math.max(shares[at] ?? 0, share);
    }
    alike(label, measured(picture, mesh, new Outline(shares), plain.parts), found);
    picture.drop();
  }
});

test("what is about as strong as is just told at a picture's edges is told as by Python", async () => {
  const plain = (await seen()).get("plain");
  assert.ok(plain);
  const { pixels } = plain.picture.rgb;
  for (const [label, { found, ...spec }] of Object.entries(edges)) {
    const { width, height, rgb } = painted(spec);
    const picture = new Picture(pixels.of(rgb, width, height), 1, true);
    assert.deepEqual({ [label]: measured(picture, null, null, null) }, { [label]: found });
    picture.drop();
  }
});

/**
 * As `tests/vectors/edges.py` draws it.
 *
 * @param {{size: [number, number], ground: number[], boxes: number[][], cuts: number[][]}} spec
 */
function painted({ size: [width, height], ground, boxes, cuts }) {
  const rgb = new Uint8Array(width * height * 3);
  /** @param {number} column @param {number} row @param {number[]} color */
  const paint = (column, row, color) => rgb.set(color, (row * width + column) * 3);
  for (let at = 0; at < width * height; at += 1) rgb.set(ground, at * 3);
  for (const [left = 0, top = 0, right = 0, bottom = 0, ...fill] of boxes) {
    for (let row = top; row < Math.min(bottom, height); row += 1)
      for (let column = left; column < Math.min(right, width); column += 1) paint(column, row, fill);
  }
  for (const [down, across, reach = 0, round, soft = 0, steep = 0, ...fill] of cuts) {
    for (let row = 0; row < reach; row += 1) {
      const arc = reach - Math.floor(Math.sqrt(reach * reach - (reach - row) ** 2));
      const length = round ? arc : Math.max(0, reach - Math.floor((row * steep) / 3));
      for (let column = 0; column < Math.min(width, length + soft); column += 1) {
        const step = column - length;
        const mixed = fill.map((one, band) => Math.floor((one * (soft - step) + (ground[band] ?? 0) * (step + 1)) / (soft + 1)));
        paint(across ? width - 1 - column : column, down ? height - 1 - row : row, step < 0 ? fill : mixed);
      }
    }
  }
  return { width, height, rgb };
}

test("letters about as strong and as many as are just told are told as by Python", async () => {
  const plain = (await seen()).get("plain");
  assert.ok(plain?.mesh && plain.outline && plain.parts);
  const { pixels } = plain.picture.rgb;
  const kinds = likeliest(plain.parts);
  for (const [label, { found, missed, ...spec }] of Object.entries(letters)) {
    const [width] = spec.size;
    const picture = new Picture(pixels.of(lettered(spec, kinds), width, spec.size[1]), 1, true);
    const [shares, parts] = [plain.outline.shares.slice(), plain.parts.slice()];
    if (missed) {
      for (let row = missed[1]; row < missed[3]; row += 1) {
        for (let cell = row * SIDE + missed[0]; cell < row * SIDE + missed[2]; cell += 1) {
          shares[cell] = 1;
          for (let kind = 0; kind < 6; kind += 1) parts[kind * SIDE * SIDE + cell] = Number(kind === 0);
        }
      }
    }
    const { letters: sure, doubtful } = findOverlay(picture, moved(plain.mesh, Math.fround(width / 480)), new Outline(shares), parts);
    assert.deepEqual({ [label]: [sure.count(), doubtful.count()] }, { [label]: found });
    picture.drop();
  }
});

/** @param {Mesh} mesh @param {number} times */
const moved = (mesh, times) =>
  new Mesh(mesh.points.map((point) => /** @type {[number, number, number]} */ (point.map((each) => Math.fround(each * times)))));

/**
 * As `tests/vectors/letters.py` draws it.
 *
 * @param {{size: [number, number], way: number[], by: number, signs: number[][]}} spec
 * @param {Uint8Array} kinds part of each cell
 */
function lettered({ size: [width, height], way, by, signs }, kinds) {
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, at += 3)
      rgb.set(fills[kinds[Math.floor((row * SIDE) / height) * SIDE + Math.floor((column * SIDE) / width)] ?? 0], at);
  }
  const marks = new Set();
  /** @param {number} left @param {number} top @param {number} right @param {number} bottom */
  const mark = (left, top, right, bottom) => {
    for (let row = top; row < Math.min(bottom, height); row += 1)
      for (let column = left; column < Math.min(right, width); column += 1) marks.add(row * width + column);
  };
  for (const [left = 0, top = 0, across = 0, down = 0, apart = 1] of signs) {
    for (let step = 0; step < Math.max(across, down); step += apart) {
      mark(left + step, top, left + Math.min(step + 2, across), top + down);
      mark(left, top + step, left + across, top + Math.min(step + 2, down));
    }
  }
  for (const at of marks) for (let band = 0; band < 3; band += 1) rgb[at * 3 + band] = (rgb[at * 3 + band] ?? 0) + (way[band] ?? 0) * by;
  return new Uint8Array(rgb.buffer);
}

test("colours have Python's names", () => {
  assert.deepEqual(COLORS.BACKGROUND_COLORS, colors);
  assert.deepEqual(COLORS.ALLOWED_BACKGROUNDS, allowed);
  const names = new Set();
  for (const [red, green, blue, name, far] of named) {
    const color = lab([red, green, blue]);
    assert.equal(nameOf(color), name, `${red} ${green} ${blue}`);
    assert.ok(Math.abs((distanceTo(color, allowed) ?? NaN) - far) < 1e-3);
    names.add(name);
  }
  assert.equal(names.size, 6);
  assert.equal(distanceTo(lab([1, 2, 3]), {}), null);
});

test("what the cells do not tell stays zero", () => {
  const close = (/** @type {number[][]} */ found, /** @type {number[][]} */ wanted) =>
    assert.ok(found.flat().every((each, at) => Math.abs(each - (wanted.flat()[at] ?? NaN)) < 1e-9), `${found}`);
  close(solved([[4, 1, 0], [1, 3, 1], [0, 1, 2]], [[6], [10], [8]], 1e-6), [[1], [2], [3]]); // prettier-ignore
  close(solved([[2, 2, 0], [2, 2, 0], [0, 0, 0]], [[4], [4], [0]], 1e-6), [[1], [1], [0]]); // prettier-ignore
});
