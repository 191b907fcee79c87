import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

Object.assign(globalThis, { INNER: "-made" });
const { make } = await import("./until.js");

const FIRST = { cycle: "2026h1", title: "2026 年上半年", since: "2026-01-01", until: "2026-06-30", authority: "mirror" };
const WINDOWS = {
  apply: { title: "申请", authority: "mirror", rounds: [{ ...FIRST, start: "2026-02-24T08:30", end: "2026-02-26T16:30" }] },
  ask: { title: "咨询", authority: "official", look_up: "看通知", rounds: [{ ...FIRST, end: "2026-03-03T24:00" }] },
  pay: { title: "缴费", authority: "official" },
};

beforeEach(() => {
  mock.timers.enable({ apis: ["Date", "setInterval"], now: +new Date("2026-11-30T12:00:00+08:00") });
  mock.method(globalThis, "fetch", async () => Response.json({ format: 1, windows: WINDOWS }));
});
afterEach(() => {
  page("");
  mock.reset();
  mock.timers.reset();
});

/** @param {string} attributes @returns {Promise<any>} */
async function made(attributes) {
  const host = /** @type {any} */ (page(`<div province="zhejiang" procedure="demo" ${attributes}></div>`).firstElementChild);
  return make(Object.assign(host, { base: "https://guide.example/", language: "zh-CN" }));
}

test("of rounds that are all over nobody is told that they are still to come", async () => {
  assert.equal((await made('window="apply"')).textContent, "已知的几轮都结束了；下一轮的日期以新通知为准。");
});

test("without a date it is said where one finds out, or whose word counts", async () => {
  assert.equal((await made('window="ask"')).textContent, "日期还没有公布，怎么查：看通知。");
  assert.equal((await made('window="pay"')).textContent, "日期还没有公布，以官方通知为准。");
  assert.equal((await made("")).textContent, "日期还没有公布，以官方通知为准。");
});

test("a tag from when each round was a window of its own still has the dates of its round", async () => {
  const element = await made('window="apply-2026h1"');
  assert.deepEqual(
    ["start", "end", "until", "standing"].map((name) => element.getAttribute(name)),
    ["2026-02-24T08:30", "2026-02-26T16:30", "2026-06-30", "mirror"],
  );
});

test("a window that there is not is a fault", async () => {
  await assert.rejects(made('window="apply-2020h1"'), /no window apply-2020h1 .*: apply, ask, pay/);
});
