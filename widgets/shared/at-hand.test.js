import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { atHand, edge, span } from "./at-hand.js";

const { cases } = JSON.parse(readFileSync(new URL("../../tests/fixtures/windows.json", import.meta.url), "utf8"));

for (const { says, window, today, at, edges } of cases) {
  test(says, () => {
    const { start, end, until } = atHand({ title: "申请", authority: "official", ...window }, today);
    assert.deepEqual(JSON.parse(JSON.stringify({ start, end, until })), at);
    const dates = atHand({ title: "申请", authority: "official", ...window }, today);
    assert.deepEqual([edge(dates, "start") ?? null, edge(dates, "end") ?? null], edges);
  });
}

test("spans are told as pages tell them", () => {
  /** @type {(dates: object) => string} */
  const told = (dates) => span({ authority: "official", ...dates });
  assert.equal(told({ end: "2024-12-01T24:00" }), "2024年12月1日 24:00 止");
  assert.equal(told({ start: "2025-08-20" }), "2025年8月20日 起");
  const daily = { start: "08:30", end: "17:00" };
  assert.equal(told({ end: "2025-03-16", daily, workdays: true }), "2025年3月16日 止，每天 8:30–17:00，只在工作日");
});
