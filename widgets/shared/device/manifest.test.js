import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import "../../testing/dom.js";

const { needs } = await import("./manifest.js");

afterEach(() => mock.restoreAll());

const PART = { name: "pixels.wasm", at: "device/pixels.0123456789abcdef.wasm", bytes: 3, gzip: 2, brotli: null, sha256: "0", optional: false };

test("addresses are told from where the manifest stands; what the site has nothing for is none", async () => {
  const other = { ...PART, name: "lines.onnx", at: "device/lines.fedcba9876543210.onnx" };
  const pack = { worker: "device/pack-worker.0123456789abcdef.js", module: false, parts: [other] };
  const said = { photo: { worker: "device/photo-worker.0123456789abcdef.js", module: false, parts: [PART] }, pack };
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(said)));
  const folder = "https://guide.example/assets/zikao/device/";
  assert.deepEqual(await needs("../../assets/zikao/device.json", "photo"), {
    worker: `${folder}photo-worker.0123456789abcdef.js`,
    module: false,
    parts: [{ ...PART, at: `${folder}pixels.0123456789abcdef.wasm` }],
    // What another check keeps is not forgotten for this one.
    named: [{ ...PART, at: `${folder}pixels.0123456789abcdef.wasm` }, { ...other, at: `${folder}lines.fedcba9876543210.onnx` }],
  });
  assert.equal(await needs("../../assets/zikao/device.json", "package"), null);
});
