/**
 * Reads questions with {ask, answers, taken}: the question, answers, and which of them Python
 * takes. Holds the widget's own check against it. Prints the number of answers; at the first difference it ends with 1.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fault } from "../../../widgets/eligibility/answers.js";

/** @type {{ask: any, answers: unknown[], taken: boolean[]}[]} */
const questions = JSON.parse(readFileSync(String(process.argv[2]), "utf8"));
for (const { ask, answers, taken } of questions) {
  for (const [index, answer] of answers.entries()) {
    assert.equal(fault(ask, answer) === null, taken[index], JSON.stringify({ ask, answer }));
  }
}
console.log(questions.reduce((sum, { answers }) => sum + answers.length, 0));
