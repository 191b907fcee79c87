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
  wear(".zk-a { color: red; }");
  assert.equal(document.adoptedStyleSheets.length, length);
  wear(".zk-b { color: red; }");
  assert.equal(document.adoptedStyleSheets.length, length + 1);
  assert.ok(one.classList.contains("zk-element") && two.classList.contains("zk-element"));
});
