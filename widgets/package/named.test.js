import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fileName, person } from "./named.js";
import { archiveName } from "./pieces.js";

// The same rows are held against Python: tests/unit/rulebook/test_file_names.py.
const ROWS = JSON.parse(readFileSync(new URL("../../tests/fixtures/declared/file-names.json", import.meta.url), "utf8"));

for (const { pattern, number, typed, name } of ROWS)
  test(`${pattern} of ${JSON.stringify([number, typed])}`, () => assert.equal(fileName(pattern, number, person(typed)), name));

test("an archive is called as its source wants it, and never like the one before", () => {
  assert.equal(archiveName("010112345678", [], "010112345678张三.zip"), "010112345678张三.zip");
  assert.equal(archiveName("010112345678", ["张三.zip"], "张三.zip"), "张三-2.zip");
});
