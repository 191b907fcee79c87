import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { evaluate, judge } from "./judge.js";

/** @param {string} name @returns {any} */
const fixture = (name) =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/judge/${name}`, import.meta.url), "utf8"));

const { tables, cases } = fixture("vectors.json");
const { document: priorDiploma, examples } = fixture("prior_diploma.json");

for (const { group, condition, facts, expect } of cases)
  test(`${group}: ${JSON.stringify(condition)} over ${JSON.stringify(facts)}`, () => {
    assert.deepEqual(evaluate(condition, facts, tables), expect);
  });

for (const { name, given, expect } of examples)
  test(`example: ${name}`, () => {
    const { verdict, next, outcomes } = judge(priorDiploma, given);
    const outcome = /** @type {import("./judge.js").Outcome} */ (outcomes[0]);
    /** @type {Record<string, any>} */
    const found = { ...outcome, verdict, next, duties: outcome.duties.map(({ due, state }) => [due, state]) };
    assert.deepEqual(Object.fromEntries(Object.keys(expect).map((key) => [key, found[key]])), expect);
  });

/** @param {any} rule @param {any} facts @param {any} known */
const judgeOne = (rule, facts, known) =>
  judge({ facts, tables: {}, elsewhere: [], rules: [{ id: "rule", severity: "must", ...rule }] }, known);

test("sets are tried in combination for the next question", () => {
  const options = { x: "甲", y: "乙", z: "丙" };
  const two = { all: [{ includes: { s: "x" } }, { includes: { s: "y" } }, { none: [{ includes: { s: "z" } }] }] };
  assert.equal(judgeOne({ require: two }, { s: { type: "set", ask: "？", options } }, {}).next, "s");
});

test("whoever is not sure, which is null, is not asked again, and an advice then is no pass", () => {
  const facts = { a: { type: "boolean", ask: "？" }, b: { type: "boolean", ask: "？" } };
  const both = { severity: "advice", require: { all: [{ is: { a: true } }, { is: { b: true } }] } };
  assert.equal(judgeOne(both, facts, {}).next, "a");
  assert.equal(judgeOne(both, facts, { a: null }).next, "b");
  const { next, verdict } = judgeOne(both, facts, { a: null, b: null });
  assert.deepEqual([next, verdict], [null, "attention"]);
});

test("of two exceptions with pending duties the first decides", () => {
  const duty = { must: { before: { d: "2026-07-01" } }, todo: "去办", due: "2026-06-30" };
  const exceptions = ["one", "two"].map((id) => ({ id, when: { all: [] }, duties: [duty] }));
  const facts = { d: { type: "date", none: "还没有" }, today: { type: "date" } };
  const known = { d: "none", today: "2026-06-30" };
  const { outcomes, verdict } = judgeOne({ require: { any: [] }, exceptions }, facts, known);
  assert.equal(outcomes[0]?.by, "one");
  assert.equal(verdict, "attention");
});

test("facts and tables hold only what is their own", () => {
  const inherited = { is: { toString: { table: "none", by: "constructor" } } };
  assert.deepEqual(evaluate(inherited, {}, { none: {} }), ["toString", "constructor"]);
  const hidden = JSON.parse('{"__proto__": {"answer": true}}');
  assert.deepEqual(evaluate({ is: { answer: true } }, hidden, {}), ["answer"]);
});

test("a document is left as it was", () => {
  const before = JSON.stringify([priorDiploma, examples]);
  for (const { given } of examples) judge(priorDiploma, given);
  assert.equal(JSON.stringify([priorDiploma, examples]), before);
});

test("a judgement is plain JSON", () => {
  for (const { given } of examples) {
    const found = judge(priorDiploma, given);
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  }
});
