import { evaluate, valueOf } from "./evaluate.js";
import { holds, isObject, own, unique } from "./json.js";
import { allOf, anyOf, negate } from "./logic.js";
import { NONE, kindOf } from "./operators.js";
import { openQuestions } from "./questions.js";
import { comparisons, inTime } from "./walk.js";

/**
 * From conditions to a verdict: rules, their exceptions and duties, rules over lists, and elsewhere.
 * The twin of zikao/judge/rules.py.
 *
 * @typedef {import("./judge.js").Duty} Duty
 * @typedef {import("./judge.js").ExceptionRule} ExceptionRule
 * @typedef {import("./judge.js").Facts} Facts
 * @typedef {import("./judge.js").JudgeDocument} JudgeDocument
 * @typedef {import("./judge.js").Judgement} Judgement
 * @typedef {import("./judge.js").Outcome} Outcome
 * @typedef {import("./judge.js").Rule} Rule
 * @typedef {import("./judge.js").Truth} Truth
 * @typedef {import("./questions.js").Open} Open
 */

const { isArray } = Array;

/** @typedef {{id: string, when: Truth, holds: Truth, duties: (Omit<Duty, "state"> & {state: string})[]}} JudgedException */

/**
 * Judge a compiled document over a flat document of facts.
 *
 * @type {(document: JudgeDocument, facts: Facts) => Judgement}
 */
export const judge = (document, facts) => {
  const declared = document.facts;
  /** @type {Open[]} */
  const needs = [];

  /** @type {(rule: Rule) => Outcome} */
  const look = (rule) => {
    const outcome = judgeRule(rule, document, facts);
    if (outcome.outcome === "unknown") needs.push(need(rule, outcome, document, facts));
    return outcome;
  };

  for (const { id, when } of document.elsewhere ?? []) {
    const { outcome } = look({ id, severity: "must", require: { [NONE]: [when] }, exceptions: [] });
    if (outcome === "no") return { verdict: "unknown", elsewhere: id, outcomes: [], missing: [], next: null };
  }
  const maybeElsewhere = needs.length > 0;

  const outcomes = document.rules.map(look);
  const seen = new Set(outcomes.map(({ outcome }, place) => `${document.rules[place]?.severity} ${outcome}`));
  const pending = outcomes.some(({ duties }) => duties.some(({ state }) => state === "pending"));

  /** @type {Judgement["verdict"]} */
  let verdict = "pass";
  if (seen.has("must no")) verdict = "fail";
  else if (maybeElsewhere || seen.has("must unknown")) verdict = "unknown";
  else if (pending || DOUBTS.some((doubt) => seen.has(doubt))) verdict = "attention";

  const asks = verdict === "unknown" || (verdict !== "fail" && OPEN.some((open) => seen.has(open)));
  let next = null;
  for (const name of asks ? openQuestions(declared, facts, needs) : []) {
    // What an answer can change is no pass; what no measurement tells is said beside one.
    if (verdict === "pass") verdict = "attention";
    if (!holds(facts, name)) {
      next = name;
      break;
    }
  }
  const missing = needs.flatMap((each) => each.missing);
  return {
    verdict,
    elsewhere: null,
    outcomes,
    missing: Object.keys(declared).filter((name) => missing.includes(name)),
    next,
  };
};

const OPEN = ["should unknown", "advice unknown"];
const DOUBTS = ["should no", "advice no", "should unknown"];

/**
 * Judge one rule; one with `each` over every item of its list.
 *
 * @type {(rule: Rule, document: JudgeDocument, facts: Facts) => Outcome}
 */
const judgeRule = (rule, document, facts) => {
  const { id, each } = rule;
  if (!each) return judgeOnce(rule, document, facts);
  const known = itemFacts(rule, facts);
  if (!known) {
    const applies = appliesTo(rule, document, facts);
    // Whatever the items are.
    if (applies === false) return { ...came(id, "not_applicable"), places: [] };
    const fields = own(document.facts, each)?.items ?? {};
    const beside = isArray(applies) ? applies.filter((name) => !holds(fields, name)) : [];
    return { ...came(id, "unknown"), missing: [each, ...beside], places: [] };
  }
  const judged = known.map((item) => judgeOnce(rule, document, item));
  /** @type {(...names: Outcome["outcome"][]) => Outcome["outcome"] | undefined} */
  const first = (...names) => names.find((name) => judged.some((each) => each.outcome === name));
  const fault = first("no", "unknown");
  // Of nothing everything is true, so nothing is said of it.
  const outcome = fault ?? first("yes") ?? "not_applicable";
  const same = judged.filter((each) => each.outcome === outcome);
  return {
    ...came(id, outcome),
    missing: unique(same.flatMap(({ missing }) => missing)),
    // What is to be done by the same day for each of them is told once.
    duties: unique(same.flatMap(({ duties }) => duties.map((duty) => JSON.stringify(duty)))).map((duty) => JSON.parse(duty)),
    places: judged.flatMap((each, place) => (each.outcome === fault ? place : [])),
  };
};

/** An outcome by itself. @type {(id: string, outcome: Outcome["outcome"]) => Outcome} */
const came = (id, outcome) => ({ id, outcome, by: null, missing: [], duties: [] });

/**
 * The facts to judge a rule over: once, or with each item laid over them; null without the list.
 *
 * @type {(rule: Rule, facts: Facts) => Facts[] | null}
 */
const itemFacts = ({ each }, facts) => {
  if (!each) return [facts];
  const items = own(facts, each);
  return isArray(items) ? items.map((item) => (isObject(item) ? { ...facts, ...item } : facts)) : null;
};

/**
 * Judge a rule over facts in which the item, if any, is already laid.
 *
 * @type {(rule: Rule, document: JudgeDocument, facts: Facts) => Outcome}
 */
const judgeOnce = (rule, document, facts) => {
  const { id, require, exceptions: written } = rule;
  const { tables } = document;
  const applies = appliesTo(rule, document, facts);
  if (applies === false) return came(id, "not_applicable");
  const met = evaluate(require, facts, tables);
  if (met === true) return { ...came(id, "yes"), by: "require" };
  const exceptions = (written ?? []).map((each) => judgeException(each, document, facts));
  const granted = exceptions.filter(({ holds }) => holds === true);
  const chosen = granted.find((each) => !shown(each, "pending")[0]) ?? granted[0];
  if (chosen) return { ...came(id, "yes"), by: chosen.id, duties: shown(chosen, "done", "pending") };
  const whole = anyOf([negate(applies), met, ...exceptions.map(({ holds }) => holds)]);
  if (!isArray(whole)) return came(id, "no");
  const hopeful = exceptions.filter(({ when, holds }) => when === true && isArray(holds));
  const duties = hopeful.flatMap((each) => shown(each, "open", "pending"));
  return { ...came(id, "unknown"), missing: whole, duties };
};

/** @type {(rule: Rule, document: JudgeDocument, facts: Facts) => Truth} */
const appliesTo = ({ when }, { tables }, facts) => (when ? evaluate(when, facts, tables) : true);

/** The duties that are in one of these states. @type {(exception: JudgedException, ...states: Duty["state"][]) => any[]} */
const shown = ({ duties }, ...states) => duties.filter(({ state }) => states.some((each) => each === state));

/**
 * Judge an exception: its `when` and each of its duties.
 *
 * @type {(exception: ExceptionRule, document: JudgeDocument, facts: Facts) => JudgedException}
 */
const judgeException = ({ id, when: condition, duties: written }, { tables }, facts) => {
  const when = evaluate(condition, facts, tables);
  const parts = [when];
  const duties = (written ?? []).map(({ must, todo, due }) => {
    let holds = evaluate(must, facts, tables);
    let state = holds === true ? "done" : "open";
    if (holds === false) {
      // What has not happened yet can still be done in time.
      holds = evaluate(must, facts, tables, evaluate(inTime(due), facts, tables));
      state = holds === true ? "pending" : holds === false ? "failed" : "open";
    }
    parts.push(holds);
    const [day] = valueOf(due, facts, tables);
    return { exception: id, todo, due: kindOf(day) ? day : null, state };
  });
  return { id, when, holds: allOf(parts), duties };
};

/**
 * What an unknown outcome still needs.
 *
 * @type {(rule: Rule, outcome: Outcome, document: JudgeDocument, facts: Facts) => Open}
 */
const need = (rule, { missing }, document, facts) => ({
  missing,
  compared: (itemFacts(rule, facts) ?? []).flatMap((known) => comparisons(rule, known, document.tables)),
  outcome: (known) => judgeRule(rule, document, known).outcome,
});
