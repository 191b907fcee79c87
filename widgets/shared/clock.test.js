import assert from "node:assert/strict";
import { test } from "node:test";
import { left, moment, spoken } from "./clock.js";

test("a moment is Beijing's wherever the device is", () => {
  assert.equal(moment("2026-05-30T17:00"), Date.UTC(2026, 4, 30, 9));
});

test("a date is spoken without leading zeros", () => {
  assert.equal(spoken("2026-05-03T08:30"), "2026年5月3日 08:30");
  assert.equal(spoken("2026-05-03"), "2026年5月3日");
});

test("days are counted by the calendar, the last day by the clock", () => {
  const end = moment("2026-05-30T17:00");
  /** @type {[string, string][]} */
  const cases = [
    ["2026-05-27T23:59", "3 天"],
    ["2026-05-29T05:00", "1 天"],
    ["2026-05-30T04:59", "12 小时"],
    ["2026-05-30T05:01", "11 小时"],
    ["2026-05-30T16:00", "1 小时"],
    ["2026-05-30T16:01", "59 分钟"],
    ["2026-05-30T16:59", "1 分钟"],
    ["2026-05-30T17:00", "1 分钟"],
  ];
  for (const [now, words] of cases) assert.equal(left(end, moment(now)), words, now);
});

test("a deadline early tomorrow is told in hours: one day would be too much", () => {
  assert.equal(left(moment("2026-05-31T08:00"), moment("2026-05-30T22:00")), "10 小时");
});
