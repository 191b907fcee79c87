import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

await import("../checklist/checklist.js");
const { Rows } = await import("./rows.js");

const LIST = `
<zikao-checklist guide="made/all-kinds">
<h3>准备</h3>
<ol><li id="verify" data-when='{"is": {"level": "bachelor"}}'><label><input type="checkbox" data-step="verify"> 核验学历</label>
<p class="zg-when">「哪个层次？」是“本科”</p></li></ol>
<h3>办理</h3>
<ol><li id="apply"><label><input type="checkbox" data-step="apply"> 提交申请</label>
<p data-after>先完成：<a href="#verify">第 1 步</a></p></li></ol>
</zikao-checklist>`;

/**
 * A form whose one condition has a truth.
 *
 * @param {boolean | string[]} truth
 */
const form = (truth) =>
  /** @type {any} */ ({
    asks: { level: { ask: "哪个层次？", type: "choice", takes: {} } },
    talk: { holds: () => truth, says: () => "专科", goTo() {} },
  });

/** @type {(truth: boolean | string[] | null, all?: boolean) => {rows: any, tally: any, at: (selector: string) => any}} */
function sift(truth, all = false) {
  const body = page(LIST);
  const rows = new Rows(/** @type {any} */ (body.querySelector("zikao-checklist")));
  const redo = () => rows.sift(truth === null ? null : form(truth), all, redo, document.createElement("button"));
  return { rows, tally: redo(), at: (selector) => body.querySelector(selector) };
}

test("with nothing answered all stands as the page wrote it", () => {
  const { tally, at } = sift(null);
  assert.deepEqual(tally, { total: 2, mine: 2, maybe: 0 });
  assert.equal(at("#verify").hidden, false);
  assert.equal(at(".zg-when").hidden, false);
  assert.equal(at(".zk-folded"), null);
});

test("what does not apply is folded away with its reason, its heading and what names it goes with it", () => {
  const { tally, at } = sift(false);
  assert.deepEqual(tally, { total: 2, mine: 1, maybe: 0 });
  assert.equal(at("#verify").hidden, true);
  assert.equal(at("h3").hidden, true);
  assert.equal(at("[data-after]").hidden, true);
  assert.equal(at(".zk-folded summary").textContent, "按你的回答不用办的 1 步");
  assert.match(at(".zk-folded li").textContent, /核验学历不用办：你选了“专科”（哪个层次？）。/);
  assert.equal(at(".zk-sifted").textContent, "按你的回答：共 2 步中的 1 步");
});

test("what is folded away can be looked at all the same", () => {
  const { at } = sift(false);
  at(".zk-folded button").click();
  assert.equal(at("#verify").hidden, false);
  assert.equal(at(".zk-folded"), null);
});

test("shown whole, what does not apply is marked, not hidden", () => {
  const { at } = sift(false, true);
  assert.equal(at("#verify").hidden, false);
  assert.ok(at("#verify").hasAttribute("data-off"));
  assert.equal(at(".zk-sifted").textContent, "全部 2 步，其中 1 步要办");
});

test("what applies says why instead of the condition", () => {
  const { at } = sift(true);
  assert.equal(at(".zg-when").hidden, true);
  assert.equal(at(".zk-because").textContent, "因为你选了“专科”（哪个层次？）。");
});

test("what may apply asks for the missing answer", () => {
  const { tally, at } = sift(["level"]);
  assert.equal(tally.maybe, 1);
  assert.equal(at(".zg-when").hidden, false);
  assert.equal(at(".zk-because b").textContent, "可能适用");
  assert.equal(at(".zk-because button").getAttribute("aria-label"), "回答这一题：哪个层次？");
});

test("papers are counted as papers", () => {
  const body = page(LIST.replace("made/all-kinds", "made/all-kinds/materials"));
  assert.equal(new Rows(/** @type {any} */ (body.querySelector("zikao-checklist"))).sifted(6, 4), "共 6 样材料中的 4 样");
});
