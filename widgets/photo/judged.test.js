import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { judge } from "../judge/judge.js";
import { knownFacts } from "../shared/known.js";
import { found } from "../shared/to-report.js";
import "../testing/dom.js";
import { alike, files, vectors } from "../testing/vectors.js";
import { measureFile } from "./file.js";
import * as LIMITS from "./limits.js";

const { judged, wrongIn } = await import("./judged.js");
afterEach(() => mock.restoreAll());

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
  const told = await judged(file("quality 75"), "/data/anhui/photos/graduation.json");
  const text = told?.textContent ?? "";
  assert.match(text, /还没有发送，先看到 \d+ 个问题/);
  assert.match(text, /实际：宽 24，高 32 像素（你的设备读到的）；要求：/);
  assert.match(text, /怎么办：.*依据：/);
  assert.deepEqual(asked.mock.calls.map(({ arguments: given }) => given[0]), ["/data/anhui/photos/graduation.json"]);
});

test("of a file that is empty or larger than is looked at nothing is told, and no rules are fetched", async () => {
  mock.method(globalThis, "fetch", () => assert.fail("asked"));
  assert.equal(await judged(file("empty"), "/a.json"), null);
  assert.equal(await judged(file("plain", new Uint8Array(LIMITS.BYTES + 1)), "/a.json"), null);
});
