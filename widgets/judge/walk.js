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

/** @typedef {[fact: string, operand: any, operator: string]} Leaf  one comparison, as it is written */

/** The comparisons of a condition in the order in which they are written. @type {(condition: Condition) => Leaf[]} */
export const leaves = (condition) => {
  const [operator, body] = pair(condition);
  return GROUPS[operator] ? body.flatMap(leaves) : [[...pair(body), operator]];
};

/** @type {(rule: Rule) => Leaf[]} */
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
  ruleLeaves(rule).flatMap(([fact, operand]) =>
    [operand].flat().map((each) => {
      const [limit, lacking] = valueOf(each, facts, tables);
      return { names: unique([fact, ...lacking]), limit };
    }),
  );
