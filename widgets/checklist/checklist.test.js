import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

await import("./checklist.js");

const BOXES = `<ol>
<li><label><input type="checkbox" data-step="read"> 看通知</label></li>
<li><label><input type="checkbox" id="apply"> 提交申请</label></li></ol>`;
const KEY = "zikao:checklist:made/all-kinds";

/** @param {string} attributes */
const list = (attributes) => /** @type {any} */ (page(`<zikao-checklist ${attributes}>${BOXES}</zikao-checklist>`).firstChild);

/** Draws it anew, as after a reload. @type {(attributes: string, saved: unknown) => any} */
function again(attributes, saved) {
  page("");
  localStorage.setItem(KEY, JSON.stringify(saved));
  const made = document.createElement("zikao-checklist");
  for (const [, name = "", value = ""] of attributes.matchAll(/(\w+)="([^"]*)"/g)) made.setAttribute(name, value);
  made.innerHTML = BOXES;
  document.body.append(made);
  return made;
}

/** @type {(element: any, name: string) => void} */
function tick(element, name) {
  const box = [...element.querySelectorAll("input")].find((each) => (each.dataset.step ?? each.id) === name);
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

test("ticks are counted, told and kept", () => {
  const made = list('guide="made/all-kinds" version="1.0.0"');
  /** @type {unknown[]} */
  const told = [];
  made.addEventListener("zikao-progress", (/** @type {CustomEvent} */ { detail }) => told.push(detail));
  tick(made, "apply");
  assert.deepEqual(made.done, ["apply"]);
  assert.deepEqual(told, [{ done: 1, total: 2 }]);
  assert.equal(made.querySelector("[role=status]").textContent, "已完成 1 / 2 项");
  assert.deepEqual(JSON.parse(localStorage.getItem(KEY) ?? ""), { version: "1.0.0", done: ["apply"] });
  tick(made, "read");
  assert.equal(made.querySelector("[role=status]").textContent, "全部 2 项已完成");
});

test("ticks outlive a new version, and the reader is told to look again", () => {
  const made = again('guide="made/all-kinds" version="1.1.0"', { version: "1.0.0", done: ["read", "gone"] });
  assert.deepEqual(made.done, ["read"]);
  assert.match(made.querySelector(".zk-note").textContent, /指南已更新到 1\.1\.0/);
});

test("what another tab ticked meanwhile stays", () => {
  const attributes = 'guide="made/all-kinds" version="1.0.0"';
  const made = list(attributes);
  localStorage.setItem(KEY, JSON.stringify({ version: "1.0.0", done: ["read"] }));
  tick(made, "apply");
  assert.deepEqual(made.done, ["read", "apply"]);
  assert.deepEqual(JSON.parse(localStorage.getItem(KEY) ?? "").done, ["read", "apply"]);
  tick(made, "read");
  localStorage.setItem(KEY, JSON.stringify({ version: "1.0.0", done: ["read", "apply"] }));
  window.dispatchEvent(Object.assign(new Event("storage"), { key: KEY }));
  assert.deepEqual(made.done, ["read", "apply"]);
});

test("starting over can be undone", () => {
  const made = again('guide="made/all-kinds" version="1.0.0"', { version: "1.0.0", done: ["read"] });
  made.startOver();
  assert.equal(localStorage.getItem(KEY), null);
  made.querySelector(".zk-note button").click();
  assert.deepEqual(made.done, ["read"]);
});

test("what does not apply is not counted", () => {
  const made = list('guide="made/all-kinds"');
  made.querySelector("li").setAttribute("data-off", "");
  made.show();
  assert.equal(made.querySelector("[role=status]").textContent, "已完成 0 / 1 项");
});

test("without a guide the page's path is its name", () => {
  assert.equal(list("").key, "zikao:checklist:/anhui/graduation/");
});
