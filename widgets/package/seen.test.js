import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { joined } from "../formats/bytes.js";
import { judge } from "../judge/judge.js";
import { knownFacts } from "../shared/known.js";
import { found } from "../shared/to-report.js";
import "../testing/dom.js";
import { alike, files, vectors } from "../testing/vectors.js";
import { DEFAULT } from "./limits.js";
import { measure } from "./measuring.js";

const { wrongIn } = await import("../shared/files/judged.js");
const { seen } = await import("./seen.js");
afterEach(() => mock.restoreAll());

const NOBODY = { number: "", who: null, form: "[0-9]{12}" };
const { rules, now } = vectors("package/findings");
const FILES = files("package");
/** @param {string} label */
const file = (label, name = FILES.get(label)?.name ?? "a.zip") => new File([FILES.get(label)?.data ?? ""], name);

/** What is shown, one after the other. @param {File} chosen @param {any} [document] @param {any} [typed] */
async function shown(chosen, document = rules, typed = NOBODY, here = false) {
  mock.method(globalThis, "fetch", async () => new Response(JSON.stringify(document)));
  const told = [];
  // An address that no other test has asked for, as answers are kept.
  for await (const each of seen(chosen, `/${Math.random()}.json`, typed, () => here)) told.push(each?.textContent ?? null);
  mock.restoreAll();
  return told;
}

test("what is wrong with each archive is found and told as Python does, word for word and place for place", async () => {
  const made = new Map();
  for (const label of FILES.keys()) {
    const measured = await measure(file(label), FILES.get(label)?.name, { limits: { ...DEFAULT, pages: 0, seconds: 60 } });
    const wrong = wrongIn(rules, measured, new Date(now));
    assert.ok(wrong.every((each) => each.measured_on === "device"));
    const known = knownFacts(rules, measured.facts, new Date(now));
    const all = found(rules, judge(rules, known), known, measured.absent).findings;
    made.set(label, {
      wrong: wrong.map(({ id, sentence, measured: figures, count, regions }) => [id, sentence, figures, count, regions.map((each) => [each.entry, each.index, each.measured])]),
      unchecked: all.filter(({ outcome }) => outcome === "not checked").map(({ id }) => id),
    });
  }
  alike("package/findings", (label) => made.get(label));
  const rulesFound = new Set([...made.values()].flatMap(({ wrong }) => wrong.map((/** @type {string[]} */ [id]) => id)));
  assert.ok(rulesFound.size > 30, "every code of the table of bad archives, and more");
});

test("it is told before anything is sent, with its place, its clause and the mend", async () => {
  const [told] = await shown(file("02_gbk_nested_dir.zip"));
  assert.match(told ?? "", /还没有发送，先看到 1 个问题：.*这个文件放在了文件夹里。位置：材料\/01-身份证正面.jpg、.*怎么办：打开文件夹.*依据：.*从压缩包本身读出来的/);
  assert.match((await shown(file("60_jpg_renamed.zip")))[0] ?? "", /这是一张图片.*从文件本身读出来的/);
});

test("of a good archive the files are counted; of what is none nothing is said where its spec wants none", async () => {
  assert.deepEqual(await shown(file("00_good_utf8.zip")), ["里面有 3 个文件，名字和大小没有看出问题，都能解开。画面要发送以后才能检查。"]);
  assert.deepEqual(await shown(file("a picture"), { ...rules, rules: [] }), [null]);
});

test("where its pages are looked at on this device too, nothing is said of sending", async () => {
  const wrong = await shown(file("02_gbk_nested_dir.zip"), rules, NOBODY, true);
  const good = await shown(file("00_good_utf8.zip"), rules, NOBODY, true);
  const picture = await shown(file("60_jpg_renamed.zip"), rules, NOBODY, true);
  assert.match(wrong[0] ?? "", /^先看到 1 个问题：.*从压缩包本身读出来的；里面的画面要按下面的按钮以后才查，也在你的设备上。$/);
  assert.match(picture[0] ?? "", /^先看到 1 个问题：.*从文件本身读出来的；画面要按下面的按钮以后才查，也在你的设备上。$/);
  assert.deepEqual(good, ["里面有 3 个文件，名字和大小没有看出问题，都能解开。画面要按下面的按钮以后才查。"]);
});

test("names and sizes of a large archive are told before it is opened", async () => {
  const wrong = FILES.get("62_wrong_crc.zip")?.data ?? new Uint8Array();
  const [first, last] = await shown(new File([joined([new Uint8Array(5_000_000), wrong])], "a.zip"));
  assert.match(first ?? "", /先看到 1 个问题：.*前面夹带了/);
  assert.match(last ?? "", /先看到 2 个问题：.*已损坏.*位置：04.jpg.*前面夹带了/);
});

test("a name that the spec does not want is told with what was typed", async () => {
  const rule = { id: "file-name", title: "文件名", severity: "should", require: { is: { file_name_difference: "nothing" } }, if_no: "文件名不对。", exceptions: [], cites: [] };
  const fact = { type: "choice", label: "文件名和要求的不同", options: { nothing: "没有不同", person: "姓名和填的不一样" } };
  const named = { ...rules, file_name: "{name}.zip", facts: { ...rules.facts, file_name_difference: fact }, rules: [rule] };
  const whose = (/** @type {string} */ who) => shown(file("00_good_utf8.zip", "张三.zip"), named, { ...NOBODY, who });
  assert.match((await whose("李四"))[0] ?? "", /文件名不对。/);
  assert.match((await whose("张三"))[0] ?? "", /没有看出问题/);
});

test("a file that can no longer be read is told", async () => {
  const gone = file("00_good_utf8.zip");
  gone.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) });
  assert.deepEqual(await shown(gone), ["这个文件读不出来，请重新选一次。"]);
});
