import { ANY_TICKET } from "../../shared/files/typed.js";
import SAID from "../pages.json" with { type: "json" };
import { nextOnRow } from "./rows.js";
import { plain } from "./words.js";

/**
 * The admission ticket number, where it stands on a page and whether it is the one that was declared: the twin of
 * `zikao.package.text.tickets`, which says why one or two different digits count only where the line reads alike once more.
 *
 * @typedef {import("./lines.js").Line} Line
 * @typedef {import("../../shared/files/typed.js").Form} Form
 * @typedef {"confirmed" | "one_digit" | "two_digits" | "differs" | "not_read"} Seen
 * @typedef {{text: string, line: Line}} NumberRead a number beside its label
 * @typedef {{digits: string, last: Line}} Field a label of a ticket number, and what was read beside it. digits: at the front of
 *   what stands there, fewer than a number has where it is cut short; last: where reading ended, the line that stands there,
 *   or the label's where none does
 * @typedef {{seen: Seen | null, digit?: number | null, line?: Line | null, typed?: string | null, read?: string | null,
 *   inTwoWays?: boolean}} Comparison what a page says about the declared number. seen: null where a number was seen in part, or
 *   reads in two ways; digit: which one to compare, from 1, where only one is different; typed, read: the declared and the
 *   other numbers, what differs in brackets: `62334【7】12`
 */

const { and: AND, left_mark: LEFT, right_mark: RIGHT } = SAID.words;
const SURE = 0.95;
const DIGIT_PX = 8;
/** Height of a digit by that of its line's box, on the low side: measured are 0.6 at 60 dpi to 0.8 at 300. */
const DIGIT_SHARE = 0.6;
const FEWEST_DIGITS = 8;
const MOST_DIGITS = 16;

/** By how many digits are others; as many as a slip of the hand makes, two where they change places. @type {Record<number, Seen>} */
const SEEN = { 1: "one_digit", 2: "two_digits" };

const LABEL = /准?考证(?:号码?|编号)[^0-9A-Za-z\u4e00-\u9fff]{0,3}/;
/** Digits that are taken for the rest of a number. */
const FEWEST_OF_CUT = 4;
const RUN = /[0-9]+/g;
const RUN_WITH_LETTERS = /[0-9A-Z]+/g;

/** Whether a letter may stand first. @param {Form} form */
const letters = (form) => form.pattern.includes("[A-Z]");
/** Whether an X may stand last. @param {Form} form */
const endsInX = (form) => form.pattern.includes("[0-9X]");

/** A number at the front of what stands beside its label, or what is left of one. @param {Form} form */
function numberOf(form) {
  const [letter, last] = [letters(form) ? "[A-Za-z]?" : "", endsInX(form) ? "[Xx]?" : ""];
  const number = `(${letter}[0-9]{${FEWEST_OF_CUT},${MOST_DIGITS}}${last})(?![0-9A-Za-z])`;
  return new RegExp(`^[^0-9A-Za-z\\u4e00-\\u9fff]?${number}`);
}

/** Whether it was read well enough to be held against someone. @param {NumberRead} number */
export const sure = ({ line }) => line.score >= SURE && line.box.height * DIGIT_SHARE >= DIGIT_PX;

/** The number, where it is one. @param {Field} field @returns {NumberRead[]} */
const numberIn = ({ digits, last }) => (digits.length >= FEWEST_DIGITS ? [{ text: digits, line: last }] : []);

/** Whether two numbers can be called different, rather than one number read in two ways. @param {string} one @param {string} other */
export const apart = (one, other) => one.length === other.length && wrongIn(one, other).length > 1;

/**
 * The labels 准考证号, each with what stands on its line or next to it on its row.
 *
 * @param {readonly Line[]} lines
 * @param {Form} [form]
 * @returns {Field[]}
 */
export function labelled(lines, form = ANY_TICKET) {
  return lines.flatMap((line) => {
    const text = plain(line.text);
    const label = LABEL.exec(text);
    if (!label) return [];
    const end = label.index + label[0].length;
    if (end < text.length) return [{ digits: numberAt(text.slice(end), form), last: line }];
    const beside = nextOnRow(line, lines);
    return [{ digits: beside ? numberAt(plain(beside.text), form) : "", last: beside ?? line }];
  });
}

/** @param {string} text @param {Form} form */
const numberAt = (text, form) => (numberOf(form).exec(text)?.[1] ?? "").toUpperCase();

/**
 * Whether further readings of a number's line all hold that number.
 *
 * @param {NumberRead} number
 * @param {readonly string[]} readings
 * @param {Form} [form]
 */
export const readsAlike = (number, readings, form = ANY_TICKET) => digitsIn(readings, form).every((digits) => number.text === digits);

/** The number in each reading of a line, behind the label where one stands there. @param {readonly string[]} readings @param {Form} form */
const digitsIn = (readings, form) =>
  readings.map((reading) => {
    const text = plain(reading);
    const label = LABEL.exec(text);
    return numberAt(label ? text.slice(label.index + label[0].length) : text, form);
  });

/**
 * Numbers that stand beside 准考证号, on the label's line or next to it on its row.
 *
 * @param {readonly Line[]} lines
 * @param {Form} [form]
 */
export const labelledNumbers = (lines, form = ANY_TICKET) => labelled(lines, form).flatMap(numberIn);

/**
 * A number with the digits in brackets that another of its length does not share: 123(4)5(6)78, with other brackets.
 *
 * @param {string} number
 * @param {string} other
 */
export function marked(number, other) {
  let [text, inside] = ["", false];
  [...number].forEach((digit, at) => {
    const differs = digit !== other[at];
    if (differs !== inside) text += differs ? LEFT : RIGHT;
    text += digit;
    inside = differs;
  });
  return inside ? text + RIGHT : text;
}

/**
 * Look for the declared number on one page.
 *
 * @param {string} declared as it is compared
 * @param {readonly Line[]} lines of the page
 * @param {{hidden?: (line: Line) => boolean, again?: (line: Line) => Promise<readonly string[]>, form?: Form}} [by]
 *   hidden: whether something may lie unseen where a line ends; again: further readings of a line; form: how ticket
 *   numbers are written
 * @returns {Promise<Comparison>}
 */
export async function compare(declared, lines, { hidden = () => false, again = async () => [], form = ANY_TICKET } = {}) {
  const holding = lines.find((line) => runs(plain(line.text), form).includes(declared));
  if (holding) return { seen: "confirmed", line: holding };
  /** @type {Comparison | null} */
  let partly = null;
  /** @type {NumberRead[]} */
  const others = [];
  for (const field of labelled(lines, form)) {
    const [number] = numberIn(field);
    if (cutShort(field.digits, declared) || hidden(field.last)) partly = { seen: null, line: field.last };
    else if (number && number.text.length === declared.length && sure(number)) {
      if (firm(number, declared, await again(number.line), form)) others.push(number);
      else partly = { seen: null, line: number.line, inTwoWays: true };
    }
  }
  const [nearest] = others.sort((one, other) => wrongIn(one.text, declared).length - wrongIn(other.text, declared).length);
  if (!nearest) return partly ?? { seen: "not_read" };
  const wrong = wrongIn(nearest.text, declared);
  return {
    seen: SEEN[wrong.length] ?? "differs",
    digit: wrong.length === 1 ? (wrong[0] ?? null) : null,
    line: nearest.line,
    typed: marked(declared, nearest.text),
    read: [...new Set(others.map((each) => marked(each.text, declared)))].join(AND),
  };
}

/** The signs of which numbers are made, as far as they stand together. @param {string} text @param {Form} form @returns {string[]} */
const runs = (text, form) => (letters(form) || endsInX(form) ? text.toUpperCase().match(RUN_WITH_LETTERS) : text.match(RUN)) ?? [];

/**
 * Whether readings agree that a number is not the declared one. Of a slip each reading has to hold the very number; another
 * number may be misread in a digit and is another all the same.
 *
 * @param {NumberRead} number
 * @param {string} declared
 * @param {readonly string[]} readings
 * @param {Form} form
 */
function firm(number, declared, readings, form) {
  if (SEEN[wrongIn(number.text, declared).length]) return readsAlike(number, readings, form);
  return digitsIn(readings, form).every((digits) => digits.length === declared.length && wrongIn(digits, declared).length > 2);
}

/** Which digits are not the declared ones, from 1. @param {string} read @param {string} declared */
const wrongIn = (read, declared) => [...read].flatMap((digit, at) => (digit === declared[at] ? [] : [at + 1]));

/** Whether digits are some of the declared number's, and not all of them. @param {string} digits @param {string} declared */
export const cutShort = (digits, declared) => digits !== "" && digits.length < declared.length && declared.includes(digits);
