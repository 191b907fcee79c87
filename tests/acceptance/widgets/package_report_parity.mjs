/**
 * Reads lines {item, measured, file, now, typed, report} and holds the browser's report on a file of evidence against Python's.
 * Prints the number of cases; at the first difference it ends with 1 and says where.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkPackage } from "../../../widgets/checks/package.js";

const [specs, cases] = process.argv.slice(2, 4).map((path) => readFileSync(path, "utf8"));
const lines = JSON.parse(specs);
const all = cases.trim().split("\n");
for (const line of all) {
  const { item, measured, file, now, declared, form, typed, report } = JSON.parse(line);
  const made = await checkPackage(file, lines[item], { now: new Date(now), declared, typed }, async (...asked) => {
    assert.deepEqual(asked, [declared, form], item);
    return measured;
  });
  assert.deepEqual(made, { report, measured }, `${item} differs for ${JSON.stringify({ file, now, typed, measured })}`);
}
console.log(all.length);
