import assert from "node:assert/strict";
import { test } from "node:test";
import { vectors } from "../testing/vectors.js";
import { checked, measuredWhole } from "./checked.js";
import { elsewhere } from "./elsewhere.js";
import FILE from "./file.json" with { type: "json" };
import SEEN from "./seen.json" with { type: "json" };

const NUMBER = { type: "number", label: "样例" };
const rule = (/** @type {string} */ fact) => ({ id: fact, title: fact, severity: "must", require: { at_least: { [fact]: 0 } }, exceptions: [], cites: [] });
const FACTS = { sharpness: NUMBER, faces: NUMBER, chin_y: NUMBER };
const document = { ...vectors("package/findings").rules, kind: "photo", values: {}, facts: FACTS, rules: Object.keys(FACTS).map(rule) };
const RULES = `data:application/json,${encodeURIComponent(JSON.stringify({ line: [{ document }] }))}`;

test("rules that could be checked elsewhere are counted on a page whose words are not the worker's", async () => {
  const absent = { sharpness: FILE.reasons.on_device, faces: SEEN.reasons.not_loaded, chin_y: "照片里没有找到脸" };
  // As a page in Traditional Chinese hears it: its own words are in other characters than the worker's.
  const heard = Object.fromEntries(Object.entries(absent).map(([name, why]) => [name, `${why}（別的字）`]));
  const worker = async () => ({ facts: {}, absent: heard, places: {}, elsewhere: elsewhere(absent) });
  const { report, left } = await checked({ file: new File(["1"], "a.jpg"), told: {}, here: true }, RULES, { number: "", who: null, form: "" }, worker);
  assert.deepEqual(
    report.findings.map(({ outcome }) => outcome),
    ["not checked", "not checked", "not checked"],
  );
  assert.equal(left, 2);
});

test("what was measured whole need not be measured again, for the same colours; what the rules left out has to", async () => {
  const file = new File(["1"], "a.jpg");
  const white = /** @type {Record<string, [number, number, number]>} */ ({ white: [255, 255, 255] });
  const check = (/** @type {Record<string, string>} */ absent) =>
    checked({ file, told: {}, here: true }, RULES, { number: "", who: null, form: "" }, async () => ({ facts: { faces: 1 }, absent, places: {}, elsewhere: [] }));
  assert.equal(measuredWhole(file, null), undefined);
  await check({ sharpness: "照片里没有找到脸" });
  assert.deepEqual(measuredWhole(file, null)?.facts, { faces: 1 });
  assert.equal(measuredWhole(file, white), undefined);
  assert.equal(measuredWhole(new File(["1"], "a.jpg"), null), undefined);
  await check({ sharpness: SEEN.reasons.not_wanted });
  assert.equal(measuredWhole(file, null), undefined);
});
