/**
 * Reads lines {item, archives, numbers, now, report} and holds the browser's report on several archives against Python's. Prints
 * the number of cases; at the first difference it ends with 1 and says where.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkTogether } from "../../../widgets/checks/together.js";

const [specs, cases] = process.argv.slice(2, 4).map((path) => readFileSync(path, "utf8"));
const lines = JSON.parse(specs);
const all = cases.trim().split("\n");
for (const line of all) {
  const { item, archives, numbers, now, report } = JSON.parse(line);
  const made = checkTogether(lines[item], archives, numbers, new Date(now));
  assert.deepEqual(made, report, `${item} differs for ${JSON.stringify({ archives, numbers, now })}`);
}
console.log(all.length);
