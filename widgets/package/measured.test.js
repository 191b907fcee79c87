import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, mock, test } from "node:test";
import { joined } from "../formats/bytes.js";
import { Pixels } from "../formats/pixels.js";
import { readings } from "../testing/readings.js";
import { vectors } from "../testing/vectors.js";
import { checked } from "./measured.js";
import { elsewhere } from "./elsewhere.js";
import { wider } from "./framed.js";
import * as LIMITS from "./limits.js";
import { measure } from "./measuring.js";
import { Pages } from "./pages/files.js";

afterEach(() => mock.restoreAll());

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url))));
const { rules } = vectors("package/findings");
const NOBODY = { number: "", who: null, form: "" };
const CARD = { type: "yes_no", label: "有身份证" };
const SEEN = { id: "card", title: "有身份证", severity: "must", require: { is: { identity_card_seen: true } }, exceptions: [], cites: [] };
const document = { ...rules, facts: { ...rules.facts, identity_card_seen: CARD }, rules: [SEEN] };

/**
 * A check of a file whose pages networks were recorded for.
 *
 * @param {File} file
 * @param {Record<string, string>} told
 * @param {any[]} asked what the worker was asked
 * @param {string} [label] of the page
 */
async function check(file, told, asked, label = "ticket") {
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify({ line: [{ document }] })));
  const { models } = readings().get(label) ?? assert.fail();
  const worker = async (/** @type {any} */ question, /** @type {Transferable[]} */ over) => {
    asked.push([question, over]);
    const pages = new Pages({ pixels: PIXELS, models, limits: LIMITS, declared: question.declared, form: question.form, today: "2026-11-30" });
    const measured = await measure(question.file, question.name, { pages });
    // As a page in Traditional Chinese hears it: its own words are in other characters than the worker's.
    const absent = Object.fromEntries(Object.entries(measured.absent).map(([name, why]) => [name, why.replace("画面", "畫面")]));
    return { ...measured, absent, marks: pages.marks, elsewhere: elsewhere(measured.absent) };
  };
  return checked({ file, told, here: true }, `/${Math.random()}.json`, NOBODY, worker);
}

test("what was typed goes to the worker with the file itself, and the report tells of each page and of its numbers' places", async () => {
  const { file } = readings().get("ticket") ?? assert.fail();
  const chosen = new File([new Uint8Array(file)], "准考证.jpg");
  /** @type {any[]} */
  const asked = [];
  const told = { "X-Zikao-Ticket-Number": "623347347957", "X-Zikao-Courses": "%E5%86%99%E4%BD%9C,%E8%8B%B1%E8%AF%AD%EF%BC%88%E4%BA%8C%EF%BC%89", "X-Zikao-Person": "%E5%BC%A0" };
  const { report, left, marks } = await check(chosen, told, asked);
  const [[question, over]] = asked;
  assert.equal(question.file, chosen);
  assert.deepEqual(over, [], "nothing is handed over: the file is read where it lies");
  assert.deepEqual(question.declared, { admission_ticket_number: "623347347957", courses: ["写作", "英语（二）"] });
  assert.match(question.form.pattern, /^\^\(\?:\[0-9\]/);
  assert.deepEqual([report.check, report.measured_on, report.target.file, left], ["package", "device", "准考证.jpg", 0]);
  assert.deepEqual(report.pages, [
    { entry: "准考证.jpg", index: 0, page: 1, opened: true, looked_at: true, taken_for: "准考证", ticket_number: "confirmed", typed: null, read: null },
  ]);
  assert.deepEqual(report.findings.map(({ id, outcome }) => [id, outcome]), [["package.card", "no"]]);
  assert.deepEqual(marks.map(({ what, index, page }) => [what, index, page]), [["identity_number", 0, 1], ["ticket_number", 0, 1]]);
});

test("a page that only the server looks at is not checked, with the reason, and the server could", async () => {
  const pdf = new File([joined([new TextEncoder().encode("%PDF-1.4\n%%EOF\n")])], "a.pdf");
  const { report, left } = await check(pdf, {}, []);
  const [card] = report.findings;
  assert.deepEqual([card?.outcome, card?.why], ["not checked", "PDF 的畫面要由服务器看，没有在你的设备上检查"]);
  assert.equal(left, 1);
  assert.deepEqual(report.pages?.map(({ opened, looked_at: lookedAt }) => [opened, lookedAt]), [[false, false]]);
});

test("what no server could look at either is left to nobody", async () => {
  const { report, left } = await check(new File(["no archive"], "a.zip"), {}, []);
  assert.deepEqual([report.findings[0]?.outcome, left], ["not checked", 0]);
});

test("a file that is gone is told so, and not asked for in the worker", async () => {
  const gone = new File(["x"], "a.zip");
  gone.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) });
  await assert.rejects(check(gone, {}, []), /请重新选择/);
});

test("a frame reaches a quarter of the line's height beyond it, along its own sides", () => {
  assert.deepEqual(wider([[10, 10], [30, 10], [30, 18], [10, 18]]), [[8, 8], [32, 8], [32, 20], [8, 20]]);
  assert.deepEqual(wider([[10, 30], [10, 10], [18, 10], [18, 30]]), [[8, 32], [8, 8], [20, 8], [20, 32]]);
});
