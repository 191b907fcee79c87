import assert from "node:assert/strict";
import { test } from "node:test";
import { decisive, why } from "./why.js";

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

test("of many answers the most particular stands for all", () => {
  /** @param {string} title */
  const ask = (title) => ({ title, "x-type": "choice" });
  const asks = { level: ask("哪个层次？"), both: ask("一起申请？"), reason: ask("什么原因？") };
  const said = new Map([["level", "本科"], ["both", "否"], ["reason", "没有上网"]]); // prettier-ignore
  const talk = /** @type {any} */ ({ holds: () => true, says: said.get.bind(said) });
  const [college, both, reason] = [COLLEGE, BOTH, { is: { reason: "offline" } }];
  assert.equal(why({ all: [college, both] }, asks, talk), "你选了“本科”（哪个层次？），选了“否”（一起申请？）");
  assert.equal(why({ all: [college, both, reason] }, asks, talk), "你选了“没有上网”（什么原因？）等 3 个回答");
});
