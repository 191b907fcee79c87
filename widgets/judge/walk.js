import { valueOf } from "./evaluate.js";
import { pair, unique } from "./json.js";
import { GROUPS, NO_LATER } from "./operators.js";

/**
 * Walking conditions and rules: their comparisons, and what each compares with. The twin of zikao/judge/walk.py.
 *
 * @typedef {import("./judge.js").Condition} Condition
 * @typedef {import("./judge.js").Facts} Facts
 * @typedef {import("./judge.js").Rule} Rule
 * @typedef {import("./judge.js").Tables} Tables
 */

/** @typedef {{names: string[], limit: any}} Compared  the fact on the left, then those that the limit lacks */

/** Each fact and operand that a condition compares. @type {(condition: Condition) => [fact: string, operand: any][]} */
export const leaves = (condition) => {
  const [name, body] = pair(condition);
  if (GROUPS[name]) return body.flatMap(leaves);
  const [fact, operand] = pair(body);
  return [operand].flat().map((each) => [fact, each]);
};

/** @type {(rule: Rule) => [fact: string, operand: any][]} */
const ruleLeaves = ({ when, require, exceptions }) => [
  ...(when ? leaves(when) : []),
  ...leaves(require),
  ...(exceptions ?? []).flatMap(({ when, duties }) => [
    ...leaves(when),
    ...(duties ?? []).flatMap((duty) => [...leaves(inTime(duty.due)), ...leaves(duty.must)]),
  ]),
];

/** The condition under which a duty can still be done. @type {(due: any) => Condition} */
export const inTime = (due) => ({ [NO_LATER]: { today: due } });

/** @type {(rule: Rule, facts: Facts, tables: Tables) => Compared[]} */
export const comparisons = (rule, facts, tables) =>
  ruleLeaves(rule).map(([fact, operand]) => {
    const [limit, lacking] = valueOf(operand, facts, tables);
    return { names: unique([fact, ...lacking]), limit };
  });
