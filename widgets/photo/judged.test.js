import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { judge } from "../judge/judge.js";
import { knownFacts } from "../shared/known.js";
import { found } from "../shared/to-report.js";
import "../testing/dom.js";
import { alike, files, vectors } from "../testing/vectors.js";
import { measureFile } from "./file.js";
import * as LIMITS from "./limits.js";

const { judged } = await import("./judged.js");
const { wrongIn } = await import("../shared/files/judged.js");
afterEach(() => mock.restoreAll());

const NOBODY = { number: "", who: null, form: "[0-9]{12}" };
const { rules, now } = vectors("photo/findings");
const FILES = files("photo");
/** @param {string} label */
const measured = (label) => measureFile(FILES.get(label)?.data ?? new Uint8Array(), FILES.get(label)?.name);
/** @param {string} label */
const file = (label, bytes = FILES.get(label)?.data ?? new Uint8Array()) => new File([bytes], FILES.get(label)?.name ?? "");

test("what is wrong with each file is found and told as Python does, word for word, and no more is left unchecked", () =>
  alike("photo/findings", (label) => {
    const { facts, absent } = measured(label);
    const wrong = wrongIn(rules, { facts, absent }, new Date(now));
    assert.ok(wrong.every((each) => each.measured_on === "device"));
    const known = knownFacts(rules, facts, new Date(now));
    const all = found(rules, judge(rules, known), known, absent).findings;
    return {
      wrong: wrong.map(({ id, sentence, measured, mend }) => [id, sentence, measured, mend]),
      unchecked: all.filter(({ outcome }) => outcome === "not checked").map(({ id }) => id),
    };
  }));

test("it is told before anything is sent, with its figures, its clause and the mend", async () => {
  const asked = mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(rules)));
  const told = await judged(file("quality 75"), "/data/anhui/photos/graduation.json", NOBODY);
  const text = told?.textContent ?? "";
  assert.match(text, /还没有发送，先看到 \d+ 个问题/);
  assert.match(text, /实际：宽 24，高 32 像素（你的设备读到的）；要求：/);
  assert.match(text, /怎么办：.*依据：/);
  assert.deepEqual(asked.mock.calls.map(({ arguments: given }) => given[0]), ["/data/anhui/photos/graduation.json"]);
});

test("a name that the spec does not want is told with what was typed, before anything is sent", async () => {
  const rule = { id: "file-name", title: "文件名", severity: "should", require: { is: { file_name_difference: "nothing" } }, if_no: "文件名不对。", measured: "{file_name_difference}", exceptions: [], cites: [] };
  const fact = { type: "choice", label: "文件名和要求的不同", options: { nothing: "没有不同", person: "姓名和填的不一样" } };
  const named = { ...rules, file_name: "{name}.jpg", facts: { ...rules.facts, file_name_difference: fact }, rules: [rule] };
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(named)));
  const whose = (/** @type {string} */ who) => judged(new File([FILES.get("plain")?.data ?? ""], "张三.jpg"), `/${who}.json`, { ...NOBODY, who });
  assert.match((await whose("李四"))?.textContent ?? "", /文件名不对。.*姓名和填的不一样/);
  assert.equal(await whose("张三"), null);
});

test("of a file that is empty or larger than is looked at nothing is told, and no rules are fetched", async () => {
  mock.method(globalThis, "fetch", () => assert.fail("asked"));
  assert.equal(await judged(file("empty"), "/a.json", NOBODY), null);
  assert.equal(await judged(file("plain", new Uint8Array(LIMITS.BYTES + 1)), "/a.json", NOBODY), null);
});
