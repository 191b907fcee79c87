import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Pixels } from "../../formats/pixels.js";
import { ANY_TICKET } from "../../shared/files/typed.js";
import { readings } from "../../testing/readings.js";
import { vectors } from "../../testing/vectors.js";
import * as LIMITS from "../limits.js";
import SAID from "../pages.json" with { type: "json" };
import { declarable } from "../text/courses.js";
import { PageReader } from "./reader.js";

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../../formats/pixels.wasm", import.meta.url))));
const { today, declared, courses, of } = vectors("package/text");
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

/** Facts, those within their tolerance of the wanted ones as they are wanted. @param {Record<string, any>} facts @param {Record<string, any>} wanted */
const close = (facts, wanted) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, Math.abs(value - wanted[name]) <= (TOLERANCES[name] ?? -1) ? wanted[name] : value]),
  );
