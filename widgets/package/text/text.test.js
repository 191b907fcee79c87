import assert from "node:assert/strict";
import { test } from "node:test";
import { ANY_TICKET } from "../../shared/files/typed.js";
import { vectors } from "../../testing/vectors.js";
import { canonical, declarable, look } from "./courses.js";
import { holderNumbers, identityNumber } from "./identity.js";
import { Box, meanScore } from "./lines.js";
import { median, quantile } from "./quantile.js";
import { alphabetOf } from "./runtime.js";
import { compare, labelled } from "./tickets.js";
import { documents } from "./types.js";
import { masked, plain } from "./words.js";

const told = vectors("package/text");
/** @param {[string, number, number, number, number, number, number]} line */
const line = ([text, score, ...box]) => ({ text, score, box: new Box(...box) });

test("text is folded and numbers are masked as in Python", () => {
  for (const [text, folded] of Object.entries(told.plain)) assert.equal(plain(text), folded);
  for (const [number, shown] of Object.entries(told.masked)) assert.equal(masked(number), shown);
});

test("a declared course is compared in the same forms, or cannot be", () => {
  for (const [name, wanted] of Object.entries(told.names)) {
    const [found] = declarable([name]) ?? [];
    assert.deepEqual({ [name]: found ? [canonical(name), found.name, [...found.forms].sort()] : null }, { [name]: wanted });
  }
  assert.equal(declarable("语文"), null);
  assert.equal(declarable([1]), null);
  assert.deepEqual(declarable(["英语二", "英语（二）", "英语2"])?.length, 1);
});

test("a name on a certificate is seen, unclear or missing as in Python", () => {
  for (const [name, text, wanted] of told.printed) {
    const found = look(declarable([name]) ?? [], [line([text, 0.98, 0, 0, 200, 20, 0])]);
    assert.deepEqual([name, text, found.seen.size ? "seen" : found.unclear.size ? "unclear" : "missing"], [name, text, wanted]);
  }
});

test("papers, their numbers and courses are what Python makes of the same lines", () => {
  const courses = declarable(["中国古代文学作品选（一）", "写作"]) ?? [];
  for (const [label, wanted] of Object.entries(told.papers)) {
    const lines = wanted.lines.map(line);
    const { kinds, count, certificates, other } = documents(lines);
    const found = look(courses, lines);
    const made = {
      lines: wanted.lines,
      ...{ kinds, count, certificates, other },
      identity: identityNumber(lines, told.today),
      holders: holderNumbers(lines, told.today),
      fields: labelled(lines).map(({ digits, last }) => [digits, lines.indexOf(last)]),
      courses: [[...found.seen].sort(), [...found.unclear].sort()],
    };
    assert.deepEqual({ [label]: made }, { [label]: wanted });
  }
});

test("a declared number is compared to the same end, whatever further readings say", async () => {
  const forms = [ANY_TICKET, { pattern: "^(?:[A-Z][0-9]{11}|[0-9]{11}[0-9X])$", wanted: "12 位" }];
  const lines = told.papers["admission_ticket 0"].lines.map(line);
  for (const { declared, again, score, form, said } of told.compared) {
    const read = lines.map((/** @type {import("./lines.js").Line} */ each) => ({ ...each, score }));
    const found = await compare(declared, read, { again: async () => again, form: /** @type {any} */ (forms[form]) });
    const made = [found.seen, found.digit ?? null, found.typed ?? null, found.read ?? null, found.inTwoWays ?? false];
    assert.deepEqual({ declared, again, score, form, made }, { declared, again, score, form, made: said });
  }
});

test("levels and values in the middle, and the mean score over characters", () => {
  assert.deepEqual([quantile([], 0.5), quantile([3, 1, 2], 0.5), quantile([0, 9, 9], 0.98)], [0, 2, 9]);
  assert.deepEqual([median([3, 1]), median([5, 1, 2])], [2, 2]);
  const box = new Box(0, 0, 1, 1, 0);
  assert.equal(meanScore([]), 0);
  assert.ok(Math.abs(meanScore([{ text: "一二三", score: 1, box }, { text: "四", score: 0.6, box }]) - 0.9) < 1e-12);
});

test("the list of characters may end its lines as on Windows", () => {
  const bytes = new TextEncoder().encode("一\r\n\u3000\r\n二\r\n");
  assert.deepEqual(alphabetOf(bytes), ["", "一", "\u3000", "二", " "]);
});
