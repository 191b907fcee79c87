import assert from "node:assert/strict";
import { test } from "node:test";
import { firstExif, readExif } from "../formats/exif.js";
import { readJpeg } from "../formats/jpeg.js";
import { readPng } from "../formats/png.js";
import { general, rounded } from "../formats/rounding.js";
import { identify } from "../formats/signatures.js";
import { readTrailers } from "../formats/trailers.js";
import { alike, files, vectors } from "../testing/vectors.js";
import { measureFile } from "./file.js";
import SAID from "./file.json" with { type: "json" };
import * as LIMITS from "./limits.js";
import { findTraces } from "./traces.js";

const FILES = files("photo");
/** @param {string} label */
const data = (label) => FILES.get(label)?.data ?? new Uint8Array();
/** Facts that rest on pixels. */
const OF_PIXELS = ["decodes", "color_profile"];
/** @param {import("../formats/exif.js").Exif} exif */
const snake = ({ dateTaken, ...rest }) => ({ ...rest, date_taken: dateTaken });

test("a file's kind is Python's", () => alike("photo/signatures", (label) => identify(data(label))));

test("a JPEG's parts are Python's", () =>
  alike("photo/jpeg", (label) => {
    const found = readJpeg(data(label), LIMITS.PARTS, LIMITS.PICTURES);
    const { ended, overfull, pictures, end, progressive, segments } = found;
    const last = segments.slice(-12).map((each) => [each.marker, each.start, each.end]);
    return { ended, overfull, pictures, end, progressive, segments: segments.length, last };
  }));

test("a PNG's parts are Python's", () =>
  alike("photo/png", (label) => {
    const { ended, overfull, end, chunks } = readPng(data(label));
    const last = chunks.slice(-12).map((each) => [each.name, each.start, each.end]);
    return { ended, overfull, end, chunks: chunks.length, last };
  }));

test("what EXIF says is Python's", () =>
  alike("photo/exif", (label) => {
    const read = identify(data(label)) === "png" ? readPng(data(label)) : readJpeg(data(label));
    return snake(readExif(read.exif));
  }));

test("a JPEG's quality is Python's", () => alike("photo/quality", (label) => readJpeg(data(label)).quality));

test("what stands behind a picture is Python's", () =>
  alike("photo/trailers", (label) => {
    const { end } = readJpeg(data(label), LIMITS.PARTS, LIMITS.PICTURES);
    return readTrailers(data(label).subarray(end)).map(({ what, bytes }) => [what, bytes]);
  }));

test("traces of programs are Python's", () =>
  alike("photo/traces", (label) => {
    const jpeg = readJpeg(data(label));
    return findTraces(readExif(jpeg.exif).software, jpeg);
  }));

test("facts are Python's, and so are the reasons of those that are absent; what rests on pixels is absent", () => {
  const { of } = vectors("photo/file");
  assert.ok(Object.keys(of).length > 150);
  for (const [label, wanted] of Object.entries(of)) {
    const { facts, absent } = measureFile(data(label), FILES.get(label)?.name);
    assert.deepEqual([...Object.keys(facts), ...Object.keys(absent)].sort(), [...SAID.names].sort(), label);
    for (const name of SAID.names) {
      const tolerance = /** @type {Record<string, number>} */ (SAID.tolerances)[name];
      if (tolerance && facts[name] !== undefined) assert.ok(Math.abs(facts[name] - wanted.facts[name]) <= tolerance, `${label}: ${name}`);
      else if (OF_PIXELS.includes(name) && absent[name] === SAID.reasons.on_device) assert.ok(!(name in facts));
      else assert.deepEqual([label, name, facts[name], absent[name]], [label, name, wanted.facts[name], wanted.absent[name]]);
    }
  }
});

test("only what is read as a picture is not tried for want of its pixels", () => {
  const { absent } = measureFile(data("heic of av1"), "a.jpg");
  assert.equal(absent.decodes, SAID.reasons.unreadable_kind.replace("{}", "AVIF 图片"));
  assert.equal(measureFile(data("two frames"), "a.jpg").facts.decodes, false);
});

test("numbers are rounded as Python rounds them: a half to the even one", () => {
  assert.deepEqual([0.125, 0.375, 2.675, 1.005, 299.9994, 0].map((each) => rounded(each, 2)), [0.12, 0.38, 2.67, 1, 300, 0]);
  assert.deepEqual([0.00005, 1e6, 0.99995].map((each) => rounded(each, 4)), [0.0001, 1e6, 1]);
  const said = { 0.01: "0.01", 300: "300", 299.72: "299.72", 123456.5: "123456", 123457.5: "123458", 999999.5: "1e+06", 12345650: "1.23456e+07", 4294967295: "4.29497e+09" };
  for (const [value, text] of Object.entries(said)) assert.equal(general(+value), text);
});

test("the block of EXIF that counts is the first that can be read", () => {
  const block = Uint8Array.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]);
  assert.equal(firstExif([new Uint8Array(9), block.subarray(0, 7), block, block.slice()]), block);
  assert.equal(firstExif([]), null);
});
