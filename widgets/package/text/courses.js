import { COURSES } from "../../shared/declarable.js";
import SAID from "../pages.json" with { type: "json" };
import { shownName } from "../shown.js";
import { plain } from "./words.js";

/**
 * Courses that a candidate named, looked for on certificates: the twin of `zikao.package.text.courses`.
 *
 * Names of courses are long, alike and misread: 高等数学（一） is not 高等数学（二）, and 大学语文 holds 语文. So a course is
 * seen only where its whole name stands by itself, with its own ordinal; where something close to it stands, it is unclear.
 *
 * @typedef {import("./lines.js").Line} Line
 * @typedef {{name: string, forms: string[]}} Course as it was declared, and the forms in which it is compared
 * @typedef {{seen: Set<string>, unclear: Set<string>}} Found names of declared courses, as declared
 */

/** Of a page that are looked at; a certificate has a few hundred in a score of lines. */
const CHARACTERS = 3000;
const LINES = 150;
/** At which a name, or half of one, is looked at: more there are only on a page made to take time. */
const PLACES = 20;
/** Shorter names are like too many others to be nearly read. */
const SHORTEST_NEAR = 4;
const MORE = [-1, 0, 1];
/** How far below a line its continuation may stand, in heights of the line. */
const WRAPPED = [0.5, 2.5];

const TOLD = SAID.courses;
const ORDINALS = new Map(Object.entries(TOLD.ordinals));
const NUMERALS = [...ORDINALS.keys()].filter((numeral) => !TOLD.dashes.includes(numeral));
const BRACKETS = new Map(Object.entries(TOLD.brackets));
const LETTERS = COURSES.letters.slice(1, -1);
const LETTER = new RegExp(COURSES.letters);
/** How an ordinal between brackets is read and misread. */
const IN_BRACKETS = new RegExp(`\\((${TOLD.numeral}|[${TOLD.dashes.replace("-", "\\-")}])(?:\\)|(?![\\p{L}\\p{N}]))`, "gu");
const BARE = new RegExp(`([\\u4e00-\\u9fff])(${TOLD.numeral})$`);
const CODE_FIRST = /^[0-9]{4,6}(?=\P{Nd})/u;
const CODE_LAST = /(\P{Nd})[0-9]{4,6}$/u;
const AROUND = new RegExp(`^[${TOLD.around.replace("-", "\\-")}]+|[${TOLD.around.replace("-", "\\-")}]+$`, "g");
/** Characters that tell whether a name begins there. */
const LEAD = 8;
const BEFORE = new RegExp(`(?:[^${LETTERS}]|(?:^|[^0-9])[0-9]{4,6}|${TOLD.words_before})$`);
const [LEADING, ...WHOLE] = TOLD.words_after;
const AFTER = new RegExp(
  `^(?:${LEADING}(?:[^${LETTERS}(#]|[0-9]{4,6}(?![0-9])|[0-9]{2,3}[^${LETTERS}]|${WHOLE.join("|")}))`,
);

/**
 * Declared courses, each once; null where the names cannot be compared: no list, too many, too long.
 *
 * @param {unknown} names
 * @returns {Course[] | null}
 */
export function declarable(names) {
  if (!Array.isArray(names) || names.length > COURSES.most) return null;
  /** @type {Map<string, Course>} */
  const courses = new Map();
  for (const name of names) {
    if (typeof name !== "string" || [...name].length > COURSES.longest) return null;
    const whole = canonical(name).replace(CODE_FIRST, "").replace(CODE_LAST, "$1").replace(AROUND, "");
    if (!LETTER.test(whole)) return null;
    const forms = formsOf(whole.replace(BARE, (_, before, numeral) => before + ordinal(numeral)));
    const key = forms.join("\n");
    if (!courses.has(key)) courses.set(key, { name: shownName(name), forms });
  }
  return [...courses.values()];
}

/** A canonical name, and the same with its ordinal written without brackets. @param {string} name */
function formsOf(name) {
  const at = name.lastIndexOf("#");
  const [whole, place] = [name.slice(0, at), name.slice(at + 1)];
  const bare = at < 0 ? [] : NUMERALS.filter((numeral) => String(ORDINALS.get(numeral)) === place);
  return [name, ...bare.map((numeral) => whole + numeral)];
}

/** Without spaces, widths and kinds of brackets folded, an ordinal in brackets as `#1`. @param {string} text */
export const canonical = (text) =>
  plain(text)
    .replace(/./gsu, (letter) => BRACKETS.get(letter) ?? letter)
    .replace(IN_BRACKETS, (_, numeral) => ordinal(numeral));

/** @param {string} numeral */
const ordinal = (numeral) => `#${ORDINALS.get(numeral)}`;

/**
 * Which courses stand on a page.
 *
 * @param {readonly Course[]} courses
 * @param {readonly Line[]} all
 * @returns {Found}
 */
export function look(courses, all) {
  const lines = all.slice(0, LINES);
  const alone = lines.map((line) => canonical(line.text)).join("\n");
  const wrapped = continued(lines)
    .map(([one, other]) => canonical(one.text + other.text))
    .join("\n");
  const text = `\n${cut(alone)}\n${cut(wrapped)}\n`;
  /** @type {Found} */
  const found = { seen: new Set(), unclear: new Set() };
  for (const { name, forms } of courses) {
    if (forms.some((form) => stands(form, text))) found.seen.add(name);
    else if (forms.some((form) => text.includes(form) || nearly(form, text))) found.unclear.add(name);
  }
  return found;
}

/** @param {string} text */
const cut = (text) => [...text].slice(0, CHARACTERS).join("");

/** Each line with the one below it, which may go on where it ends. @param {readonly Line[]} lines @returns {[Line, Line][]} */
function continued(lines) {
  const [low = 0, high = 0] = WRAPPED;
  return lines.flatMap((line) => {
    /** @type {{across: number, other: Line} | null} */
    let below = null;
    for (const other of lines) {
      const [along, across] = line.box.fromHere(other.box);
      const overlaps = Math.abs(along) < (line.box.width + other.box.width) / 2;
      const near = low * line.box.height < across && across < high * line.box.height;
      if (overlaps && near && (!below || across < below.across)) below = { across, other };
    }
    return below ? [/** @type {[Line, Line]} */ ([line, below.other])] : [];
  });
}

/** Whether the whole name stands there by itself, not within a longer one. @param {string} name @param {string} text */
const stands = (name, text) =>
  places(name, text).some((at) => BEFORE.test(text.slice(Math.max(0, at - LEAD), at)) && AFTER.test(text.slice(at + name.length)));

/** Whether the name stands there but for one character that is wrong, missing or too much. @param {string} name @param {string} text */
function nearly(name, text) {
  if (name.length < SHORTEST_NEAR) return false;
  const middle = Math.floor(name.length / 2);
  const [head, tail] = [name.slice(0, middle), name.slice(middle)];
  // One half at least is whole, so only its places are looked at.
  return (
    places(head, text).some((at) => MORE.some((more) => oneOff(tail, text.slice(at + middle, at + name.length + more)))) ||
    places(tail, text).some((at) => MORE.some((more) => oneOff(head, text.slice(Math.max(0, at - head.length - more), at))))
  );
}

/** @param {string} part @param {string} text */
function places(part, text) {
  const found = [];
  for (let at = text.indexOf(part); at >= 0 && found.length < PLACES; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** @param {string} one @param {string} other */
function oneOff(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same += 1;
  if (same === Math.min(one.length, other.length)) return true;
  const [left, right] = [one.slice(same), other.slice(same)];
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
}
