import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "../../formats/crc.js";
import { archive, overhead } from "./archive.js";
import { measure } from "../measuring.js";

/** @param {string} name @param {string} text */
const entry = (name, text) => {
  const bytes = new TextEncoder().encode(text);
  return { name, data: new Blob([bytes]), crc: crc32(bytes) };
};

test("a checksum is that of the standard's own example, be it in one piece or in several", () => {
  const bytes = new TextEncoder().encode("123456789");
  assert.equal(crc32(bytes), 0xcbf43926);
  assert.equal(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("what was made is read again as it was meant", async () => {
  const names = ["01-身份证.jpg", "02-a.png"];
  const made = archive([entry("01-身份证.jpg", "\xff\xd8\xff"), entry("02-a.png", "two")]);
  assert.equal(made.size, overhead(names) + 6 + 3);
  const { facts } = await measure(made, "a.zip");
  const { archive_kind: kind, entries, trailing_bytes: behind, prefix } = facts;
  assert.deepEqual([kind, entries, behind, prefix], ["zip", 2, 0, "none"]);
  const told = facts.contents.map((/** @type {any} */ each) => [each.name, each.name_encoding, each.method, each.true_bytes, each.crc_ok, each.header_mismatch]);
  assert.deepEqual(told, [
    ["01-身份证.jpg", "utf8", "stored", 6, true, false],
    ["02-a.png", "ascii", "stored", 3, true, false],
  ]);
});

test("no entry is followed by a descriptor, and names are said to be UTF-8 where they need it", async () => {
  const bytes = new DataView(await archive([entry("身份证.jpg", "x"), entry("a.jpg", "x")]).arrayBuffer());
  assert.equal(bytes.getUint16(6, true), 0x0800);
  assert.equal(bytes.getUint32(14, true), crc32(new TextEncoder().encode("x")));
  const second = 30 + new TextEncoder().encode("身份证.jpg").length + 1;
  assert.equal(bytes.getUint32(second, true), 0x04034b50);
  assert.equal(bytes.getUint16(second + 6, true), 0);
});
