import { NOT_YET, dateKind, neighbours } from "./dates.js";
import { isNumber, unique } from "./json.js";
import { kindOf } from "./operators.js";

/**
 * Values that stand for all answers to a question: where a comparison turns, and one step to either side.
 * The twin of zikao/judge/values.py.
 *
 * @typedef {import("./judge.js").Fact} Fact
 * @typedef {import("./walk.js").Compared} Compared
 */

/** Options of which every combination is tried: 2**9 = 512, the cap on completions. */
const LARGEST_SET = 9;

/** Null where they cannot be listed. @type {(name: string, fact: Fact | null, compared: Compared[]) => any[] | null} */
export const representatives = (name, fact, compared) => {
  const options = Object.keys(fact?.options ?? {});
  if (fact?.type === "boolean") return [true, false];
  if (fact?.type === "choice") return options[0] ? options : null;
  const mine = compared.filter(({ names }) => names.includes(name));
  if (!mine[0] || mine.some(({ names }) => names.length > 1)) return null;
  const limits = unique(mine.flatMap(({ limit }) => limit)).filter((limit) => limit === null || typeof limit !== "object");
  if (fact?.type === "set") return limits.length > LARGEST_SET ? null : combinations(limits);
  const values = limits.flatMap(around);
  if (!values.some(kindOf)) values.push(""); // any other answer
  if (fact?.none) values.push(NOT_YET);
  return unique(values);
};

/** A number or date with its neighbours; anything else alone. @type {(limit: any) => any[]} */
const around = (limit) => {
  if (isNumber(limit)) return [limit - 1, limit, limit + 1];
  return dateKind(limit) ? neighbours(limit) : [limit];
};

/** Every selection from a few options, the empty one first. @type {(options: any[]) => any[][]} */
const combinations = (options) =>
  options.reduce((found, option) => [...found, ...found.map((/** @type {any[]} */ chosen) => [...chosen, option])], [[]]);
