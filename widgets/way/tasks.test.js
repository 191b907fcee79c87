import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { page } from "../testing/dom.js";

await import("../checklist/checklist.js");
await import("../until/until.js");
const { Rows } = await import("./rows.js");
const { items, stepList } = await import("./tasks.js");

// What counts down stops once it is taken away.
afterEach(() => page(""));

/** @param {string} id @param {string} [dates] */
const step = (id, dates = "") =>
  `<li id="step-${id}"><label><input type="checkbox" data-step="${id}"> <span><span class="zg-number">1</span> ${id}</span></label>${dates}</li>`;

/** @param {string} end */
const opens = (end) =>
  `<div class="zg-window zg-opens"><p>受理 <b class="zg-dates"><time>${end}</time> 止</b></p><p><zikao-until end="${end}" standing="official"></zikao-until></p></div>`;

/** @param {...string} steps */
function rows(...steps) {
  const body = page(`<zikao-checklist guide="made/any"><ol>${steps.join("")}</ol></zikao-checklist>`);
  const found = items(new Rows(/** @type {any} */ (body.querySelector("zikao-checklist"))));
  body.append(stepList(found));
  return [.../** @type {any} */ (body).querySelectorAll(".zk-tasks > li")];
}

test("a row of the list says when its step may be done, where the page knows, and what a row above said not again", () => {
  const [near, far] = ["2999-12-05T17:00", "2999-12-09T17:00"].map(opens);
  const [one, two, three, four] = rows(step("one"), step("two", near), step("three", near), step("four", far));
  assert.equal(one.querySelector(".zk-due"), null);
  assert.match(two.querySelector(".zk-due").textContent, /^还剩 \d+ 天。2999-12-05T17:00 止$/);
  assert.equal(three.querySelector(".zk-due"), null);
  assert.match(four.querySelector(".zk-due").textContent, /2999-12-09/);
  assert.match(two.querySelector("a").textContent, /^2two还剩/);
});

test("a date that passed while the page lay open says so in the list", () => {
  const [one] = rows(step("one", opens("2020-01-01T00:00")));
  assert.match(one.querySelector(".zk-due").textContent, /已经截止/);
});
