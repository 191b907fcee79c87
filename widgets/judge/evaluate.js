import { NOT_YET, compose, shift } from "./dates.js";
import { isNumber, isObject, own, pair, unique } from "./json.js";
import { allOf, negate } from "./logic.js";
import { COMPARISONS, GROUPS } from "./operators.js";

/**
 * The evaluator of conditions: three values, and which facts are missing. The twin of zikao/judge/evaluate.py.
 *
 * @typedef {import("./judge.js").Condition} Condition
 * @typedef {import("./judge.js").Facts} Facts
 * @typedef {import("./judge.js").Tables} Tables
 * @typedef {import("./judge.js").Truth} Truth
 * @typedef {import("./operators.js").Test} Test
 */

/**
 * Evaluate a condition over a flat document of facts; an absent or null fact is missing.
 *
 * `undone` is what an ordering comparison with "not yet" comes to. It is false, except where a duty asks whether what
 * has not happened yet can still be done in time.
 *
 * @type {(condition: Condition, facts: Facts, tables: Tables, undone?: Truth) => Truth}
 */
export const evaluate = (condition, facts, tables, undone = false) => {
  const [name, body] = pair(condition);
  const join = GROUPS[name];
  if (join) return join(body.map((/** @type {Condition} */ child) => evaluate(child, facts, tables, undone)));
  const { tests, orders } = /** @type {{tests: Test[], orders?: boolean}} */ (COMPARISONS[name]);
  const [fact, operand] = pair(body);

  /** @type {(test: Test, operand: any) => Truth} */
  const compare = (test, operand) => {
    const left = own(facts, fact);
    const [right, lacking] = valueOf(operand, facts, tables);
    if (orders) {
      if (left === NOT_YET || right === NOT_YET) return undone;
    } else if (left === NOT_YET && right === NOT_YET) return negate(undone);
    if (left === null) return unique([fact, ...lacking]);
    return lacking[0] ? lacking : test(fact, left, right);
  };

  if (tests.length === 1) return compare(/** @type {Test} */ (tests[0]), operand);
  return allOf(tests.map((test, place) => compare(test, operand[place])));
};

/**
 * Work out an operand: its value (null: no usable one) and the facts it lacks.
 *
 * @type {(operand: any, facts: Facts, tables: Tables) => [value: any, missing: string[]]}
 */
export const valueOf = (operand, facts, tables) => {
  if (!isObject(operand)) return [operand, []];
  const { fact, table, by, year, day, time, literal, plus } = operand;
  /** @type {string[]} */
  const missing = [];

  /** @type {(name: string) => any} */
  const need = (name) => {
    const value = own(facts, name);
    if (value === null) missing.push(name);
    return value;
  };

  /** @type {(table: string, by: string) => any} */
  const lookUp = (table, by) => {
    const key = need(by);
    // A table is keyed by text. A list would pass for its only element.
    return typeof key === "object" || (isNumber(key) && key % 1) ? null : own(tables[table], key);
  };

  let value = literal;
  if (fact) value = need(fact);
  else if (table) value = lookUp(table, by);
  else if (year) {
    const found = isNumber(year) ? year : need(year);
    value = compose(found, isObject(day) ? lookUp(day.table, day.by) : day, time);
  }
  if (missing[0]) return [null, unique(missing)];
  return [plus ? shift(value, plus) : value, []];
};
