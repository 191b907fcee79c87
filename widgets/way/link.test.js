import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOut, portable, read, write } from "./link.js";

/** @type {(type: import("../shared/known.js").Fact["type"]) => import("../eligibility/fields.js").Ask} */
const ask = (type) => ({ ask: "？", type, takes: {} });
const ASKS = {
  level: ask("choice"),
  both: ask("boolean"),
  papers: ask("set"),
  courses: ask("integer"),
  average: ask("number"),
  issued: ask("date"),
  city: ask("text"),
};
const BOXES = { "": ["read", "apply"], "/materials": ["card"] };
const STATE = {
  answers: { level: "bachelor", both: false, papers: ["id_card", "ticket"], courses: 13, average: 59.5, issued: "2026-05-20" },
  skipped: ["city"],
  ticks: { "": ["apply"], "/materials": ["card"] },
};
/** @param {Record<string, any>} answers */
const all = (answers) => answers;
/** @param {string} fragment */
const taken = (fragment) => read(fragment, ASKS, BOXES, all);

test("what is written is read again", () => {
  const link = write("0.2.0", STATE, ASKS);
  assert.equal(
    link,
    "#Z=1&V=0.2.0&level=bachelor&both=0&papers=id_card.ticket&courses=13&average=59.5&issued=2026-05-20&S=city&T=apply&T/materials=card",
  );
  assert.deepEqual(taken(link), { version: "0.2.0", whole: true, state: STATE });
  assert.deepEqual(taken(link.replaceAll("=", "%3D")), taken(link), "chat programs may escape what they link");
});

test("no text and no long number goes into a link", () => {
  const answers = { city: "合肥", courses: 10112345678, average: -9999, unasked: "x" };
  assert.deepEqual(portable(answers, ASKS), { average: -9999 });
});

/** @type {Record<string, import("../eligibility/fields.js").Ask>} */
const LISTED = {
  courses: {
    ...ask("list"),
    items: { course: ask("text"), ground: ask("choice"), mark: ask("number"), on: ask("datetime"), papers: ask("set"), original: ask("boolean") },
  },
};

test("of the items of a list all but what was typed is written and read again", () => {
  const courses = [
    { course: "英语", ground: "certificate", mark: 71.5, on: "2025-12-01T16:30", papers: ["front", "back"], original: false },
    { course: "数学", mark: null },
    { papers: [] },
  ];
  const link = write("1", { answers: { courses }, skipped: [], ticks: {} }, LISTED);
  assert.equal(
    link,
    "#Z=1&V=1&courses=ground:certificate,mark:71.5,on:2025-12-01T16:30,papers:front.back,original:0;-;papers:",
  );
  const [{ course: _, ...first }, , third] = /** @type {any} */ (courses);
  const found = read(link, LISTED, {}, all);
  assert.deepEqual([found?.whole, found?.state.answers], [true, { courses: [first, {}, third] }]);
  assert.equal(leftOut({ courses }, LISTED), 1);
  assert.equal(leftOut({ courses: [first, { mark: null }] }, LISTED), 0);
  assert.equal(leftOut({ city: "合肥", average: 1 }, ASKS), 1);
});

test("a list without an item is an answer, and one that has another's fields is left out", () => {
  assert.deepEqual(read("#Z=1&V=1&courses=", LISTED, {}, all)?.state.answers, { courses: [] });
  for (const text of ["gone:1", "mark", "mark:x", "constructor:1", "mark:1;"]) {
    const found = read(`#Z=1&V=1&courses=${text}`, LISTED, {}, all);
    assert.deepEqual([found?.whole, found?.state.answers], [false, {}], text);
  }
});

test("an empty choice among several is an answer", () => {
  assert.deepEqual(taken("#Z=1&V=1&papers=")?.state.answers, { papers: [] });
});

test("what no list and no form here knows is left out, and that is told", () => {
  /** @type {[string, import("./link.js").State][]} */
  const cases = [
    ["gone=1", { answers: {}, skipped: [], ticks: {} }],
    ["both=2", { answers: {}, skipped: [], ticks: {} }],
    ["courses=1e3", { answers: {}, skipped: [], ticks: {} }],
    ["courses=12345", { answers: {}, skipped: [], ticks: {} }],
    ["city=合肥", { answers: {}, skipped: [], ticks: {} }],
    ["S=gone.level", { answers: {}, skipped: ["level"], ticks: {} }],
    ["T=gone.read", { answers: {}, skipped: [], ticks: { "": ["read"] } }],
  ];
  for (const [part, state] of cases) assert.deepEqual(taken(`#Z=1&V=1&${part}`), { version: "1", whole: false, state }, part);
});

test("answers that the schema does not take are left out, and that is told", () => {
  const found = read("#Z=1&V=1&level=master&both=1", ASKS, BOXES, ({ both }) => ({ both }));
  assert.deepEqual([found?.whole, found?.state.answers], [false, { both: true }]);
});

test("any other fragment, and one that was cut or grew, is none", () => {
  const bad = ["#windows", "#", "#Z=2&V=1", "#V=1&Z=1", "#Z=1", "#Z=1&V=", "#Z=1&V=1&level", "#Z=1&V=1&level=%E5%9", "#Z=1&V=1&=x"];
  for (const fragment of bad) assert.equal(taken(fragment), null, fragment);
  assert.equal(taken(`#Z=1&V=1&level=${"a".repeat(8000)}`), null);
});
