import { beijing } from "../../shared/clock.js";
import { nextOnRow } from "./rows.js";
import { plain } from "./words.js";

/**
 * Identity numbers of China (GB 11643-1999), 18 characters, the last one a checksum by ISO 7064 MOD 11-2: the twin of
 * `zikao.package.text.identity`. A number found on a page is compared with these rules and forgotten.
 *
 * @typedef {import("./lines.js").Line} Line
 */

const NUMBER = /(?:^|[^0-9A-Za-z])([0-9]{17}[0-9Xx])(?![0-9A-Za-z])/g;
const CHECKS = "10X98765432";
const FIRST_YEAR = "1900";
const LABEL = /身份(?:证|号码)[^0-9]{0,6}/;
/** Line score from which a number tells one person from another, if more than `MISREAD` of it differs. */
const CLEAR = 0.95;
/** Characters of a number that may be wrong in one reading of it. */
const MISREAD = 2;
/** Line score from which a number that fails is the page's fault rather than the reader's. */
const SURE = 0.98;

/**
 * Whether an identity number can exist: province, date of birth and checksum.
 *
 * @param {string} number
 * @param {string} [today] nobody is born after it, as `2026-11-30`; without it the clock in Beijing
 */
export function isValid(number, today = beijing(new Date()).slice(0, 10)) {
  if (!/^[0-9]{17}[0-9Xx]$/.test(number)) return false;
  const province = Number(number.slice(0, 2));
  // 11 to 65 with gaps between the regions; 71 Taiwan is not issued, 81 to 83 are residence permits.
  if (!((province >= 11 && province <= 65) || (province >= 81 && province <= 83))) return false;
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const moment = new Date(`${born}T00:00:00Z`);
  // The thirtieth of February would become another day.
  if (isNaN(Number(moment)) || moment.toISOString().slice(0, 10) !== born) return false;
  return born.slice(0, 4) >= FIRST_YEAR && born <= today && check(number.slice(0, 17)) === number.slice(17).toUpperCase();
}

/** @param {string} digits */
function check(digits) {
  let rest = 0;
  for (const digit of digits) rest = ((rest + Number(digit)) * 2) % 11;
  return CHECKS[rest];
}

/**
 * Whatever looks like an identity number, and its line.
 *
 * @param {readonly Line[]} lines
 * @returns {{number: string, line: Line}[]}
 */
export const identityNumbers = (lines) =>
  lines.flatMap((line) => [...plain(line.text).matchAll(NUMBER)].map(([, found = ""]) => ({ number: found.toUpperCase(), line })));

/**
 * Whether a valid number stands on the page. One that was not read for sure is no failure, nor is one without its label:
 * invoices carry codes as long.
 *
 * @param {readonly Line[]} lines
 * @param {string} [today]
 * @returns {"valid" | "fails_check" | "not_read"}
 */
export function identityNumber(lines, today) {
  if (identityNumbers(lines).some(({ number }) => isValid(number, today))) return "valid";
  return labelled(lines).some(({ line }) => line.score >= SURE) ? "fails_check" : "not_read";
}

/** Numbers on the line of a label or next to it on its row. @param {readonly Line[]} lines */
const labelled = (lines) =>
  lines.flatMap((line) => {
    const text = plain(line.text);
    const label = LABEL.exec(text);
    if (!label) return [];
    const after = text.slice(label.index + label[0].length);
    const beside = /[^:]/.test(after) ? line : nextOnRow(line, lines);
    return beside ? identityNumbers([beside]) : [];
  });

/**
 * Numbers on an identity card that tell people apart: valid ones, or such as were read for sure.
 *
 * @param {readonly Line[]} lines
 * @param {string} [today]
 */
export const holderNumbers = (lines, today) =>
  identityNumbers(lines)
    .filter(({ number, line }) => line.score >= CLEAR || isValid(number, today))
    .map(({ number }) => number);

/**
 * Whether two numbers are of two people, rather than one number read in two ways.
 *
 * @param {string} one
 * @param {string} other
 * @param {string} [today]
 */
export function otherPerson(one, other, today) {
  const wrong = [...one].filter((letter, at) => letter !== other[at]).length;
  return wrong > MISREAD || (wrong > 0 && isValid(one, today) && isValid(other, today));
}
