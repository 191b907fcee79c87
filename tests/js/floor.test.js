import assert from "node:assert/strict";
import { test } from "node:test";
import { ALWAYS, SYNTAX } from "../../scripts/floor.mjs";
import { tooNew as inScript } from "./floor/script.mjs";
import { tooNew as inSheet } from "./floor/sheet.mjs";

/** @param {string} code */
const script = (code, year = SYNTAX) => inScript(code, year).map(({ what }) => what);
/** @param {string} css */
const sheet = (css) => inSheet(css).map(({ what }) => what);

test("members that the floor lacks are named, of what they belong to where that is written", () => {
  assert.deepEqual(script("Object.hasOwn(a, b)"), ["Object.hasOwn"]);
  assert.deepEqual(script("list.at(-1)"), [".at()"]);
  assert.deepEqual(script("structuredClone(box.inert)"), ["structuredClone", ".inert"]);
  assert.deepEqual(script("list['findLast'](Boolean)"), [".findLast()"]);
  assert.deepEqual(script("AbortSignal.timeout(5)"), ["AbortSignal.timeout"]);
  assert.deepEqual(script("crypto.randomUUID()"), ["crypto.randomUUID"]);
});

test("what the floor has is not named, nor what somebody declares", () => {
  assert.deepEqual(script("box.replaceChildren(); Object.fromEntries(a); a?.b ?? c; list.flatMap(f)"), []);
  assert.deepEqual(script("const structuredClone = (a) => a; structuredClone(1)"), []);
  assert.deepEqual(script("drawing.filter = 'none'"), [], "shares its name with Array.prototype.filter");
});

test("what a script makes itself is not looked for in the browser, a call of a mere field is", () => {
  assert.deepEqual(script("const talk = { take: () => 1 }; talk.take(); class A { show() {} } new A().show()"), []);
  assert.deepEqual(script("const said = { at: 1 }; f(said.at)"), []);
  assert.deepEqual(script("class A { b() { this.drop = 1; f(this, 'popover', 2); return a.drop + a.popover } }"), []);
  assert.deepEqual(script("const said = { at: 1 }; list.at(said.at)"), [".at()"]);
});

test("syntax is held to a year of the language", () => {
  assert.match(script("a ??= b")[0] ?? "", /^syntax after 2020/);
  assert.match(script("class A { b = 1 }")[0] ?? "", /^syntax after 2020/);
  assert.match(script("a?.b", ALWAYS)[0] ?? "", /^syntax after 2017/);
  assert.match(script("try { a() } catch {}", ALWAYS)[0] ?? "", /^syntax after 2017/);
  assert.deepEqual(script("const f = async () => { await a; }", ALWAYS), []);
});

test("selectors, rules, properties, values and functions that the floor lacks are named", () => {
  assert.deepEqual(sheet("a:is(.b, .c) > d { color: red }"), [":is"]);
  assert.deepEqual(sheet("@media print { a, b:not(:has(c)) { color: red } }"), [":has in a list with others"]);
  assert.deepEqual(sheet("b:not(:has(c)) { color: red }"), [":has"]);
  assert.deepEqual(sheet("@layer base { a { color: red } }"), ["@layer"]);
  assert.deepEqual(sheet("a { inset: 0; height: 100dvh; color: color-mix(in srgb, red, blue) }"), ["inset", "dvh", "color-mix()"]);
  assert.deepEqual(sheet("a { b & { color: red } }"), ["nesting"]);
  assert.deepEqual(sheet("@media (width >= 40em) { a { color: red } }"), ["@media <"]);
});

test("what is written with a prefix too is not named", () => {
  assert.deepEqual(sheet("a { -webkit-appearance: none; appearance: none; width: -moz-fit-content; width: fit-content }"), []);
  assert.ok(sheet("a { appearance: none; width: fit-content }").length >= 2);
});

test("old ones are not, nor what a condition asks for first", () => {
  assert.deepEqual(sheet("a:not(.b)::before { clip-path: inset(50%); margin: min(1px, 2px) calc(1px + 1em) }"), []);
  assert.deepEqual(sheet("@supports (inset: 0) { a { inset: 0 } }"), []);
});
