import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HERE } from "../elements.mjs";
import { OTHERS, catalog } from "./plugin.mjs";
import { braces, lookedUp, translated } from "./translate.mjs";
import { HAN, words } from "./words.mjs";

/** @type {(code: string, catalog: Record<string, any>, name?: string) => string} */
const turned = (code, catalog, name = "a.js") => translated(code, name, (text, from) => lookedUp(catalog, text, from) ?? text);

/** @type {(code: string, catalog: Record<string, any>, ...values: any[]) => any} */
const run = (code, catalog, ...values) => new Function("a", "b", `return ${turned(code, catalog)};`)(...values);

/** Every module that a browser gets, by its name. */
const MODULES = readdirSync(HERE, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".js") && !path.endsWith(".test.js") && !/^(languages|testing)\//.test(path));

test("literals are turned; comments, expressions, keys and names stay", () => {
  const code = '// 甲\nx = { 甲: "甲", "甲": y.甲, ["甲"]: /甲/, b: `甲` };';
  const made = '// 甲\nx = { 甲: "A", "甲": y.甲, ["A"]: /甲/, b: "A" };';
  assert.equal(turned(code, { 甲: "A" }), made);
});

test("values of a template stand where the other language wants them, each asked once and in order", () => {
  /** @type {string[]} */
  const log = [];
  const said = { "{0}里的{1}": "{1} of {0}, {1}" };
  assert.equal(run("`${a}里的${b}`", said, "house", "door"), "door of house, door");
  const call = (/** @type {string} */ word) => (log.push(word), word);
  assert.equal(run("`${a('x')}里的${a('y')}`", said, call), "y of x, y");
  assert.deepEqual(log, ["x", "y"]);
});

test("templates within templates, with `this` and calls in them", () => {
  const catalog = { "共 {0}{1}": "{0} in all{1}", "，其中 {0} 步": ", {0} {0|step|steps} of these" };
  assert.equal(run("`共 ${a}${b ? `，其中 ${b} 步` : ''}`", catalog, 5, 1), "5 in all, 1 step of these");
  assert.equal(run("`共 ${a}${b ? `，其中 ${b} 步` : ''}`", catalog, 5, 0), "5 in all");
  const code = "({ n: 2, say() { return `共 ${this.n}${`，其中 ${[this.n][0]} 步`}`; } }).say()";
  assert.equal(run(code, catalog), "2 in all, 2 steps of these");
});

test("one and many, and names of months", () => {
  const days = { "{0} 天": "{0} {0|day|days}" };
  assert.deepEqual([0, 1, 2].map((n) => run("`${a} 天`", days, n)), ["0 days", "1 day", "2 days"]);
  assert.equal(run("`${+a} 天`", days, "1"), "1 day");
  assert.equal(run("`${a}月${+b}日`", { "{0}月{1}日": "{1} {0:month}" }, "05", "09"), "9 May");
});

test("what ends a literal or begins an expression is written so that it does not", () => {
  for (const nasty of ['`"\\', "${a}", "'\n\u2028", "$", "{x}"]) {
    assert.equal(run('"甲"', { 甲: nasty }), nasty);
    assert.equal(run("`${a}甲`", { "{0}甲": `{0}${nasty}` }, 1), `1${nasty}`);
  }
  assert.equal(run('"甲\\n"', { "甲\n": "A\n" }), "A\n");
});

test("one word may be two, by the module", () => {
  const catalog = { 开始: { "": "Start", "way/dates.js": "opens" } };
  assert.equal(turned('"开始"', catalog, "way/dates.js"), '"opens"');
  assert.equal(turned('"开始"', catalog, "way/way.js"), '"Start"');
});

test("words that something is compared with are refused; marks alone belong to the text", () => {
  for (const code of ['if (a === "步") b()', 'switch (a) { case "步": }', 'a.startsWith("步")', "tag`步`"]) {
    assert.throws(() => words(`\n${code}`, "way/case.js"), /widgets\/way\/case\.js:2: .*步/);
  }
  assert.equal(turned('a[0] === "《" ? a.split("：") : "、"', { "《": "<", "：": ":", "、": ", " }), 'a[0] === "《" ? a.split("：") : ", "');
});

test("a hole that is not understood is refused", () => {
  assert.throws(() => run("`${a} 天`", { "{0} 天": "{0} {0|day {0}|days}" }), /not understood/);
  assert.throws(() => run("`${a} 天`", { "{0} 天": "{0:weekday}" }), /not understood/);
});

for (const language of OTHERS) {
  test(`${language} has each sentence of the elements, with all that stands in braces, and none besides`, () => {
    const all = catalog(language);
    const used = new Set();
    for (const name of MODULES) {
      for (const { text } of words(readFileSync(join(HERE, name), "utf8"), name)) {
        used.add(text);
        const found = lookedUp(all, text, name);
        assert.notEqual(found, undefined, `languages/${language}.json: not there, of widgets/${name}: ${text}`);
        assert.deepEqual(braces(found ?? ""), braces(text), `languages/${language}.json: other braces than ${text}`);
        // What is named to a portal keeps its name: then it is the same in both.
        if (language === "en") assert.ok(found === text || !HAN.test(found ?? ""), `languages/en.json: Chinese in ${found}`);
      }
    }
    const unused = Object.keys(all).filter((text) => !used.has(text));
    assert.deepEqual(unused, [], `languages/${language}.json: said nowhere`);
  });
}

test("of a word that is two, each module that is named says it", () => {
  for (const [text, entry] of Object.entries(catalog("en"))) {
    for (const name of typeof entry === "object" ? Object.keys(entry).filter(Boolean) : []) {
      assert.ok(words(readFileSync(join(HERE, name), "utf8"), name).some((each) => each.text === text), `${name}: ${text}`);
    }
  }
});
