import { compare } from "../package/together.js";
import { entryInForce } from "./in-force.js";
import { formOf } from "./numbers.js";
import { reportOn } from "./reporting.js";

/**
 * Several archives of one candidate, judged together, one for each ticket number and no number twice: the twin of
 * `zikao.checks.together`.
 *
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../package/together.js").Declared} Declared
 */

/**
 * Judges archives that were each measured before against what the spec in force asks of all of them.
 *
 * @param {import("./in-force.js").Line} specs
 * @param {readonly Declared[]} archives in the order in which they are to be uploaded
 * @param {readonly string[] | null} numbers all old ticket numbers of the candidate, as typed; null where they were not listed
 * @param {Date} now
 * @returns {Report | null} null where it asks nothing of several archives
 */
export function checkTogether(specs, archives, numbers, now) {
  const { document, together } = entryInForce(specs, now);
  if (!together) return null;
  const form = formOf(document);
  const known = { ...compare(archives, numbers, form), file: null };
  return reportOn(together, known, { now, typed: { number: "", who: null, form: form.pattern } });
}
