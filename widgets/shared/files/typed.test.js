import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { typedDay } from "../days.js";
import { courses, faultOfDay, faultOfCourses, faultOfTicketNumber, ticketNumber } from "./typed.js";

/** @type {(name: string) => any[]} */
const rows = (name) =>
  JSON.parse(readFileSync(new URL(`../../../tests/fixtures/declared/${name}`, import.meta.url), "utf8"));

// The same rows are held against measuring, API and command line in Python.
for (const { typed, number } of rows("ticket-numbers.json"))
  test(`ticket number ${JSON.stringify(typed)}`, () => {
    const said = ticketNumber(typed);
    if (number) assert.deepEqual([said, faultOfTicketNumber(typed)], [number, null]);
    else if (said) assert.match(faultOfTicketNumber(typed) ?? "", /8 到 16 位数字/);
  });

// A province's own forms, as `zikao.numbers` writes them.
for (const { pattern, wanted, rows: typed } of rows("number-forms.json"))
  for (const row of typed)
    test(`${wanted}: ${JSON.stringify(row.typed)}`, () => {
      const fault = faultOfTicketNumber(row.typed, { pattern, wanted });
      if (row.number) assert.deepEqual([ticketNumber(row.typed), fault], [row.number, null]);
      else assert.equal(fault, `准考证号要是 ${wanted}，请照准考证核对`);
    });

for (const { why, names, taken } of rows("courses.json"))
  test(`courses: ${why}`, () => {
    const typed = names.join("\n");
    if (names.length) assert.equal(faultOfCourses(typed) === null, taken);
    if (taken) assert.deepEqual(courses(typed).split(",").map(decodeURIComponent), names);
  });

test("a day may be typed in the ways that there are, and is none where there is no such day", () => {
  for (const typed of ["2026-05-07", "2026/5/7", "2026.5.7", "2026年5月7日", "２０２６-０５-０７ "]) {
    assert.equal(typedDay(typed), "2026-05-07");
    assert.equal(faultOfDay(typed), null);
  }
  for (const typed of ["2026-02-30", "5月7日", "20260507", "?"]) {
    assert.equal(typedDay(typed), "");
    assert.match(faultOfDay(typed) ?? "", /写成 2026-05-27 的样子/);
  }
  assert.equal(faultOfDay(" "), null);
});
