import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

const { dress, wear } = await import("./style.js");

test("each sheet is put on the page once, and the element is marked as one of ours", () => {
  const [one, two] = [document.createElement("div"), document.createElement("div")];
  page("").append(one, two);
  dress(one, ".zk-a { color: red; }");
  const { length } = document.adoptedStyleSheets;
  dress(two, ".zk-a { color: red; }");
  wear(document, ".zk-a { color: red; }");
  assert.equal(document.adoptedStyleSheets.length, length);
  wear(two, ".zk-b { color: red; }");
  assert.equal(document.adoptedStyleSheets.length, length + 1);
  assert.ok(one.classList.contains("zk-element") && two.classList.contains("zk-element"));
});

test("a browser that makes no sheets gets the rules in the last sheet of the page that may be written into", (context) => {
  /** @type {string[]} */
  const rules = ["a {}"];
  const foreign = {
    media: { mediaText: "" },
    get cssRules() {
      throw new Error("SecurityError");
    },
    insertRule: () => assert.fail("it has rules that cannot be counted"),
  };
  const sheets = [
    { media: { mediaText: "" }, cssRules: rules, insertRule: (/** @type {string} */ rule, /** @type {number} */ at) => rules.splice(at, 0, rule) },
    { media: { mediaText: "print" }, cssRules: [], insertRule: () => assert.fail("it is for paper") },
    foreign,
  ];
  const { CSSStyleSheet: own } = globalThis;
  Object.defineProperty(document, "styleSheets", { value: sheets, configurable: true });
  globalThis.CSSStyleSheet = /** @type {any} */ (undefined);
  context.after(() => (globalThis.CSSStyleSheet = own));
  wear(document, ".zk-c { color: red; }", ".zk-c { color: red; }");
  assert.deepEqual(rules, ["a {}", "@media all{.zk-c { color: red; }}"]);

  const warn = context.mock.method(console, "warn", () => {});
  sheets.splice(0, 2);
  wear(document, ".zk-d { color: red; }");
  assert.equal(warn.mock.callCount(), 1);
});
