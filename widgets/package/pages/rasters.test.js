import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { Pixels } from "../../formats/pixels.js";
import { identify } from "../../formats/signatures.js";
import { files, vectors } from "../../testing/vectors.js";
import * as LIMITS from "../limits.js";
import SAID from "../pages.json" with { type: "json" };
import { rasterOf } from "./opening.js";
import { UnreadableError, pngRaster } from "./rasters.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));

test("a page's pixels are the server's to the last bit, or the page is left to it", async () => {
  const { files: large, of } = vectors("package/rasters");
  const corpus = new Map([...files("photo")].map(([label, { data }]) => [label, data]));
  for (const [label, packed] of Object.entries(large)) corpus.set(label, new Uint8Array(inflateSync(Buffer.from(packed, "base64"))));
  const [left, told] = [/** @type {string[]} */ ([]), { alike: 0, damaged: 0 }];
  for (const [label, wanted] of Object.entries(of)) {
    const data = corpus.get(label) ?? new Uint8Array();
    const found = await rasterOf(PIXELS, identify(data), async () => data, LIMITS);
    if (!(found instanceof UnreadableError)) {
      const { picture, width, height, bilevel, damaged } = found;
      const head = `${picture.width} ${picture.height}\n`;
      const digest = createHash("sha256").update(head).update(picture.bytes()).digest("hex").slice(0, 24);
      picture.drop();
      assert.deepEqual({ [label]: [width, height, bilevel, damaged, digest] }, { [label]: wanted });
      told.alike += 1;
    } else if (found.reason === SAID.words.not_decoded) {
      // Python goes on over damage, and says so.
      if (Array.isArray(wanted) && wanted[3] !== true) left.push(label);
    } else {
      assert.deepEqual({ [label]: { damaged: found.damaged } }, { [label]: wanted });
      told.damaged += 1;
    }
  }
  // Pillow lets the line be black that there is not.
  assert.deepEqual(left, ["png, one line of two"]);
  assert.ok(told.alike > 140 && told.damaged > 5, JSON.stringify(told));
});

test("the page of a PNG is what its viewer sees, to the last bit", async () => {
  const { own, of } = vectors("photo/picture");
  for (const label of ["png 0/1", "png 0/8", "png 2/8 woven", "png 3/4 hidden", "png 4/8", "png 6/8"]) {
    const { picture } = await pngRaster(PIXELS, new Uint8Array(Buffer.from(own[label], "base64")), LIMITS);
    const seen = createHash("sha256").update(`${picture.width} ${picture.height} True\n`).update(picture.bytes()).digest("hex");
    assert.deepEqual({ [label]: seen }, { [label]: of[label] });
  }
});
