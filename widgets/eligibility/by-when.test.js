import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { byWhen } = await import("./by-when.js");

const FACTS = { now: "2026-05-19T09:00", today: "2026-05-19" };
const WINDOW = { title: "申请", start: null, end: null, until: null, authority: "official", look_up: null };

/** @type {(windows: Record<string, any>, facts?: Record<string, any>, asked?: Record<string, any>) => string[]} */
function told(windows, facts = {}, asked = {}) {
  page("");
  const compiled = /** @type {any} */ ({ facts: asked, windows });
  return [...(byWhen(compiled, { ...FACTS, ...facts })?.querySelectorAll("p") ?? [])].map((line) => line.textContent ?? "");
}

test("a procedure without windows has nothing to tell", () => {
  assert.equal(byWhen(/** @type {any} */ ({ facts: {}, windows: {} }), FACTS), null);
});

test("dates of a window are told with where they come from", () => {
  const dated = { ...WINDOW, start: "2026-05-10T08:30", end: "2026-05-30T17:00", until: "2026-06-30" };
  assert.deepEqual(told({ a: dated }), ["申请：2026年5月10日 08:30 起，2026年5月30日 17:00 止（北京时间）"]);
  assert.deepEqual(told({ a: { ...dated, start: null, authority: "mirror" } }), [
    "申请：2026年5月30日 17:00 止（北京时间，转载的日期，以官方通知为准）",
  ]);
});

test("a window that is over is not told, be it the only one", () => {
  const over = { ...WINDOW, end: "2026-05-19T08:59", until: "2026-05-19" };
  const round = { ...WINDOW, start: "2026-05-01T08:00", until: "2026-05-18" };
  assert.deepEqual(told({ over, round, open: WINDOW }), ["申请：日期还没有公布，以官方通知为准。"]);
  page("");
  const [note] = [byWhen(/** @type {any} */ ({ facts: {}, windows: { over } }), FACTS)];
  assert.match(note?.textContent ?? "", /已知的几轮都结束了/);
});

test("hours, days and what comes every year are told as pages tell them", () => {
  const daily = { start: "08:30", end: "17:00" };
  assert.deepEqual(told({ a: { ...WINDOW, end: "2026-05-19", daily, workdays: true } }), [
    "申请：2026年5月19日 止，每天 8:30–17:00，只在工作日（北京时间）",
  ]);
  assert.deepEqual(told({ a: { ...WINDOW, yearly: [{ start: "03-10", end: "03-16" }] } }), [
    "申请：2027年3月10日 起，2027年3月16日 止（北京时间，按每年的规定算出，以当次通知为准）",
  ]);
  // The hours of the last day are over.
  assert.deepEqual(told({ a: { ...WINDOW, end: "2026-05-19", daily } }, { now: "2026-05-19T17:01" }), []);
});

test("what has ended in a round that goes on is told so", () => {
  const closed = { ...WINDOW, end: "2026-05-10T17:00", until: "2026-06-30" };
  assert.deepEqual(told({ a: closed }), ["申请：这一轮的已经结束（2026年5月10日 17:00 止）。"]);
});

test("of rounds the one that runs is told, else the next", () => {
  /** @type {(since: string, until: string, end: string) => object} */
  const round = (since, until, end) => ({ cycle: since, title: "这一轮", since, until, end, authority: "official" });
  const first = round("2026-03-01", "2026-06-30", "2026-06-10");
  const next = round("2026-09-01", "2026-12-31", "2026-12-10");
  assert.deepEqual(told({ a: { ...WINDOW, rounds: [first, next] } }), ["申请：2026年6月10日 止（北京时间）"]);
  assert.deepEqual(told({ a: { ...WINDOW, rounds: [next] } }), ["申请：2026年12月10日 止（北京时间）"]);
});

test("where no date is known it says where to look", () => {
  assert.deepEqual(told({ a: { ...WINDOW, look_up: "看考试院网站。" } }), ["申请：日期还没有公布，怎么查：看考试院网站。"]);
});

test("what is the same for several windows is said once", () => {
  const unknown = { ...WINDOW, look_up: "看通知。" };
  assert.deepEqual(told({ a: unknown, b: { ...WINDOW, title: "缴费" }, c: { ...unknown, title: "领证" } }), [
    "申请、领证：日期还没有公布，怎么查：看通知。",
    "缴费：日期还没有公布，以官方通知为准。",
  ]);
});

test("the reader's own date goes before the rulebook's, unless it is the same", () => {
  const asked = { deadline: { type: "datetime", from_window: { window: "a", edge: "end" } } };
  const dated = { ...WINDOW, end: "2026-05-30T17:00" };
  assert.deepEqual(told({ a: dated }, { deadline: "2026-05-28T12:00" }, asked), ["申请：2026年5月28日 12:00 止（你填的）"]);
  assert.deepEqual(told({ a: dated }, { deadline: "2026-05-30T17:00" }, asked), ["申请：2026年5月30日 17:00 止（北京时间）"]);
  assert.deepEqual(told({ a: WINDOW }, { deadline: "none" }, asked), ["申请：日期还没有公布，以官方通知为准。"]);
});

test("on a guide it leads to the dates", () => {
  page('<h2 id="windows">受理时间</h2>');
  const note = byWhen(/** @type {any} */ ({ facts: {}, windows: { a: WINDOW } }), FACTS);
  assert.equal(note?.querySelector("a")?.getAttribute("href"), "#windows");
});
