import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate } from "../judge/judge.js";
import { decisive, why } from "./why.js";

const COLLEGE = { is: { level: "college" } };
const BOTH = { is: { both: true } };
const LATE = { after: { issued: { year: "apply_year", day: { table: "cutoff", by: "half" } } } };

/** @type {(facts: any) => (condition: any) => boolean | string[]} */
const known = (facts) => (condition) => evaluate(condition, facts, {});

test("one part that settles a group is reason enough", () => {
  const both = known({ level: "bachelor", both: true });
  assert.deepEqual(decisive({ any: [COLLEGE, BOTH] }, both), ["both"]);
  assert.deepEqual(decisive({ all: [COLLEGE, BOTH] }, both), ["level"]);
  assert.deepEqual(decisive({ none: [COLLEGE, BOTH] }, both), ["both"]);
  assert.deepEqual(decisive({ none: [COLLEGE, { all: [BOTH, { any: [COLLEGE, BOTH] }] }] }, both), ["both", "both"]);
});

test("where no single part settles it, all are the reason", () => {
  const none = known({ level: "bachelor", both: false });
  assert.deepEqual(decisive({ any: [COLLEGE, BOTH] }, none), ["level", "both"]);
  assert.deepEqual(decisive({ none: [COLLEGE, BOTH] }, none), ["level", "both"]);
  assert.deepEqual(decisive({ all: [COLLEGE, BOTH] }, known({ level: "college", both: true })), ["level", "both"]);
});

test("a comparison looks at the facts on both of its sides", () => {
  assert.deepEqual(decisive(LATE, known({})), ["issued", "apply_year", "half"]);
  assert.deepEqual(decisive({ between: { age: [18, { fact: "limit" }] } }, known({})), ["age", "limit"]);
  assert.deepEqual(decisive({ on_or_before: { issued: { fact: "today" } } }, known({})), ["issued", "today"]);
});

test("of many answers the most particular stands for all", () => {
  /** @type {(title: string) => import("../eligibility/fields.js").Ask} */
  const ask = (title) => ({ ask: title, type: "choice", takes: {} });
  const asks = { level: ask("哪个层次？"), both: ask("一起申请？"), reason: ask("什么原因？") };
  const said = new Map([["level", "本科"], ["both", "否"], ["reason", "没有上网"]]); // prettier-ignore
  const talk = /** @type {any} */ ({ holds: () => true, says: said.get.bind(said) });
  const [college, both, reason] = [COLLEGE, BOTH, { is: { reason: "offline" } }];
  assert.equal(why({ all: [college, both] }, asks, talk), "你选了“本科”（哪个层次？），选了“否”（一起申请？）");
  assert.equal(why({ all: [college, both, reason] }, asks, talk), "你选了“没有上网”（什么原因？）等 3 个回答");
});
