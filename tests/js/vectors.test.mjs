// The golden vectors, read by the validator that the browser uses. tests/unit/schemas runs the same in Python.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Validator } from "@cfworker/json-schema";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures", "vectors");
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  test(file, async (context) => {
    for (const { schema, value, valid, why } of read(file)) {
      await context.test(`${JSON.stringify(value)?.slice(0, 60)}: ${why}`, () => {
        assert.equal(new Validator(read(schema), "2020-12").validate(value).valid, valid);
      });
    }
  });
}
