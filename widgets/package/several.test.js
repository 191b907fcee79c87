import assert from "node:assert/strict";
import { test } from "node:test";
import "../testing/dom.js";
import { vectors } from "../testing/vectors.js";

const { Several } = await import("./several.js");

const rule = { severity: "must", exceptions: [], cites: [] };
const document = { ...vectors("package/findings").rules, rules: [] };
const AGAIN = { type: "boolean", label: "后面的包用同一个号" };
const together = {
  ...document,
  ...{ id: "any", kind: "together", title: "几个包" },
  facts: {
    numbers_missing: { type: "integer", label: "没有包的准考证号数" },
    missing_numbers: { type: "set", label: "没有包的准考证号", unit: "" },
    archives: { type: "list", label: "压缩包", items: { archive_number_again: AGAIN } },
  },
  rules: [
    { ...rule, id: "once", title: "一个号一个包", each: "archives", require: { is: { archive_number_again: false } }, if_no: "后面还有一个包是这个号。" },
    { ...rule, id: "each", title: "每个号都有包", require: { at_most: { numbers_missing: 0 } }, if_no: "缺 {missing_numbers}。" },
  ],
};
const address = (/** @type {object} */ entry) => `data:application/json,${encodeURIComponent(JSON.stringify({ line: [entry] }))}`;
const FORM = { pattern: "^(?:[0-9]{12})$", wanted: "12 位数字" };
const [ONE, TWO, THREE] = ["110100000001", "110100000002", "110100000003"];
const archive = (/** @type {string} */ name, /** @type {string | null} */ number) => ({ name, number, found: 1 });
/** @type {(several: any) => string[]} */
const listed = ({ root }) => [...root.querySelectorAll("ol > li > span")].map(({ textContent }) => textContent);
const heading = (/** @type {any} */ { root }) => root.querySelector(".zk-report h3").textContent;
/** @param {any} several @param {string} words */
const press = async (several, words) => {
  [...several.root.querySelectorAll("button")].find(({ textContent }) => textContent === words).click();
  await new Promise((resolve) => setTimeout(resolve, 5));
};

test("from the second archive on all are judged together; one of the same name takes its place, and one that is no use is taken out", async () => {
  const several = new Several(address({ document, together }), FORM);
  several.add(archive("a.zip", ONE));
  assert.match((await several.shown()).textContent, /接着选它的包来查/);
  several.add(archive("b.zip", ONE));
  await several.shown();
  assert.deepEqual(listed(several), ["a.zip 准考证号 ********0001", "b.zip 准考证号 ********0001"]);
  assert.equal(heading(several), "不符合");
  assert.match(several.root.textContent, /后面还有一个包是这个号。/);
  several.add(archive("a.zip", TWO));
  await several.shown();
  assert.deepEqual(listed(several), ["b.zip 准考证号 ********0001", "a.zip 准考证号 ********0002"]);
  assert.doesNotMatch(several.root.textContent, /后面还有一个包是这个号。/);
  await press(several, "拿掉");
  assert.match(several.root.textContent, /接着选它的包来查/);
});

test("all numbers are typed once, and tell which has no archive; one that is none is named, and nothing is made of it", async () => {
  const several = new Several(address({ document, together }), FORM);
  for (const [at, number] of [ONE, TWO].entries()) several.add(archive(`${at}.zip`, number ?? null));
  globalThis.document.body.append(await several.shown());
  assert.match(several.root.textContent, /没有列出全部旧准考证号/);
  several.numbers.value = `${ONE}\n${THREE}、１１０１ 00000002\n`;
  await press(several, "对一遍");
  assert.match(several.root.textContent, /缺 \*{8}0003。/);
  several.numbers.value = `${ONE}\n12`;
  await press(several, "对一遍");
  assert.equal(several.fault.textContent, "错误：第 2 个：准考证号要是 12 位数字，请照准考证核对");
  assert.equal(globalThis.document.activeElement, several.numbers);
  assert.match(several.root.textContent, /没有列出全部旧准考证号/);
});
