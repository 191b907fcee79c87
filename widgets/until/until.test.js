import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

await import("./until.js");

/** Draws an element at a moment in Beijing. @type {(attributes: string, now: string) => any} */
function at(attributes, now) {
  page("");
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date", "setInterval"], now: +new Date(`${now}:00+08:00`) });
  return page(`<section class="zg-window"><zikao-until ${attributes}>请对照今天的日期。</zikao-until></section>`).querySelector("zikao-until");
}

afterEach(() => {
  page("");
  mock.timers.reset();
});

test("official dates are told as they are", () => {
  const dates = 'start="2026-05-10T08:30" end="2026-05-30T17:00" standing="official"';
  assert.equal(at(dates, "2026-05-07T12:00").textContent, "还没开始，还有 3 天。");
  assert.equal(at(dates, "2026-05-10T08:30").textContent, "还剩 20 天。");
  assert.equal(at(dates, "2026-05-30T16:40").textContent, "还剩 20 分钟。");
});

test("other dates are told with a hedge", () => {
  assert.equal(at('end="2026-05-30T17:00"', "2026-05-30T12:00").textContent, "按转载的日期，还剩 5 小时。");
});

test("the last minute still counts, and the page is told when it has passed", () => {
  const made = at('end="2026-05-30T17:00" standing="official"', "2026-05-30T17:00");
  assert.equal(made.dataset.state, "open");
  mock.timers.tick(90e3);
  assert.equal(made.dataset.state, "over");
  assert.equal(made.textContent, "已经截止，日期只供参考；下一轮以新通知为准。");
  assert.ok(made.parentElement.classList.contains("zg-window--over"));
});

test("a round without an end lasts through its last day", () => {
  const round = 'start="2026-05-10T08:30" until="2026-06-30" standing="official"';
  assert.equal(at(round, "2026-06-30T23:59").textContent, "已经开始。");
  assert.equal(at(round, "2026-07-01T00:00").dataset.state, "over");
});

test("what has ended in a round that goes on is told so", () => {
  const round = 'end="2026-05-30T17:00" until="2026-06-30" standing="official"';
  const made = at(round, "2026-06-30T23:59");
  assert.equal(made.textContent, "这一轮的已经截止；下一轮以新通知为准。");
  assert.equal(made.dataset.state, "over");
  assert.equal(at(round, "2026-07-01T00:00").textContent, "已经截止，日期只供参考；下一轮以新通知为准。");
});

test("24:00 and a day alone end with that day", () => {
  for (const end of ["2026-05-30T24:00", "2026-05-30"]) {
    const dates = `end="${end}" standing="official"`;
    assert.equal(at(dates, "2026-05-27T12:00").textContent, "还剩 3 天。");
    assert.equal(at(dates, "2026-05-30T23:30").textContent, "还剩 29 分钟。");
    assert.equal(at(dates, "2026-05-30T23:59").dataset.state, "open");
    assert.equal(at(dates, "2026-05-31T00:00").dataset.state, "over");
  }
});

test("a day alone begins with that day", () => {
  const dates = 'start="2026-05-10" standing="official"';
  assert.equal(at(dates, "2026-05-09T22:00").textContent, "还没开始，还有 2 小时。");
  assert.equal(at(dates, "2026-05-10T00:00").textContent, "已经开始。");
});

test("taken off the page it no longer looks at the clock", () => {
  const made = at('end="2026-05-30T17:00" standing="official"', "2026-05-30T16:58");
  made.remove();
  mock.timers.tick(180e3);
  assert.equal(made.dataset.state, "open");
});
