import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { alike, files } from "../testing/vectors.js";
import { Unclean, clean, quarter } from "./strip.js";

const FILES = files("photo");

test("what is left of a picture is Python's, to the byte", () =>
  alike("photo/strip", (label) => {
    const data = FILES.get(label)?.data ?? new Uint8Array();
    try {
      const { parts, orientation } = clean(data[0] === 0x89 ? "png" : "jpeg", data);
      const digest = createHash("sha256");
      for (const part of parts) digest.update(part);
      return { sha256: digest.digest("hex"), orientation };
    } catch (error) {
      if (!(error instanceof Unclean)) throw error;
      return { sha256: null };
    }
  }));

test("four quarters are a whole turn, mirrored or not", () => {
  for (const start of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const way = [start];
    for (let turns = 0; turns < 4; turns += 1) way.push(quarter(/** @type {number} */ (way[turns])));
    assert.equal(way[4], start);
    assert.equal(new Set(way).size, 4);
  }
  assert.equal(quarter(1), 6);
});

test("a PNG keeps its picture and its colours, and says how it is to be turned", () => {
  /** @param {string} name @param {number[]} body */
  const chunk = (name, body) => [0, 0, 0, body.length, ...[...name].map((each) => each.charCodeAt(0)), ...body, 0, 0, 0, 0];
  const exif = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const whole = [...head, ...chunk("IHDR", [1]), ...chunk("eXIf", exif), ...chunk("tEXt", [65]), ...chunk("IDAT", [2]), ...chunk("IEND", [])];
  const { parts, orientation } = clean("png", Uint8Array.from(whole), 1);
  assert.equal(orientation, 6);
  assert.deepEqual(parts.flatMap((part) => [...part]), [...head, ...chunk("IHDR", [1]), ...chunk("IDAT", [2]), ...chunk("IEND", [])]);
});

