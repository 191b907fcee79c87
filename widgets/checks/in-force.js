import { beijing } from "../shared/clock.js";

/**
 * The spec that a check goes by, of those that follow one another the one in force on its day: the twin of
 * `zikao.checks.in_force`.
 *
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {{until?: string, document: Compiled, together?: Compiled}} Entry until: its last day, YYYY-MM-DD; together: what it asks
 *   of several files
 * @typedef {{line: Entry[]}} Line as `zikao.checks.on_device` gives them, the oldest first
 */

/**
 * The first that is not over by the day that it is in Beijing; after all of them, the last.
 *
 * @param {Line} specs
 * @param {Date} now
 */
export const inForce = (specs, now) => entryInForce(specs, now).document;

/** The same with what stands beside it. @param {Line} specs @param {Date} now */
export function entryInForce({ line }, now) {
  const day = beijing(now).slice(0, 10);
  const found = line.find(({ until }) => until === undefined || day <= until) ?? line[line.length - 1];
  if (!found) throw new Error("a line of specs has at least one");
  return found;
}
