import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { judge } = await import("../judge/judge.js");
const { knownFacts } = await import("../shared/known.js");
const { result } = await import("./result.js");

const CITE = { source: "notice", title: "样例通知", clause: "一", authority: "official", publisher: null, address: null, issued: "2026-01-01" };
const WINDOW = { title: "申请", start: null, end: "2026-05-30T17:00", until: "2026-06-30", authority: "official", look_up: null };
/** @type {(id: string, require: any, more?: object) => any} */
const rule = (id, require, more) => ({ id, title: id, severity: "must", require, exceptions: [], cites: [CITE], ...more });
const COMPILED = /** @type {any} */ ({
  province: "made",
  id: "any",
  city: null,
  title: "样例",
  stamp: { id: "made", version: "1.0.0", sha256: "0".repeat(64), reviewed_on: "2026-05-01" },
  facts: { courses: { type: "integer", ask: "几门？" }, average: { type: "number", ask: "平均几分？", unsure: "看成绩单。" } },
  tables: {},
  values: {},
  windows: { apply: WINDOW },
  elsewhere: [],
  unconcerned: [],
  by_eye: [],
  rules: [
    rule("courses", { at_least: { courses: 13 } }, { if_no: "合格的课程不够：{courses} 门。", mend: "考完其余课程再申请。" }),
    rule("average", { at_least: { average: 60 } }, { severity: "advice", if_no: "平均只有 {average} 分。", measured: "{average} 分" }),
  ],
});

/** @type {string[]} */
let led = [];
/** @type {(answers: Record<string, unknown>, next?: string | null, compiled?: any) => {report: any, section: HTMLElement}} */
function shown(answers, next = null, compiled = COMPILED) {
  page("");
  const facts = knownFacts(compiled, answers, new Date("2026-05-19T01:00:00Z"));
  led = [];
  return result(compiled, judge(compiled, facts), facts, [], next, document, (name) => led.push(name));
}

test("a failed condition stands first, with its mend and by when there is time for it", () => {
  const { report, section } = shown({ courses: 12, average: 70 });
  assert.equal(report.verdict, "fail");
  assert.equal(section.querySelector("h3")?.textContent, "现在还不符合");
  const failed = section.querySelector("[data-rule='made/any.courses']");
  assert.match(failed?.textContent ?? "", /必须合格的课程不够：12 门。.*怎么办：考完其余课程再申请。/);
  assert.match(section.querySelector(".zk-note")?.textContent ?? "", /最迟什么时候改好申请：2026年5月30日 17:00 止/);
  assert.equal(section.querySelector("details summary")?.textContent, "符合的（1）");
});

test("nobody is told to look up what can still be asked", () => {
  // Whoever skipped a question is not asked it again.
  const skipped = { ...COMPILED, facts: { ...COMPILED.facts, average: { ...COMPILED.facts.average, ask: "" } } };
  assert.equal(shown({ courses: 13 }, null, skipped).section.querySelector("details [data-outcome=unknown]"), null);
  assert.ok(shown({ courses: 13 }, "average").section.querySelector("details [data-outcome=unknown]"));
});

test("what breaks a limit does not read like it", () => {
  const { report } = shown({ courses: 13, average: 59.998 });
  const [{ sentence, measured }] = report.findings;
  assert.equal(sentence, "平均只有 59.998 分。");
  assert.equal(measured, "59.998 分");
});

test("what is only advised has no last day", () => {
  const { report, section } = shown({ courses: 13, average: 50 });
  assert.equal(report.verdict, "attention");
  assert.ok(section.querySelector("[data-outcome=no]"));
  assert.equal(section.querySelector(".zk-note"), null);
});

test("a case that is met says nothing of mending", () => {
  const { report, section } = shown({ courses: 13, average: 60 });
  assert.equal(report.verdict, "pass");
  assert.equal(section.querySelector(".zk-note"), null);
  assert.equal(section.querySelector(".zk-mend"), null);
});

/** @type {(within: any, words: string) => any} */
const button = (within, words) => [...within.querySelectorAll("button")].find(({ textContent }) => textContent === words);

test("what was skipped can be answered where it is missed, and what stands behind a finding is one tap away", () => {
  const { section } = shown({ courses: 13, average: null });
  const card = section.querySelector("[data-rule='made/any.average']");
  assert.match(card?.textContent ?? "", /到哪里查：看成绩单。/);
  button(card, "现在回答").click();
  assert.deepEqual(led, ["average"]);
  const basis = button(card, "依据");
  assert.equal(basis.getAttribute("aria-expanded"), "false");
  assert.match(basis.nextElementSibling.textContent, /《样例通知》一/);
  basis.click();
  assert.equal(basis.getAttribute("aria-expanded"), "true");
  assert.equal(button(shown({ courses: 13 }, "average").section, "现在回答"), undefined);
});

test("of what cannot be told yet, all that one place decides stands together", () => {
  const more = [1, 2].map((at) => rule(`more-${at}`, { at_least: { average: 60 + at } }, at > 1 ? { if_unknown: "先看学校的规定。" } : {}));
  const { section } = shown({ courses: 13, average: null }, null, { ...COMPILED, rules: [...COMPILED.rules, ...more] });
  const cards = [...section.querySelectorAll(".zk-finding[data-outcome=unknown]")];
  assert.equal(cards.length, 1);
  assert.match(cards[0]?.textContent ?? "", /到哪里查：看成绩单。这 3 条先要知道这个：/);
  assert.match(cards[0]?.querySelector("ul")?.textContent ?? "", /必须more-1.*必须more-2：先看学校的规定。/);
  button(cards[0]?.querySelector("[data-rule='made/any.more-2']"), "现在回答").click();
  assert.deepEqual(led, ["average"]);
});
