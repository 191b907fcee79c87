import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { Given } = await import("./given.js");

const KEY = "zikao:answers:made/any";
const ASKS = /** @type {any} */ ({
  here: { ask: "在本省吗？", type: "boolean", takes: { type: ["boolean", "null"] } },
  level: { ask: "哪个层次？", type: "choice", takes: { enum: ["college", "bachelor", null] } },
  courses: { ask: "几门？", type: "integer", takes: { type: ["integer", "null"], minimum: 0 } },
});

/** As one tab has it. @param {string} [version] */
function tab(version = "1.0.0") {
  const given = new Given(KEY, version, ASKS);
  given.load();
  return given;
}

test("answers are kept in the order in which they were given, and a changed one keeps its place", () => {
  page("");
  const given = tab();
  given.give({ level: "college" });
  given.give({ here: null });
  given.give({ courses: 3 });
  given.give({ level: "bachelor" });
  const again = tab();
  assert.deepEqual(again.order, ["level", "here", "courses"]);
  assert.deepEqual(again.answers, { level: "bachelor", courses: 3 });
  assert.deepEqual(again.skipped, ["here"]);
});

test("what another tab gave meanwhile is not lost", () => {
  page("");
  const [one, other] = [tab(), tab()];
  one.give({ here: true });
  other.give({ level: "college" });
  assert.deepEqual(other.answers, { here: true, level: "college" });
  one.give({ here: undefined });
  assert.deepEqual(tab().answers, { level: "college" });
});

test("another tab that changes something is heard", () => {
  page("");
  const [one, other] = [tab(), tab()];
  let heard = 0;
  other.watch(() => (heard += 1));
  one.give({ here: true });
  for (const key of [KEY, "zikao:answers:made/other", null]) {
    window.dispatchEvent(Object.assign(new Event("storage"), { key }));
  }
  assert.equal(heard, 2);
  assert.deepEqual(other.answers, { here: true });
});

test("nothing is left behind by whoever takes everything back", () => {
  page("");
  const given = tab();
  given.give({ here: true, level: null });
  given.give({ here: undefined, level: undefined });
  assert.equal(localStorage.getItem(KEY), null);
});

test("answers to another version are let go, and so are names that nobody asks", () => {
  page("");
  tab("0.9.0").give({ here: true });
  const given = new Given(KEY, "1.0.0", ASKS);
  assert.equal(given.load(), true);
  assert.deepEqual(given.order, []);
  given.take({ answers: { here: true, level: "master", constructor: 1 }, skipped: ["courses", "toString", "here"] });
  assert.deepEqual(given.held, { version: "1.0.0", answers: { here: true }, skipped: ["courses"], order: ["here", "courses"] });
});

test("a form kept before the order was is still read", () => {
  page("");
  localStorage.setItem(KEY, JSON.stringify({ version: "1.0.0", answers: { level: "college" }, skipped: ["here"] }));
  assert.deepEqual(tab().order, ["level", "here"]);
});
