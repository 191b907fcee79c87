import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Pixels } from "../../formats/pixels.js";
import { vectors } from "../../testing/vectors.js";
import * as LIMITS from "../limits.js";
import { pngRaster } from "./rasters.js";

test("the page of a PNG is what its viewer sees, to the last bit", async () => {
  const pixels = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));
  const { own, of } = vectors("photo/picture");
  for (const label of ["png 0/1", "png 0/8", "png 2/8 woven", "png 3/4 hidden", "png 4/8", "png 6/8"]) {
    const { picture } = await pngRaster(pixels, new Uint8Array(Buffer.from(own[label], "base64")), LIMITS);
    const seen = createHash("sha256").update(`${picture.width} ${picture.height} True\n`).update(picture.bytes()).digest("hex");
    assert.deepEqual({ [label]: seen }, { [label]: of[label] });
  }
});
