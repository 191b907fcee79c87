/**
 * The judge in the browser: rules as data over facts as data, in three values. It is the twin of the Python package
 * zikao.judge, module by module, with the same names. The tests hold the two equal; docs/developers/conditions.md describes
 * the language.
 * No dependency outside this folder, no eval, no clock, no network; at most 3.1 KB once minified and gzipped.
 *
 * @typedef {boolean | string[]} Truth  true, false, or unknown: the facts that are missing, perhaps none
 * @typedef {Record<string, any>} Facts  any JSON values; absent or null is missing, and null is not asked for again
 * @typedef {Record<string, Record<string, any>>} Tables
 * @typedef {Record<string, any>} Condition  has passed the guard, zikao.judge.check
 *
 * @typedef {import("../shared/types/judged.js").RuleException} ExceptionRule
 * @typedef {import("../shared/types/judged.js").Rule} Rule
 * @typedef {import("../shared/types/judged.js").Fact} Fact
 * @typedef {import("../shared/types/judged.js").Document} JudgeDocument  what of a compiled document is judged
 *
 * @typedef {{exception: string, todo: string, due: string | null, state: "done" | "pending" | "open"}} Duty
 * @typedef {{
 *   id: string, outcome: "yes" | "no" | "unknown" | "not_applicable", by: string | null, missing: string[],
 *   duties: Duty[], places?: number[]
 * }} Outcome
 * @typedef {{
 *   verdict: "pass" | "attention" | "fail" | "unknown", elsewhere: string | null, outcomes: Outcome[],
 *   missing: string[], next: string | null
 * }} Judgement
 */

export { evaluate } from "./evaluate.js";
export { judge } from "./rules.js";
