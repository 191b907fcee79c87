/**
 * Reads lines {specs, known, now, typed, report} and holds the browser's report on a portrait against Python's. Prints the
 * number of cases; at the first difference it ends with 1 and says where.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inForce } from "../../../widgets/checks/in-force.js";
import { asked, photoReport } from "../../../widgets/checks/photo.js";

const [specs, cases] = process.argv.slice(2, 4).map((path) => readFileSync(path, "utf8"));
const lines = JSON.parse(specs);
const all = cases.trim().split("\n");
for (const line of all) {
  const { item, known, now, typed, wanted, report } = JSON.parse(line);
  const document = inForce(lines[item], new Date(now));
  assert.deepEqual([...asked(document).wanted].sort(), wanted, item);
  const { drawn } = asked(document);
  const places = (/** @type {string} */ fact) => (drawn.has(fact) && known.places[fact]) || [];
  const made = photoReport(document, { ...known, places }, { now: new Date(now), typed });
  assert.deepEqual(made, report, `${item} differs for ${JSON.stringify({ known, now, typed })}`);
}
console.log(all.length);
