import { own } from "./json.js";
import { representatives } from "./values.js";

/**
 * Which questions to ask: those whose answers can still change an outcome. The twin of zikao/judge/questions.py.
 *
 * @typedef {import("./judge.js").Fact} Fact
 * @typedef {import("./judge.js").Facts} Facts
 * @typedef {import("./walk.js").Compared} Compared
 */

/** Above this many ways to answer, every missing fact counts as able to matter. */
const MOST_COMPLETIONS = 512;

/** @typedef {{missing: string[], compared: Compared[], outcome: (facts: Facts) => string}} Open  an unknown outcome */

/**
 * Each fact with an `ask` whose answer can change one of these outcomes, in the order of asking.
 *
 * @param {Record<string, Fact>} declared
 * @param {Facts} facts
 * @param {Open[]} unknown
 * @returns {Iterable<string>}
 */
export function* openQuestions(declared, facts, unknown) {
  const answers = unknown.map((each) => ({ each, values: completions(declared, each) }));
  for (const name of Object.keys(declared)) {
    const matters = answers.some(
      ({ each, values }) => each.missing.includes(name) && (!values || canMatter(name, values, facts, each.outcome)),
    );
    if (declared[name]?.ask && matters) yield name;
  }
}

/**
 * The values to try for each missing fact; null where they are too many or cannot be listed.
 *
 * @type {(declared: Record<string, Fact>, open: Open) => Map<string, any[]> | null}
 */
const completions = (declared, { missing, compared }) => {
  /** @type {Map<string, any[]>} */
  const values = new Map();
  let count = 1;
  for (const name of missing) {
    const found = representatives(name, own(declared, name), compared);
    if (!found) return null;
    values.set(name, found);
    count *= found.length;
  }
  return count > MOST_COMPLETIONS ? null : values;
};

/** @type {(name: string, values: Map<string, any[]>, facts: Facts, outcome: Open["outcome"]) => boolean} */
const canMatter = (name, values, facts, outcome) => {
  let cases = [facts];
  for (const [other, found] of values)
    if (other !== name) cases = cases.flatMap((known) => found.map((value) => ({ ...known, [other]: value })));
  const mine = /** @type {any[]} */ (values.get(name));
  return cases.some((known) => new Set(mine.map((value) => outcome({ ...known, [name]: value }))).size > 1);
};
