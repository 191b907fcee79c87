import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import "../../testing/dom.js";

const { needs } = await import("./manifest.js");

afterEach(() => mock.restoreAll());

const PART = { name: "pixels.wasm", at: "device/pixels.0123456789abcdef.wasm", bytes: 3, gzip: 2, brotli: null, sha256: "0", optional: false };

test("addresses are told from where the manifest stands; what the site has nothing for is none", async () => {
  const worker = { at: "device/photo-worker.0123456789abcdef.js", bytes: 9, gzip: 8, brotli: 7 };
  const of = { ...PART, at: "device/lines.0123456789abcdef.onnx" };
  const said = { photo: { worker, module: false, parts: [PART] }, other: { worker, module: true, parts: [of] } };
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(said)));
  const folder = "https://guide.example/assets/zikao/device/";
  const part = { ...PART, at: `${folder}pixels.0123456789abcdef.wasm` };
  assert.deepEqual(await needs("../../assets/zikao/device.json", "photo"), {
    worker: { ...worker, at: `${folder}photo-worker.0123456789abcdef.js` },
    module: false,
    parts: [part],
    // What another check keeps is not forgotten for this one.
    named: [part, { ...of, at: `${folder}lines.0123456789abcdef.onnx` }],
  });
  assert.equal(await needs("../../assets/zikao/device.json", "package"), null);
});
