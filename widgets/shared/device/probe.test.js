import assert from "node:assert/strict";
import { test } from "node:test";
import { PLAIN, wanting } from "./probe.js";

const ABLE = { WebAssembly, Worker: class {}, crypto: { subtle: {} }, isSecureContext: true };

test("an engine that can do all of it is told so, whatever it is called", () => {
  assert.equal(wanting(ABLE), null);
});

test("the little module is one that this engine takes, and without vectors it is none", () => {
  /** @type {Uint8Array[]} */
  const asked = [];
  wanting({ ...ABLE, WebAssembly: { validate: (module) => (asked.push(module), true) } });
  const [module] = asked;
  assert.equal(WebAssembly.validate(/** @type {any} */ (module)), true);
  // 0xfd begins every instruction over vectors; 0x20 is one of the first engines.
  const plain = Uint8Array.from(/** @type {any} */ (module), (byte) => (byte === 0xfd ? 0x20 : byte));
  assert.equal(WebAssembly.validate(plain), false);
});

test("whatever is wanting counts", () => {
  const refuses = { validate: () => false };
  const throws = { validate: () => { throw new Error("off"); } };
  assert.equal(wanting({ ...ABLE, WebAssembly: undefined }), "old");
  assert.equal(wanting({ ...ABLE, WebAssembly: refuses }), "old");
  assert.equal(wanting({ ...ABLE, WebAssembly: throws }), "old");
  assert.equal(wanting({ ...ABLE, Worker: undefined }), "old");
  assert.equal(wanting({ ...ABLE, crypto: {}, isSecureContext: false }), "insecure");
  assert.equal(wanting({ ...ABLE, crypto: {} }), "old");
});

test("whatever asks for no vectors runs where only those are wanting", () => {
  const engine = { validate: (/** @type {Uint8Array<ArrayBuffer>} */ module) => !module.includes(0xfd) && WebAssembly.validate(module) };
  assert.equal(wanting({ ...ABLE, WebAssembly: engine }), "old");
  assert.equal(wanting({ ...ABLE, WebAssembly: engine }, PLAIN), null);
  assert.equal(wanting({ ...ABLE, WebAssembly: undefined }, PLAIN), "old");
});
