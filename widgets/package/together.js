import { ticketNumber } from "../shared/files/typed.js";
import { shownName } from "./shown.js";
import { masked } from "./text/words.js";

/**
 * Several archives of one candidate, each for one ticket number, and what they come to together: the twin of
 * `zikao.package.together`. Only what the candidate typed is compared here, and how many numbers were read in each archive. No
 * number leaves in the clear.
 *
 * @typedef {import("../shared/files/typed.js").Form} Form
 * @typedef {{name: string | null, number: string | null, found?: number | null}} Declared one archive with what was declared of it
 *   number: the ticket number that it is for, as typed; found: how many numbers were read on its pages, where all of them were
 */

const UNREAD = "有的包没有全部读到";
const UNLISTED = "没有列出全部旧准考证号";
const NO_NAME = "没有给出文件名";
const OF_EACH = ["name", "archive_number", "archive_number_again", "archive_numbers_found"];

/**
 * What the archives come to, and why some of it is not known.
 *
 * @param {readonly Declared[]} archives in the order in which they are uploaded: of two for one number, the later counts
 * @param {readonly string[] | null} numbers all old numbers of the candidate, as typed; null where they were not listed
 * @param {Form} form how ticket numbers are written
 * @returns {{facts: Record<string, any>, absent: Record<string, string>}}
 */
export function compare(archives, numbers, form) {
  const undeclared = `有的包没有填准考证号，或者填的不是 ${form.wanted}，无从核对`;
  const whole = new RegExp(form.pattern);
  /** @type {(typed: string | null) => string | null} */
  const read = (typed) => (typed !== null && whole.test(ticketNumber(typed)) ? ticketNumber(typed) : null);
  const typed = archives.map(({ number }) => read(number));
  /** @type {Record<string, any>} */
  const facts = { packages: archives.length, archives: archives.map((each, index) => known(each, index, typed)) };
  if (!typed.includes(null)) facts.numbers_repeated = new Set(typed.filter((number, at) => typed.indexOf(number) < at)).size;
  const listed = numbers?.map(read);
  if (listed && ![...listed, ...typed].includes(null)) {
    const missing = [...new Set(listed)].flatMap((number) => (number === null || typed.includes(number) ? [] : [masked(number)]));
    Object.assign(facts, { numbers_missing: missing.length, missing_numbers: missing });
  }
  const ofEach = (/** @type {string} */ name) => OF_EACH.includes(name);
  /** @type {(name: string) => boolean} */
  const lacking = (name) => (ofEach(name) ? facts.archives.some((/** @type {object} */ each) => !(name in each)) : !(name in facts));
  const ofAll = listed ? undeclared : UNLISTED;
  /** @type {[string, string][]} */
  const reasons = [
    ...[["name", NO_NAME], ["archive_numbers_found", UNREAD]],
    ...["numbers_repeated", "archive_number", "archive_number_again"].map((name) => [name, undeclared]),
    ...["numbers_missing", "missing_numbers"].map((name) => [name, ofAll]),
  ].map(([name = "", why = ""]) => [name, why]);
  return { facts, absent: Object.fromEntries(reasons.filter(([name]) => lacking(name))) };
}

/** Facts of one archive, given the numbers that all are for. @param {Declared} archive @param {number} index @param {(string | null)[]} typed */
function known({ name, found = null }, index, typed) {
  const number = typed[index] ?? null;
  return {
    index,
    ...(name !== null && { name: shownName(name) }),
    ...(number !== null && { archive_number: masked(number), archive_number_again: typed.includes(number, index + 1) }),
    ...(found !== null && { archive_numbers_found: found }),
  };
}
