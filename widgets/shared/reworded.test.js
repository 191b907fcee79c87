import assert from "node:assert/strict";
import { test } from "node:test";
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
  assert.equal(made.findings, REPORT.findings);
  assert.deepEqual(reworded({ file: null, report: REPORT }), { file: null, report: made });
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
