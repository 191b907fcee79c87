import { evaluate } from "../judge/judge.js";
import { pair } from "../judge/json.js";
import { GROUPS, NONE } from "../judge/operators.js";
import { leaves } from "../judge/walk.js";

/**
 * From a rule to the picture, which facts it reads, and where those that speak against it were seen: the twin of
 * `zikao.checks.where`.
 *
 * @typedef {import("../judge/judge.js").Facts} Facts
 * @typedef {import("../shared/known.js").Compiled} Compiled
 */

/** Every fact that a document's rules name, in a condition or in the braces of a text. @param {Compiled} document */
export function factsRead({ rules, elsewhere, facts }) {
  const written = [...names([rules, elsewhere])];
  return new Set(written.filter((name) => Object.prototype.hasOwnProperty.call(facts, name)));
}

/** @param {any} node @returns {Generator<string>} */
function* names(node) {
  if (typeof node === "string") {
    yield node;
    // Of an entry of a table it is the fact that it is under.
    for (const [, name = ""] of node.matchAll(/\{([^{}]*)\}/g)) yield name.split(".by.").pop() ?? name;
  } else if (Array.isArray(node)) for (const child of node) yield* names(child);
  else if (node && typeof node === "object") {
    for (const [key, child] of Object.entries(node)) {
      yield key;
      yield* names(child);
    }
  }
}

/**
 * The facts on the left of the comparisons for which a condition is not true.
 *
 * @param {import("../judge/judge.js").Condition} condition
 * @param {Facts} facts
 * @param {import("../judge/judge.js").Tables} tables
 * @returns {string[]}
 */
export function against(condition, facts, tables) {
  const [operator, body] = pair(condition);
  if (evaluate(condition, facts, tables) === true) return [];
  if (!GROUPS[operator]) return Object.keys(body);
  /** @type {import("../judge/judge.js").Condition[]} */
  const children = body;
  if (operator !== NONE) return children.flatMap((child) => against(child, facts, tables));
  return children.flatMap((child) => (evaluate(child, facts, tables) === false ? [] : leaves(child).map(([fact]) => fact)));
}
