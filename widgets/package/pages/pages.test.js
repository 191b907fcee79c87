import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Pixels } from "../../formats/pixels.js";
import { ANY_TICKET } from "../../shared/files/typed.js";
import { readings } from "../../testing/readings.js";
import { vectors } from "../../testing/vectors.js";
import * as LIMITS from "../limits.js";
import { measure } from "../measuring.js";
import SAID from "../pages.json" with { type: "json" };
import { declarable } from "../text/courses.js";
import { Pages } from "./files.js";
import { PageReader } from "./reader.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));
const { today, declared, courses, of, archives, measured } = vectors("package/text");
/** @type {Record<string, number>} */
const TOLERANCES = SAID.tolerances;

/** @param {Partial<import("./reader.js").Wanted>} wanted */
const reader = (wanted) =>
  new PageReader({
    pixels: PIXELS,
    limits: LIMITS,
    models: "",
    declared: null,
    form: ANY_TICKET,
    courses: declarable(courses) ?? [],
    undeclared: SAID.words.undeclared,
    today,
    ...wanted,
  });

test("what a page shows is what Python makes of the same numbers of the networks", async () => {
  const labels = [];
  for (const [label, { file, models, asked, left }] of readings()) {
    const before = PIXELS.held;
    const [notes] = await reader({ models, declared: declared[label] ?? null }).pages(0, null, "jpeg", async () => file);
    const wanted = of[label];
    assert.deepEqual({ [label]: asked }, { [label]: wanted.asked }, "what the networks are asked, to the last bit");
    assert.deepEqual([label, left], [label, []]);
    assert.deepEqual(close(notes?.document() ?? {}, wanted.facts), wanted.facts, label);
    assert.deepEqual(notes?.absent, wanted.absent, label);
    assert.deepEqual([...(notes?.numbers ?? [])].sort(), wanted.numbers, label);
    assert.deepEqual([[...(notes?.courses.seen ?? [])].sort(), [...(notes?.courses.unclear ?? [])].sort()], wanted.courses, label);
    assert.deepEqual(notes?.marks.map(({ what }) => what), wanted.marks.map((/** @type {[string]} */ [what]) => what), label);
    notes?.marks.forEach(({ corners }, at) =>
      corners.flat().forEach((share, place) => assert.ok(Math.abs(share - wanted.marks[at][1].flat()[place]) < 2e-4, label)),
    );
    labels.push(label);
    assert.ok(PIXELS.held - before < 60_000_000, "pictures are given back");
  }
  assert.ok(labels.length > 10);
});

test("what the pages of an archive come to is what Python says", async () => {
  for (const [label, wanted] of Object.entries(archives)) {
    const recorded = wanted.labels.map((/** @type {string} */ each) => readings().get(each));
    const pages = new Pages({ pixels: PIXELS, limits: LIMITS, models: chained(recorded), declared: wanted.declared, today });
    for (const [index, name] of wanted.labels.entries()) {
      const file = recorded[index]?.file ?? new Uint8Array();
      const kind = file.length ? "jpeg" : name;
      const { facts, absent } = await pages.take({ index, name: `${index}.jpg`, kind, size: file.length, read: async () => file });
      assert.deepEqual([label, index, close(facts, wanted.files[index][0]), absent], [label, index, ...wanted.files[index]]);
      assert.equal(pages.allDecode(index), wanted.decode[index]);
    }
    const { facts, absent } = pages.facts(wanted.whole);
    facts.pages = facts.pages.map((/** @type {any} */ page, /** @type {number} */ at) => close(page, wanted.facts[0].pages[at]));
    assert.deepEqual([label, facts, absent], [label, ...wanted.facts]);
    assert.deepEqual(pages.declared, wanted.known);
  }
});

test("an archive and a picture by itself are measured with their pages as in Python", async () => {
  const picture = readings().get(measured.labels[0])?.file ?? new Uint8Array();
  const zip = new Uint8Array(Buffer.from(measured.zip, "base64"));
  /** @type {[Uint8Array, string | null, string[], Record<string, any>, any][]} */
  const asked = [
    [zip, "a.zip", measured.labels, measured.declared, measured.of],
    [picture, null, measured.labels.slice(0, 1), { courses: "写作" }, measured.page],
  ];
  for (const [data, name, labels, told, wanted] of asked) {
    const models = chained(labels.map((label) => readings().get(label)));
    /** @type {[number, [number, number] | undefined][]} */
    const shares = [];
    const pages = new Pages({ pixels: PIXELS, limits: LIMITS, models, declared: told, today });
    const { facts, absent } = await measure(new Blob([new Uint8Array(data)]), name, { pages, hear: (share, at) => shares.push([share, at]) });
    facts.pages = facts.pages.map((/** @type {any} */ page, /** @type {number} */ at) => close(page, wanted.facts.pages[at]));
    assert.deepEqual([name, facts], [name, wanted.facts]);
    assert.deepEqual([name, absent], [name, wanted.absent]);
    if (name) assert.deepEqual(shares, [[0, [1, 3]], [1 / 3, [2, 3]], [2 / 3, [3, 3]]]);
  }
});

/** Models that give what was recorded for the first page, then what was for the next. @param {(import("../../testing/readings.js").Recorded | undefined)[]} recorded */
function chained(recorded) {
  const [first] = readings().values();
  /** @param {import("../text/ctc.js").Tensor} batch */
  const next = async (batch) => {
    const found = recorded.find((each) => each?.left.length);
    if (!found) throw new Error("asked more often than was recorded");
    return found.models.lines(batch);
  };
  return { lines: next, reader: next, alphabet: first?.models.alphabet ?? [] };
}

/** Facts, those within their tolerance of the wanted ones as they are wanted. @param {Record<string, any>} facts @param {Record<string, any>} wanted */
const close = (facts, wanted) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, Math.abs(value - wanted[name]) <= (TOLERANCES[name] ?? -1) ? wanted[name] : value]),
  );
