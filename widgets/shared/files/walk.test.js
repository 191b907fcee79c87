import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cuts, frame, walk } from "./walk.js";

/** @type {{why: string, file: string, cuts: [number, number][] | null}[]} */
const rows = JSON.parse(readFileSync(new URL("../../../tests/fixtures/reduced/files.json", import.meta.url), "utf8"));

// Python holds that nothing of what the files say is lost by these cuts, and where its own walk ends.
for (const { why, file, cuts: left } of rows)
  test(`what may be left out: ${why}`, () => {
    assert.deepEqual(cuts(new Uint8Array(Buffer.from(file, "base64"))), left);
  });

test("a frame tells the stored size, and is none where decoders would disagree on it", () => {
  const data = new Uint8Array(Buffer.from(rows[0]?.file ?? "", "base64"));
  const found = walk(data, 0);
  assert.ok(found);
  assert.deepEqual(frame(found.segments), { width: 64, height: 48 });
  const sof = found.segments.filter(({ marker }) => marker === 0xc0);
  assert.equal(frame([...found.segments, ...sof]), null);
  const inks = data.slice();
  inks[(sof[0]?.start ?? 0) + 9] = 4;
  assert.equal(frame(walk(inks, 0)?.segments ?? []), null);
});
