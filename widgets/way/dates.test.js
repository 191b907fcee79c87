import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

const { coming, dates } = await import("./dates.js");

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: +new Date("2026-05-19T09:00:00+08:00") }));
afterEach(() => mock.timers.reset());

const COMPILED = {
  facts: {
    deadline: { type: "datetime", from_window: { window: "apply", edge: "end" } },
    opening: { type: "datetime", from_window: { window: "apply", edge: "start" } },
    last_day: { type: "date", from_window: { window: "apply", edge: "end" } },
    level: { type: "choice" },
  },
  windows: { apply: { title: "申请" } },
};

/** @type {(answers: Record<string, unknown>, duties?: any[]) => string[] | null} */
function lines(answers, duties = []) {
  page("");
  const form = /** @type {any} */ ({ compiled: COMPILED, talk: { held: () => ({ answers }) } });
  const list = dates(form, /** @type {any} */ ({ duties }));
  return list && [...list.children].map((item) => item.textContent ?? "");
}

test("without a form or a date there is no list", () => {
  assert.equal(dates(null, null), null);
  assert.equal(lines({ level: "college" }), null);
});

test("moments that the reader filled in are counted down to, the next one first", () => {
  assert.deepEqual(lines({ deadline: "2026-05-21T16:30", opening: "2026-05-18T08:00" }), [
    "已经过了 · 2026年5月18日 08:00（北京时间） · 申请开始（你填的）",
    "还剩 2 天 · 2026年5月21日 16:30（北京时间） · 申请截止（你填的）",
  ]);
});

test("a day without a time of day cannot be counted down to, nor can none", () => {
  assert.equal(lines({ last_day: "2026-05-21", deadline: "none" }), null);
});

test("duties count until the end of their last day, unless they are done or undated", () => {
  const duties = [
    { due: "2026-06-30", todo: "核验学历", state: "pending" },
    { due: "2026-06-30", todo: "交费", state: "done" },
    { due: null, todo: "等通知", state: "open" },
  ];
  assert.deepEqual(lines({}, duties), ["还剩 42 天 · 2026年6月30日 当天为止（北京时间） · 核验学历"]);
});

test("the nearest date ahead is an official one, be it a day or of every year", () => {
  /** @type {(...windows: object[]) => any} */
  const next = (...windows) => {
    const compiled = { facts: {}, windows: windows.map((window) => ({ title: "交材料", authority: "official", ...window })) };
    return coming(/** @type {any} */ ({ compiled, talk: { held: () => ({ answers: {} }) } }), null);
  };
  assert.deepEqual(next({ end: "2026-05-19" }), { at: "2026-05-19T24:00", what: "交材料截止" });
  assert.deepEqual(next({ end: "2026-05-19", daily: { start: "08:00", end: "08:30" } }), null);
  assert.deepEqual(next({ yearly: [{ end: "08-15" }] }), { at: "2026-08-15T24:00", what: "交材料截止（按每年的规定）" });
  assert.equal(next({ end: "2026-05-20", authority: "mirror" }), null);
});
