import assert from "node:assert/strict";
import { test } from "node:test";
import "../../testing/dom.js";

const { lasting } = await import("./lasting.js");

test("whether something will be here the next time is tried, and leaves nothing behind", async () => {
  /** @type {Map<string, Response>} */
  const shelf = new Map();
  const cache = {
    match: async (/** @type {string} */ key) => shelf.get(key),
    put: async (/** @type {string} */ key, /** @type {Response} */ answer) => void shelf.set(key, answer),
    delete: async (/** @type {string} */ key) => shelf.delete(key),
  };
  Object.assign(globalThis, { caches: { open: async () => cache } });
  assert.equal(await lasting(1000), true);
  assert.deepEqual([...shelf.keys()], []);
  Object.defineProperty(navigator, "storage", { value: { estimate: async () => ({ quota: 5000, usage: 4500 }) }, configurable: true });
  assert.deepEqual([await lasting(500), await lasting(501)], [true, false]);
  delete (/** @type {any} */ (navigator).storage);
  Object.assign(globalThis, { caches: { open: async () => ({ ...cache, put: () => Promise.reject(new DOMException("full", "QuotaExceededError")) }) } });
  assert.equal(await lasting(1), false);
  Object.assign(globalThis, { caches: undefined });
  assert.equal(await lasting(1), false);
});
