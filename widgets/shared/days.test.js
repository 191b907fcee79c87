import assert from "node:assert/strict";
import { test } from "node:test";
import { typedDay, typedMoment } from "./days.js";

test("a day is understood as people write it", () => {
  for (const typed of ["2026-05-07", "2026/5/7", "2026.5.7", "2026年5月7日", " ２０２６-5-7 "]) {
    assert.equal(typedDay(typed), "2026-05-07");
  }
});

test("what is no day is none", () => {
  for (const typed of ["", "5月7日", "2026-02-30", "2026-13-01", "2026-05", "昨天"]) assert.equal(typedDay(typed), "");
});

test("a moment is a day and a time", () => {
  for (const typed of ["2026-05-07 9:05", "2026-05-07T09:05", "2026年5月7日 9点05分", "2026/5/7 ９:05"]) {
    assert.equal(typedMoment(typed), "2026-05-07T09:05");
  }
  for (const typed of ["2026-05-07", "2026-05-07 24:00", "2026-05-07 9:75", "9:05"]) assert.equal(typedMoment(typed), "");
});
