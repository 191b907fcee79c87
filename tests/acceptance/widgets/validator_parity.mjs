/** Holds the validator as it is bundled against the whole one, over every kind of answer. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validate as whole } from "@cfworker/json-schema";
import { build } from "esbuild";
import { lean } from "../../../widgets/build.mjs";

const folder = mkdtempSync(join(tmpdir(), "zikao-"));
const outfile = join(folder, "validator.mjs");
await build({
  stdin: { contents: 'export { validate } from "@cfworker/json-schema";', resolveDir: import.meta.dirname },
  bundle: true,
  format: "esm",
  outfile,
  plugins: [lean],
});
const { validate: bundled } = await import(outfile);
rmSync(folder, { recursive: true });

const words = {
  type: "string",
  oneOf: [
    { const: "a", title: "甲" },
    { const: "b", title: "乙" },
  ],
};
const schemas = [
  { type: "boolean" },
  words,
  { type: "array", items: words, uniqueItems: true },
  { type: "integer", minimum: 0, maximum: 9 },
  { type: "number", minimum: 0.5, maximum: 9.5 },
  { type: "string", pattern: "^([0-9]{4}-[0-9]{2}-[0-9]{2}|none)$", maxLength: 10 },
  { type: "string", maxLength: 2 },
];
const answers = [
  ...[true, false, 0, 1, 9, 10, 0.5, 9.5, 9.75, -1, 1e300, "", "a", "b", "c", "none", "𠮷𠮷", "𠮷𠮷𠮷", "2026-05-20"],
  ...[
    "２026-05-20",
    "2026-05-20\n",
    "true",
    null,
    [],
    ["a"],
    ["a", "b"],
    ["a", "a"],
    ["c"],
    [1],
    [["a"]],
    {},
    { a: 1 },
  ],
];
let refused = 0;
for (const schema of schemas) {
  for (const answer of answers) {
    const { valid } = whole(answer, schema, "2020-12");
    assert.equal(bundled(answer, schema, "2020-12", {}).valid, valid, JSON.stringify({ schema, answer }));
    refused += valid ? 0 : 1;
  }
}
assert.ok(refused > 100 && refused < schemas.length * answers.length - 20);
