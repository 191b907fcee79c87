import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { crc32 } from "../../formats/crc.js";
import { NotTried } from "../../formats/header.js";
import { Pixels } from "../../formats/pixels.js";
import { identify } from "../../formats/signatures.js";
import { Unclean } from "../../formats/strip.js";
import { files, vectors } from "../../testing/vectors.js";
import { archive } from "./archive.js";
import { before, labelOf, names } from "./names.js";
import { isLegible, shareOf, smaller } from "./shrink.js";

const VECTORS = vectors("package/pack");
/** @param {Uint8Array} data */
const digest = (data) => createHash("sha256").update(data).digest("hex");

test("an archive is Python's, byte for byte", async () => {
  for (const [names, wanted] of VECTORS.archives) {
    const entries = names.map((/** @type {string} */ name) => {
      const data = new TextEncoder().encode(name.repeat(7));
      return { name, data: new Blob([data]), crc: crc32(data) };
    });
    assert.equal(digest(new Uint8Array(await archive(entries).arrayBuffer())), wanted);
  }
});

test("a file is called as Python calls it, and stands where Python puts it", () => {
  for (const [facts, [rank, side, word]] of VECTORS.labels) assert.deepEqual(labelOf(facts), { rank, side, word });
  for (const [extensions, wanted] of VECTORS.names) {
    assert.deepEqual(names(extensions.map((/** @type {string} */ each) => [labelOf({}), each])), wanted);
  }
  const labels = VECTORS.labels.map((/** @type {[Record<string, any>]} */ [facts]) => labelOf(facts));
  const sorted = [...labels].sort(before);
  assert.deepEqual([sorted[0]?.word, sorted.at(-1)?.word], ["身份证", "材料"]);
});

test("shares and what is legible are Python's", () => {
  for (const [sizes, fixed, limit, wanted] of VECTORS.shares) assert.equal(shareOf(sizes, fixed, limit), wanted);
  for (const [pages, values, wanted] of VECTORS.legible) assert.equal(isLegible(pages, values), wanted);
  assert.equal(new Set(VECTORS.legible.map((/** @type {any[]} */ each) => each[2])).size, 3);
});

test("a picture that is made smaller is Python's file, byte for byte", async () => {
  const pixels = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));
  const { own } = vectors("photo/picture");
  const corpus = files("photo");
  /** @type {Record<string, string[]>} */
  const ends = { alike: [], left: [] };
  for (const [label, wanted] of Object.entries(VECTORS.of)) {
    const data = label in own ? new Uint8Array(Buffer.from(own[label], "base64")) : corpus.get(label)?.data;
    const kind = data && identify(data);
    assert.ok(data && (kind === "jpeg" || kind === "png"));
    const limits = Array.isArray(wanted) ? wanted.map(([most]) => most) : [10_000];
    try {
      const made = [];
      for (const most of limits) {
        const found = await smaller(pixels, kind, data, most);
        made.push([most, found && [found.length, digest(found)]]);
      }
      assert.deepEqual({ [label]: made }, { [label]: wanted });
      ends.alike?.push(label);
    } catch (error) {
      if (error instanceof Unclean) assert.equal(wanted, "not whole", label);
      else if (error instanceof NotTried) ends.left?.push(label);
      else throw error;
    }
  }
  const left = (ends.left ?? []).filter((label) => VECTORS.of[label] !== "not decoded");
  assert.ok((ends.alike?.length ?? 0) > 80, String(ends.alike?.length));
  // As in `photo/picture.test.js`.
  assert.deepEqual(left, ["png, one line of two", "png damaged at 281"]);
  // Nothing below that share is tried where a page is not read again.
  const { data = new Uint8Array() } = corpus.get("plain") ?? {};
  assert.equal(await smaller(pixels, "jpeg", data, 10, 0.5), null);
});
