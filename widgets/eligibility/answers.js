import { validate } from "@cfworker/json-schema";
import { evaluate } from "../judge/judge.js";

/**
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {Record<string, any>} Answers
 */

/**
 * What an answer should be like, as a sentence; null when nothing is wrong with it.
 *
 * @param {Ask} ask the question's part of the schema
 * @param {unknown} answer
 * @returns {string | null}
 */
export function fault(ask, answer) {
  const fits = validate(answer, /** @type {any} */ (ask), "2020-12").valid;
  const dated = ask["x-type"].startsWith("date") && answer !== "none";
  return fits && !(dated && !exists(String(answer).slice(0, 10))) ? null : wanted(ask);
}

/**
 * Whether a day exists: patterns let 30 February through, and an engine may roll it over into March.
 *
 * @param {string} day
 */
function exists(day) {
  const date = new Date(day);
  return !Number.isNaN(+date) && date.toISOString().startsWith(day);
}

/**
 * What cannot be true of these answers beside each other or at this moment: the question to ask again, and the sentence
 * beside it.
 *
 * @param {import("../shared/known.js").Compiled} compiled
 * @param {Answers} known as `knownFacts` gives them
 * @returns {{again: string, say: string}[]}
 */
export function impossible({ impossible: cases, tables }, known) {
  return (cases ?? []).filter(({ when }) => evaluate(when, known, tables) === true);
}

/** @param {Ask} ask */
function wanted(ask) {
  const type = ask["x-type"];
  const not = ask["x-none"] ? `，或者勾选“${ask["x-none"]}”` : "";
  if (type.startsWith("date")) return `请填完整、真实的年月日${type === "date" ? "" : "和时间"}，年份是四位数，1950 到 2099${not}。`;
  if (type === "text") return `请不要超过 ${ask.maxLength} 个字。`;
  if (type !== "integer" && type !== "number") return "请重新选择。";
  return `请填${type === "integer" ? "整数" : "数字"}${range(ask)}。`;
}

/** @param {Ask} ask bounds that only keep numbers exact are none to a reader */
function range({ minimum = -Infinity, maximum = Infinity }) {
  const low = minimum > -1e15;
  if (low && maximum < 1e15) return `，${minimum} 到 ${maximum}`;
  return low ? `，不小于 ${minimum}` : maximum < 1e15 ? `，不大于 ${maximum}` : "";
}

/**
 * The answers that a schema takes; those of an older form that no longer fit are left out.
 *
 * @param {Record<string, Ask>} asks
 * @param {Answers} answers
 * @returns {Answers}
 */
export function fitting(asks, answers) {
  return Object.fromEntries(
    Object.entries(answers).filter(([name, answer]) => asks[name] && !fault(asks[name], answer)),
  );
}
