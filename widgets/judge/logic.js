import { unique } from "./json.js";

/**
 * Strong Kleene logic: true, false and unknown, which is the list of the facts that it still needs.
 * The twin of zikao/judge/logic.py.
 *
 * @typedef {import("./judge.js").Truth} Truth
 */

const { isArray } = Array;

/**
 * Unknown, and no fact that were given would help.
 *
 * @type {Truth}
 */
export const UNUSABLE = [];

/** @type {(truth: Truth) => Truth} */
export const negate = (truth) => (isArray(truth) ? truth : !truth);

/** Strong Kleene logic: one decisive part settles it. @type {(parts: Truth[], decisive: boolean) => Truth} */
const combine = (parts, decisive) => {
  const open = parts.filter(isArray);
  if (parts.includes(decisive)) return decisive;
  return open[0] ? unique(open.flat()) : !decisive;
};

/** @type {(parts: Truth[]) => Truth} */
export const allOf = (parts) => combine(parts, false);

/** @type {(parts: Truth[]) => Truth} */
export const anyOf = (parts) => combine(parts, true);

/** @type {(parts: Truth[]) => Truth} */
export const noneOf = (parts) => negate(anyOf(parts));
