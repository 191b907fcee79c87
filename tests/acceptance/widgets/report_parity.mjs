/**
 * Reads lines {document, answers, now, report} and holds the browser's report against Python's. Prints the number of
 * cases; at the first difference it ends with 1 and says where.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { judge } from "../../../widgets/judge/judge.js";
import { knownFacts } from "../../../widgets/shared/known.js";
import { toReport } from "../../../widgets/shared/to-report.js";

const [documents, cases] = process.argv.slice(2, 4).map((path) => readFileSync(path, "utf8"));
const compiled = JSON.parse(documents);
const lines = cases.trim().split("\n");
for (const line of lines) {
  const { document, answers, now, report } = JSON.parse(line);
  const facts = knownFacts(compiled[document], answers, new Date(now));
  const made = toReport(compiled[document], judge(compiled[document], facts), facts);
  assert.deepEqual(made, report, `${document} differs for ${JSON.stringify({ answers, now })}`);
}
console.log(lines.length);
