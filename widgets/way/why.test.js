import assert from "node:assert/strict";
import { test } from "node:test";
import { decisive } from "./why.js";

const COLLEGE = { is: { level: "college" } };
const BOTH = { is: { both: true } };
const LATE = { after: { issued: { year: "apply_year", day: { table: "cutoff", by: "half" } } } };

/** @type {(truths: [any, boolean][]) => (condition: any) => boolean} */
const known = (truths) => (condition) => {
  for (const [each, truth] of truths) if (each === condition) return truth;
  throw new Error("not asked");
};

test("one part that settles a group is reason enough", () => {
  assert.deepEqual(decisive({ any: [COLLEGE, BOTH] }, known([[COLLEGE, false], [BOTH, true]])), ["both"]); // prettier-ignore
  assert.deepEqual(decisive({ all: [COLLEGE, BOTH] }, known([[COLLEGE, false], [BOTH, true]])), ["level"]); // prettier-ignore
  assert.deepEqual(decisive({ none: [COLLEGE, BOTH] }, known([[COLLEGE, false], [BOTH, true]])), ["both"]); // prettier-ignore
});

test("where no single part settles it, all are the reason", () => {
  const none = known([
    [COLLEGE, false],
    [BOTH, false],
  ]);
  assert.deepEqual(decisive({ any: [COLLEGE, BOTH] }, none), ["level", "both"]);
  assert.deepEqual(decisive({ none: [COLLEGE, BOTH] }, none), ["level", "both"]);
});

test("a comparison looks at the facts on both of its sides", () => {
  assert.deepEqual(decisive(LATE, known([])), ["issued", "apply_year", "half"]);
  assert.deepEqual(decisive({ between: { age: [18, { fact: "limit" }] } }, known([])), ["age", "limit"]);
  assert.deepEqual(decisive({ on_or_before: { issued: { fact: "today" } } }, known([])), ["issued", "today"]);
});
