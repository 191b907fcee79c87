import assert from "node:assert/strict";
import { test } from "node:test";
import { REASONS } from "./reasons.js";
import { reworded } from "./reworded.js";
import { NOTICE } from "./words.js";

/** @type {(outcome: string) => any} */
const found = (outcome) => ({ id: outcome, outcome, severity: "must", sentence: "照片文件太大。" });
/** What a server says in words of its own. @type {any} */
const REPORT = {
  verdict: "fail",
  heading: "FAIL",
  summary: "COUNTS",
  notice: "LAW",
  findings: [found("no"), found("yes"), found("yes"), found("not checked")],
  duties: [],
  by_eye: [{}, {}],
  unconcerned: null,
};

test("outcome, counts and notice are the bundle's words; findings and all else stay", () => {
  const made = reworded(REPORT);
  assert.equal(made.heading, "不符合");
  assert.equal(made.summary, "已核对 3 项：2 项符合，1 项不符合；1 项没有检查；2 点要你自己看。");
  assert.equal(made.notice, NOTICE);
  assert.deepEqual(made.findings, REPORT.findings);
  assert.deepEqual(reworded({ file: null, report: REPORT }), { file: null, report: made });
});

test("why something was not checked is said in the bundle's words, one reason or several; what is not known by itself stays", () => {
  /** @type {(why: string, sentence?: string) => any} */
  const told = (why, sentence = `没有检查“头发”：${why}。`) =>
    reworded({ ...REPORT, findings: [{ ...found("not checked"), title: "头发。", why, sentence }] }).findings[0];
  const before = REASONS["没有找到人脸"];
  Object.assign(REASONS, { 没有找到人脸: "no face", "条目超过 {} 个，超出本工具的检查范围": "over {} entries" });
  assert.deepEqual([told("没有找到人脸").why, told("没有找到人脸").sentence], ["no face", "没有检查“头发”：no face。"]);
  assert.equal(told("没有找到人脸", "没有量（没有找到人脸）。").sentence, "没有量（no face）。");
  assert.equal(told("条目超过 2000 个，超出本工具的检查范围").why, "over 2000 entries");
  const two = "画面太暗，字看不清；开灯或到窗边，光线充足时重拍；没有找到人脸";
  assert.equal(told(two).why, "画面太暗，字看不清；开灯或到窗边，光线充足时重拍; no face");
  const own = "“a.jpg”是毕业证书，不是准考证；没有找到人脸";
  assert.deepEqual([told(own).why, told(own).sentence], [own, `没有检查“头发”：${own}。`]);
  Object.assign(REASONS, { 没有找到人脸: before });
});

test("of what passes, what is left to the eye is said first", () => {
  assert.equal(reworded({ ...REPORT, verdict: "pass" }).heading, "能测的都符合，还有 2 点请你自己看");
  assert.equal(reworded({ ...REPORT, verdict: "pass", by_eye: [] }).heading, "符合");
  const none = reworded({ ...REPORT, verdict: "pass", findings: [], by_eye: [], unconcerned: { sentence: "X", cites: [] } });
  assert.deepEqual([none.heading, none.summary], ["没有一条要求适用", "这里没有一条要求适用于这个文件。"]);
});

test("what holds no report stays", () => {
  const offer = { address: "https://storage.example/" };
  assert.equal(reworded(offer), offer);
});
