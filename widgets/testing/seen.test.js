import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf } from "../photo/face/outline.js";
import { seen } from "./seen.js";

test("each portrait comes with what its networks said", async () => {
  const all = await seen();
  assert.ok(all.size >= 12);
  for (const [label, { picture, mesh, outline, parts, expected }] of all) {
    assert.ok(picture.rgb.width, label);
    assert.equal(Boolean(mesh), expected.facts.faces === 1, label);
    assert.equal(mesh?.points.length ?? 478, 478, label);
    assert.equal(outline?.shares.length ?? 65536, 65536, label);
    assert.equal(Boolean(parts), expected.facts.faces > 0, label);
  }
});

test("a network that is shown something else says nothing", async () => {
  const plain = (await seen()).get("plain");
  await assert.rejects(async () => plain?.networks.outline(new Float32Array(3)), /not what Python showed/);
});

test("shares of the parts add up to one, the likeliest first", () => {
  const logits = new Float32Array(6 * 65536);
  logits.set([0, -2, -1, -20, -20, -20]);
  const parts = partsOf(logits);
  const first = [0, 1, 2, 3, 4, 5].map((each) => parts[each * 65536] ?? 0);
  assert.ok(Math.abs(first.reduce((sum, each) => sum + each, 0) - 1) < 1e-6);
  assert.ok(Math.abs((first[0] ?? 0) - 0.6652) < 1e-4);
  assert.ok(Math.abs((parts[65535] ?? 0) - 1 / 6) < 1e-7);
});
