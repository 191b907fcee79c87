import assert from "node:assert/strict";
import { test } from "node:test";
import { fault, fitting, impossible } from "./answers.js";

/** @typedef {import("./fields.js").Ask} Ask */

const YEARS = /** @type {[number, number]} */ ([1950, 2099]);
const DAYS = { type: ["string", "null"], pattern: "^(20[0-9]{2}-[0-9]{2}-[0-9]{2}|none)$", maxLength: 10, "x-years": YEARS };
const BOUNDS = { type: ["integer", "null"], minimum: 0, maximum: 2 ** 53 - 1 };

/** @type {Ask} */
const DAY = { ask: "哪天？", type: "date", takes: DAYS };
/** @type {Ask} */
const MOMENT = { ask: "几点？", type: "datetime", takes: DAYS };
/** @type {Ask} */
const COUNT = { ask: "几门？", type: "integer", minimum: 0, takes: BOUNDS };
/** @type {Ask} */
const LEVEL = { ask: "哪个层次？", type: "choice", takes: { enum: ["college", null] } };

test("answers that the schema takes have no fault", () => {
  assert.equal(fault(DAY, "2024-02-29"), null);
  assert.equal(fault({ ...DAY, none: "还没有" }, "none"), null);
  assert.equal(fault(COUNT, 0), null);
  assert.equal(fault(LEVEL, "college"), null);
});

test("a fault is told by its mend", () => {
  assert.equal(fault(COUNT, -1), "请填整数，不小于 0。");
  assert.equal(fault(COUNT, "很多"), "请填整数，不小于 0。");
  assert.equal(fault({ ...COUNT, maximum: 40 }, -1), "请填整数，0 到 40。");
  assert.equal(fault({ ask: "几门？", type: "integer", takes: BOUNDS }, 0.5), "请填整数。");
  assert.equal(fault(LEVEL, "master"), "请重新选择。");
  assert.equal(fault(DAY, "?"), "请填完整、真实的年月日，年份是四位数，1950 到 2099。");
  assert.equal(fault({ ...DAY, none: "还没有" }, "?"), "请填完整、真实的年月日，年份是四位数，1950 到 2099，或者勾选“还没有”。");
  assert.equal(fault(MOMENT, "?"), "请填完整、真实的年月日和时间（24:00 请写 23:59），年份是四位数，1950 到 2099。");
});

test("the years are those of the schema", () => {
  const takes = { ...DAYS, "x-years": /** @type {[number, number]} */ ([1900, 2199]) };
  assert.equal(fault({ ...DAY, takes }, "?"), "请填完整、真实的年月日，年份是四位数，1900 到 2199。");
});

test("answers of an older form that no longer fit are left out", () => {
  const asks = { day: DAY, level: LEVEL };
  assert.deepEqual(fitting(asks, { day: "2026-05-20", level: "master", gone: true }), { day: "2026-05-20" });
});

test("answers that cannot all be true name the question to answer again, and only once all of them are known", () => {
  const late = { id: "late", when: { before: { verified: { fact: "issued" } } }, again: "verified", say: "比证书还早。" };
  const compiled = /** @type {any} */ ({ impossible: [late], tables: {} });
  assert.deepEqual(impossible(compiled, { issued: "2026-06-30", verified: "2026-06-29" }), [late]);
  assert.deepEqual(impossible(compiled, { issued: "2026-06-30", verified: "2026-06-30" }), []);
  assert.deepEqual(impossible(compiled, { verified: "2026-06-29" }), []);
  assert.deepEqual(impossible(/** @type {any} */ ({ tables: {} }), {}), []);
});
