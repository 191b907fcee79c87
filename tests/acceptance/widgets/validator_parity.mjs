/**
 * Reads questions with {ask, answers, taken}: the question, answers, and which of them Python
 * takes. Holds the widget's own check against it. Prints the number of answers; at the first difference it ends with 1.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { validator } from "../../../widgets/validator.mjs";

// As a browser gets it: the bundle leaves some of the validator out.
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("../../../widgets/eligibility/answers.js", import.meta.url))],
  bundle: true,
  format: "esm",
  write: false,
  plugins: [validator],
});
const code = outputFiles[0]?.text ?? "";
assert.ok(!/does not match/.test(code), "nothing was left out");
const { fault } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);

/** @type {{ask: any, answers: unknown[], taken: boolean[]}[]} */
const questions = JSON.parse(readFileSync(String(process.argv[2]), "utf8"));
for (const { ask, answers, taken } of questions) {
  for (const [index, answer] of answers.entries()) {
    assert.equal(fault(ask, answer) === null, taken[index], JSON.stringify({ ask, answer }));
  }
}
console.log(questions.reduce((sum, { answers }) => sum + answers.length, 0));
