import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { list } = await import("./items.js");

/** @type {import("./fields.js").Ask} */
const COURSES = {
  type: "list",
  ask: "哪几门？",
  one: "一门课程",
  none: "一门也没有",
  items: {
    course: { type: "text", ask: "课程名称" },
    mark: { type: "number", ask: "成绩", minimum: 0, maximum: 100 },
    original: { type: "boolean", ask: "带原件吗" },
  },
  takes: {
    type: ["array", "null"],
    maxItems: 3,
    items: {
      type: "object",
      properties: {
        course: { type: ["string", "null"], maxLength: 200 },
        mark: { type: ["number", "null"], minimum: 0, maximum: 100 },
        original: { type: ["boolean", "null"] },
      },
    },
  },
};

/** @param {unknown} [answer] @param {object} [more] */
function form(answer, more) {
  const made = list({ ...COURSES, ...more }, answer);
  page("").append(made.box);
  /** @type {(label: string) => HTMLElement} */
  const button = (label) => {
    const found = [...made.box.querySelectorAll("button")].filter((each) => each.textContent === label);
    assert.equal(found.length, 1, label);
    return /** @type {HTMLElement} */ (found[0]);
  };
  /** @type {(at: number, value: string, nth?: number) => void} */
  const fill = (at, value, nth = 0) => {
    const item = made.box.querySelectorAll("details")[at];
    const line = /** @type {HTMLInputElement} */ (item?.querySelectorAll("input.zk-line")[nth]);
    line.value = value;
  };
  const titles = () => [...made.box.querySelectorAll("summary")].map((each) => each.textContent);
  const open = () => [...made.box.querySelectorAll("details")].map((each) => each.open);
  return { made, button, fill, titles, open };
}

test("the first item stands open and nothing is answered by it", () => {
  const { made, titles, open } = form();
  assert.deepEqual([titles(), open()], [["第 1 门课程"], [true]]);
  assert.equal(made.read(), undefined);
  assert.equal(made.control, made.box.querySelector("input.zk-line"));
  assert.equal(made.box.querySelector("[role=group]")?.getAttribute("aria-label"), "第 1 门课程");
});

test("another item comes below, gets focus, and the one before folds away under its name", () => {
  const { made, button, fill, titles, open } = form();
  fill(0, "英语");
  fill(0, "７１", 1);
  button("再加一门课程").click();
  assert.deepEqual([titles(), open()], [["第 1 门课程（英语）", "第 2 门课程"], [false, true]]);
  assert.equal(document.activeElement, made.box.querySelectorAll("details")[1]?.querySelector("input"));
  fill(1, "高等数学");
  assert.deepEqual(made.read(), [{ course: "英语", mark: 71 }, { course: "高等数学" }]);
  const full = /** @type {HTMLElement | null} */ (made.box.querySelector(":scope > p.zk-hint"));
  assert.deepEqual([full?.hidden, full?.textContent], [true, "最多填 3 项。"]);
  button("再加一门课程").click();
  assert.deepEqual([full?.hidden, button("再加一门课程").hidden], [false, true]);
  assert.equal(/** @type {any} */ (made.read()).length, 2, "an item that says nothing is none");
});

test("what was answered before stands folded, one alone open", () => {
  const answer = [{ course: "英语", original: false }, { course: "语文", mark: null }];
  const { made, titles, open } = form(answer);
  assert.deepEqual([titles(), open()], [["第 1 门课程（英语）", "第 2 门课程（语文）"], [false, false]]);
  assert.deepEqual(made.read(), [{ course: "英语", original: false }, { course: "语文" }]);
  assert.deepEqual(form([{ course: "英语" }]).open(), [true]);
});

test("an item that is removed can be brought back to its place, and the others are numbered anew", () => {
  const answer = [{ course: "英语" }, { course: "语文" }, { course: "数学" }];
  const { made, button, titles } = form(answer);
  button("删去第 2 门课程").click();
  assert.deepEqual(titles(), ["第 1 门课程（英语）", "第 2 门课程（数学）"]);
  assert.match(document.activeElement?.textContent ?? "", /已删去第 2 门课程（语文）/);
  assert.deepEqual(made.read(), [{ course: "英语" }, { course: "数学" }]);
  button("撤销").click();
  assert.deepEqual(made.read(), answer);
  assert.equal(document.activeElement?.textContent, "第 2 门课程（语文）");
});

test("what is wrong within an item stands beside its field and opens the item", () => {
  const { made, fill, open } = form([{ course: "英语", mark: 60 }, { course: "语文" }]);
  fill(1, "101", 1);
  const faults = made.inside?.() ?? [];
  assert.deepEqual(faults.map(({ message }) => message), ["第 2 门课程的成绩：请填数字，0 到 100。"]);
  assert.deepEqual(open(), [false, true]);
  assert.equal(faults[0]?.field.getAttribute("aria-invalid"), "true");
  assert.equal(faults[0]?.field.closest("fieldset")?.querySelector(".zk-fault")?.textContent, "错误：请填数字，0 到 100。");
  fill(1, "100", 1);
  assert.deepEqual(made.inside?.(), []);
  assert.equal(faults[0]?.field.getAttribute("aria-invalid"), null);
});

test("whoever has none says so, and what was filled in is kept in case it was a slip", () => {
  const { made, fill } = form([]);
  const none = /** @type {HTMLInputElement} */ (made.box.querySelector("input[value=none]"));
  assert.equal(none.checked, true);
  assert.deepEqual(made.read(), []);
  none.checked = false;
  none.dispatchEvent(new Event("change"));
  fill(0, "英语");
  assert.deepEqual(made.read(), [{ course: "英语" }]);
  none.checked = true;
  none.dispatchEvent(new Event("change"));
  assert.deepEqual([made.read(), made.inside?.()], [[], []]);
  assert.equal(made.control, none);
});
