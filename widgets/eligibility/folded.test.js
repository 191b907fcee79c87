import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { field } = await import("./fields.js");
const { folded } = await import("./folded.js");
const { lead } = await import("../shared/browser.js");

const takes = { enum: ["a", "b"], type: "string" };
/** @type {(count: number, answers?: Record<string, unknown>) => {fields: Map<string, any>, boxes: any[]}} */
function form(count, answers = {}) {
  /** @type {Record<string, any>} */
  const asks = {};
  for (let at = 1; at <= count; at += 1) {
    asks[`q${at}`] = { type: "choice", ask: `第 ${at} 问？`, options: { a: "甲", b: "乙" }, takes };
  }
  const fields = new Map(Object.keys(asks).map((name) => [name, field(asks[name], answers[name], true)]));
  return { fields, boxes: folded(fields, (name) => asks[name]) };
}
/** @type {(boxes: any[]) => number[]} the places of those that are open, from 1 */
const open = (boxes) => boxes.flatMap((box, at) => (box.open ? [at + 1] : []));
/** @type {(box: any, value: string) => void} */
const choose = (box, value) => {
  box.querySelector(`input[value='${value}']`).checked = true;
  box.querySelector(`input[value='${value}']`).dispatchEvent(new Event("change", { bubbles: true }));
};

test("twelve questions stand open, one below the other", () => {
  const { boxes } = form(12);
  assert.deepEqual(boxes.map(({ tagName }) => tagName), Array(12).fill("FIELDSET"));
});

test("of more, the first without an answer is open, and the others tell theirs", () => {
  const { boxes } = form(13, { q1: "a", q2: null });
  assert.deepEqual(open(boxes), [3]);
  assert.deepEqual(boxes.slice(0, 3).map((box) => box.firstChild.textContent), ["第 1 问？甲", "第 2 问？不清楚", "第 3 问？"]);
});

test("a line of text is named by the words that are seen", () => {
  const asks = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`q${at}`, { type: "text", ask: `第 ${at} 问？`, takes: {} }]));
  const fields = new Map(Object.keys(asks).map((name) => [name, field(/** @type {any} */ (asks[name]), undefined, true)]));
  page("").append(...folded(fields, (name) => /** @type {any} */ (asks[name])));
  const name = document.getElementById(String(fields.get("q4")?.control.getAttribute("aria-labelledby")));
  assert.equal(name?.closest("summary")?.textContent, "第 4 问？");
  assert.equal(name?.textContent, "第 4 问？");
});

test("whoever answers one finds the next without an answer opened, and the one that was answered stays", () => {
  const { boxes } = form(13, { q2: "b" });
  choose(boxes[0], "b");
  assert.equal(boxes[0].firstChild.textContent, "第 1 问？乙");
  assert.deepEqual(open(boxes), [1, 3]);
});

test("a question that is blamed opens", () => {
  const { fields, boxes } = form(13);
  fields.get("q9").blame("请重新选择。");
  assert.deepEqual(open(boxes), [1, 9]);
  fields.get("q8").blame(null);
  assert.deepEqual(open(boxes), [1, 9]);
});

test("a question that the reader is led to opens", () => {
  const { fields, boxes } = form(13);
  page("").append(...boxes);
  lead(fields.get("q7").box);
  assert.deepEqual(open(boxes), [1, 7]);
  assert.equal(document.activeElement, fields.get("q7").box);
});

test("a question opens where a part of its answer is wrong", () => {
  const { fields } = form(13);
  const part = { field: fields.get("q8").control, message: "不对。" };
  /** @type {any[]} */
  let wrong = [part];
  Object.assign(fields.get("q8"), { inside: () => wrong });
  const boxes = folded(fields, () => /** @type {any} */ ({ type: "choice", ask: "？", takes }));
  assert.deepEqual(fields.get("q8").inside(), [part]);
  assert.deepEqual(open(boxes), [1, 8]);
  wrong = [];
  assert.deepEqual(fields.get("q8").inside(), []);
});
