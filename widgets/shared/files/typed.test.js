import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { courses, faultOfCourses, faultOfTicketNumber, ticketNumber } from "./typed.js";

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

for (const { why, names, taken } of rows("courses.json"))
  test(`courses: ${why}`, () => {
    const typed = names.join("\n");
    if (names.length) assert.equal(faultOfCourses(typed) === null, taken);
    if (taken) assert.deepEqual(courses(typed).split(",").map(decodeURIComponent), names);
  });
