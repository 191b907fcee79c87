import { validate } from "@cfworker/json-schema";
import { evaluate } from "../judge/judge.js";

/**
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {Record<string, any>} Answers
 */

/**
 * What an answer should be like, as a sentence; null when nothing is wrong with it.
 *
 * @param {Ask} ask
 * @param {unknown} answer
 * @returns {string | null}
 */
export function fault(ask, answer) {
  return validate(answer, /** @type {any} */ (ask.takes), "2020-12").valid ? null : wanted(ask);
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
  const { type, none, takes } = ask;
  const not = none ? `，或者勾选“${none}”` : "";
  if (takes["x-years"]) {
    const time = type === "date" ? "" : "和时间（24:00 请写 23:59）";
    return `请填完整、真实的年月日${time}，年份是四位数，${takes["x-years"].join(" 到 ")}${not}。`;
  }
  if (type === "list") return `请填 ${takes.minItems ?? 1} 到 ${takes.maxItems} 项。`;
  if (type === "text") return `请不要超过 ${takes.maxLength} 个字。`;
  if (type !== "integer" && type !== "number") return "请重新选择。";
  return `请填${type === "integer" ? "整数" : "数字"}${range(ask)}。`;
}

/** @param {Ask} ask */
function range({ minimum, maximum }) {
  if (minimum != null && maximum != null) return `，${minimum} 到 ${maximum}`;
  return minimum != null ? `，不小于 ${minimum}` : maximum != null ? `，不大于 ${maximum}` : "";
}

/**
 * The answers that a schema takes; those of an older form that no longer fit are left out.
 *
 * @param {Record<string, Ask>} asks
 * @param {Answers} answers
 * @returns {Answers}
 */
export function fitting(asks, answers) {
  const known = new Map(Object.entries(asks));
  return Object.fromEntries(
    Object.entries(answers).filter(([name, answer]) => {
      const ask = known.get(name);
      return ask && !fault(ask, answer);
    }),
  );
}
