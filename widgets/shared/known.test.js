import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { knownFacts, shown } from "./known.js";

/** @typedef {import("./known.js").Compiled} Compiled */

test("the clock is Beijing's wherever the device is", () => {
  const compiled = /** @type {Compiled} */ (/** @type {unknown} */ ({ facts: {}, windows: {} }));
  const facts = knownFacts(compiled, { today: "1999-01-01" }, new Date("2026-12-31T16:00:00Z"));
  assert.deepEqual(facts, { today: "2027-01-01", now: "2027-01-01T00:00" });
});

test("values are written as a reader says them", () => {
  const level = /** @type {const} */ ({ type: "choice", options: { college: "专科" } });
  assert.equal(shown("college", level), "专科");
  assert.equal(shown([], { type: "set", none: "都没有" }), "都没有");
  assert.equal(shown("none", { type: "date", none: "还没有" }), "还没有");
  assert.equal(shown("none", { type: "text" }), "none");
  assert.equal(shown("2026-08-30T16:30", undefined), "2026年8月30日 16:30");
  assert.equal(shown(59.999, undefined), "60");
});

test("what is not the limit does not read like it", () => {
  for (const [value, limits, words] of /** @type {[number, any[], string][]} */ ([
    [0.032, [0.03], "0.032"],
    [0.03, [0.03], "0.03"],
    [0.0304, [0.03], "0.0304"],
    [0.7996, [0.8], "0.7996"],
    [0.032, [0.1, null], "0.03"],
    [0.0300000001, [0.03], "0.03"],
    [-5.004, [-5, 5], "-5.004"],
  ])) {
    assert.equal(shown(value, undefined, limits), words);
  }
});

test("the city of a document answers what asks about a city", () => {
  /** @type {(city: string | undefined, answers: import("./known.js").Facts) => any} */
  const known = (city, answers) => {
    const facts = { there: { type: "boolean", from_city: "hefei" }, other: { type: "boolean" } };
    const compiled = /** @type {Compiled} */ (/** @type {unknown} */ ({ facts, windows: {}, city }));
    const { there, other } = knownFacts(compiled, answers, new Date());
    return { there, other };
  };
  assert.deepEqual(known("luan", {}), { there: false, other: undefined });
  assert.deepEqual(known("hefei", {}), { there: true, other: undefined });
  assert.deepEqual(known("luan", { there: null }), { there: false, other: undefined });
  assert.deepEqual(known("luan", { there: true, other: false }), { there: true, other: false });
  assert.deepEqual(known(undefined, {}), { there: undefined, other: undefined });
});

const { answers: vectors } = JSON.parse(readFileSync(new URL("../../tests/fixtures/windows.json", import.meta.url), "utf8"));

for (const { says, type, edge, window, today, answer } of vectors) {
  test(`what a window answers: ${says}`, () => {
    const facts = { asked: { type, from_window: { window: "w", edge } } };
    const windows = { w: { title: "申请", authority: "official", ...window } };
    const compiled = /** @type {Compiled} */ (/** @type {unknown} */ ({ facts, windows }));
    assert.equal(knownFacts(compiled, {}, new Date(`${today}T12:00:00+08:00`)).asked ?? null, answer);
  });
}
