import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { archiveName } from "../../package/pieces.js";
import { difference, fileName } from "./named.js";
import { person } from "./typed.js";

// The same rows are held against Python: tests/unit/rulebook/test_file_names.py.
/** @param {string} name */
const rows = (name) => JSON.parse(readFileSync(new URL(`../../../tests/fixtures/declared/${name}`, import.meta.url), "utf8"));

for (const { pattern, number, typed, name } of rows("file-names.json"))
  test(`${pattern} of ${JSON.stringify([number, typed])}`, () => assert.equal(fileName(pattern, number, person(typed)), name));

test("an archive is called as its source wants it, and never like the one before", () => {
  assert.equal(archiveName("010112345678", [], "010112345678张三.zip"), "010112345678张三.zip");
  assert.equal(archiveName("010112345678", ["张三.zip"], "张三.zip"), "张三-2.zip");
});

for (const { pattern, file, number, person: who, difference: other } of rows("name-differences.json"))
  test(`${file} of ${pattern}, with ${JSON.stringify([number, who])} typed`, () =>
    assert.equal(difference(pattern, file, { number, who: who && person(who), form: "^(?:[0-9]{12})$" }), other));
