import { dateKind } from "./dates.js";
import { isNumber } from "./json.js";
import { UNUSABLE, allOf, anyOf, noneOf } from "./logic.js";

/**
 * The operators of conditions: what joins conditions, and what compares a fact with an operand. A new operator is an entry
 * here and one in its twin, zikao/judge/operators.py, and vectors in tests/fixtures/judge/vectors.json.
 *
 * @typedef {import("./judge.js").Truth} Truth
 */

const { isArray } = Array;

/** What the house joins conditions with where it writes some of its own. */
export const NONE = "none";

/** Asked for by name where a spec's size and places are read. */
export const EQUALS = "is";
export const BETWEEN = "between";
/** What a last day is written with. */
export const NO_LATER = "on_or_before";

/** @typedef {(name: string, left: any, right: any) => Truth} Test  of a fact: its name and value, the operand's value */

/** @type {Test} */
const is = (name, left, right) => {
  if (right === null || isArray(right)) return UNUSABLE;
  return isArray(left) ? [name] : left === right;
};

/** @type {Test} */
const isIn = (name, left, right) => {
  if (!isArray(right)) return UNUSABLE;
  return isArray(left) ? [name] : right.includes(left);
};

/** @type {Test} */
const includes = (name, left, right) => {
  if (right === null || isArray(right)) return UNUSABLE;
  return isArray(left) ? left.includes(right) : [name];
};

/** @type {(kinds: string[], holds: (left: any, right: any) => boolean) => Test} */
const ordered = (kinds, holds) => (name, left, right) => {
  const kind = kindOf(right);
  if (!kind || !kinds.includes(kind)) return UNUSABLE;
  return kindOf(left) === kind ? holds(left, right) : [name];
};

/** What can be put in order. @type {(value: any) => "number" | "date" | "datetime" | null} */
export const kindOf = (value) => (isNumber(value) ? "number" : dateKind(value));

const NUMBER = ["number"];
const DATED = ["date", "datetime"];
const ANY_KIND = [...NUMBER, ...DATED];

/** @type {(left: any, right: any) => boolean} */
const atLeast = (left, right) => left >= right;

/** @type {(left: any, right: any) => boolean} */
const atMost = (left, right) => left <= right;

/** How each joins its parts. @type {Record<string, (parts: Truth[]) => Truth>} */
export const GROUPS = { all: allOf, any: anyOf, [NONE]: noneOf };

/**
 * A test for each operand. `orders`: it asks which comes first; what has not happened yet is then neither early nor late.
 *
 * @type {Record<string, {tests: Test[], orders?: boolean}>}
 */
export const COMPARISONS = {
  [EQUALS]: { tests: [is] },
  in: { tests: [isIn] },
  includes: { tests: [includes] },
  at_least: { tests: [ordered(NUMBER, atLeast)], orders: true },
  at_most: { tests: [ordered(NUMBER, atMost)], orders: true },
  [BETWEEN]: { tests: [ordered(ANY_KIND, atLeast), ordered(ANY_KIND, atMost)], orders: true },
  before: { tests: [ordered(DATED, (left, right) => left < right)], orders: true },
  [NO_LATER]: { tests: [ordered(DATED, atMost)], orders: true },
  after: { tests: [ordered(DATED, (left, right) => left > right)], orders: true },
  on_or_after: { tests: [ordered(DATED, atLeast)], orders: true },
};
