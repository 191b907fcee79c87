import assert from "node:assert/strict";
import { test } from "node:test";
import { free } from "./freed.js";

test("what was freed is gone for whoever holds it, where engines can free", () => {
  const numbers = new Float32Array(4);
  const bytes = new Uint8Array(numbers.buffer);
  free(numbers);
  assert.deepEqual([numbers.length, bytes.length], [0, 0]);
  const old = new Uint8Array(4);
  Object.defineProperty(old.buffer, "transfer", { value: undefined });
  free(old);
  assert.equal(old.length, 4);
});
