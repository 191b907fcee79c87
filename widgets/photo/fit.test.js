import assert from "node:assert/strict";
import { test } from "node:test";
import "../testing/dom.js";

const { headingOf } = await import("./fit.js");
const { rowsOf, wrapped } = await import("./sheet.js");

/** @type {(file: object | null, heading: string) => string} */
const heading = (file, heading) => headingOf(/** @type {any} */ ({ file, report: { heading } }));

test("no heading says more than the report on the file", () => {
  assert.equal(heading({ changed: true }, "需要留意"), "做好了一张。再查的结果：需要留意");
  assert.equal(heading({ changed: false }, "需要留意"), "文件内容没有改动。检查结果：需要留意");
  assert.equal(heading(null, "不符合"), "做不出符合规格的照片");
});

const REPORT = /** @type {any} */ ({
  heading: "不符合",
  target: { title: "样例照片", file: "a.jpg" },
  summary: "已核对 2 项。",
  findings: [
    { outcome: "no", severity: "must", sentence: "头歪了。", measured: "12°", required: "6° 以内", mend: "坐正重拍。" },
    { outcome: "yes", severity: "must", sentence: "文件大小。", measured: null, required: null, mend: null },
  ],
  by_eye: [{ ask: "两只耳朵都露出来了吗？" }],
  rulebook: { id: "made", version: "1.0.0", reviewed_on: "2026-05-01" },
  notice: "以审核为准。",
});

test("a kept picture tells what is wrong with its mend, what the eye has to see, and by which rules", () => {
  assert.deepEqual(rowsOf(REPORT).map(({ text }) => text), [
    "样例照片：不符合",
    "文件：a.jpg。已核对 2 项。",
    "1. 必须：头歪了。",
    "实际：12°；要求：6° 以内",
    "怎么办：坐正重拍。",
    "请你自己看（1）",
    "□ 两只耳朵都露出来了吗？",
    "规则 made 1.0.0，核对于 2026-05-01。以审核为准。",
  ]);
});

test("its lines are no wider than the picture, and no stop begins one", () => {
  const pen = /** @type {any} */ ({ measureText: (/** @type {string} */ text) => ({ width: 20 * text.length }) });
  const lines = wrapped(pen, { text: `${"字".repeat(32)}。${"字".repeat(40)}`, size: 20 }).map(({ text }) => text);
  assert.deepEqual(lines, [`${"字".repeat(32)}。`, "字".repeat(32), "字".repeat(8)]);
});
