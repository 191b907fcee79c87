import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../../testing/dom.js";

Object.assign(globalThis, { INNER: "-made" });
const { make } = await import("./checklist.js");
const { make: makeWay } = await import("./way.js");

/** @type {(html: string, has?: Record<string, unknown>) => any} */
function host(html, has = {}) {
  const element = /** @type {any} */ (page(html.replace(/<(\/?)zikao-\w+/g, "<$1div")).firstElementChild);
  element.attachShadow({ mode: "open" });
  return Object.assign(element, { base: "https://guide.example/sub/", language: "zh-CN", heading: "", ...has });
}

const OWN = `<ol><li><label><input type="checkbox" data-step="read"> 看公告</label></li></ol><style>li { float: left; }</style>`;

test("a list of the page's own is copied without what acts, and stays what it was", () => {
  const element = host(`<zikao-checklist province="anhui" procedure="graduation" list="materials">${OWN}</zikao-checklist>`, { heading: "准备" });
  const made = /** @type {any} */ (make(element));
  element.inner = made;
  element.shadowRoot.append(made);
  assert.equal(made.localName, "zikao-checklist-made");
  assert.equal(made.key, "zikao:checklist:anhui/graduation/materials");
  assert.equal(made.querySelector("style"), null);
  assert.deepEqual([...made.children].map(({ localName }) => localName), ["h3", "div", "ol"]);
  made.querySelector("input").click();
  assert.deepEqual(element.done, ["read"]);
  assert.equal(element.querySelector("input").checked, false);
  assert.ok(element.querySelector("style"));
});

test("without one it is drawn, from our address in its language, and what stands there is shown meanwhile", () => {
  const html = '<zikao-checklist province="anhui" procedure="graduation" city="luan" list="steps">指南</zikao-checklist>';
  const made = make(host(html, { language: "zh-TW", heading: "怎么办" }));
  assert.equal(made.getAttribute("document"), "https://guide.example/sub/zh-TW/data/anhui/cities/luan/graduation.list.json");
  assert.equal(made.getAttribute("title"), "怎么办");
  assert.equal(made.getAttribute("list"), "steps");
  assert.equal(made.innerHTML, "<slot></slot>");
});

test("attributes of older pages are enough", () => {
  const made = make(host('<zikao-checklist guide="anhui/graduation/materials"></zikao-checklist>'));
  assert.equal(made.getAttribute("document"), "https://guide.example/sub/data/anhui/graduation.list.json");
  assert.equal(made.getAttribute("list"), "materials");
  const way = makeWay(host('<zikao-way guide="anhui/graduation" version="0.4.0"></zikao-way>'));
  assert.equal(way.getAttribute("page"), "https://guide.example/sub/anhui/graduation/");
});
