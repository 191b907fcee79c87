import { typedDay } from "../days.js";
import { COURSES, TICKET_NUMBER } from "../declarable.js";

/**
 * What was typed, as the functions take it, or what is wrong with it: by the rules that they were made with, so that
 * nothing leaves the device which they would refuse or could not compare.
 */

const LEFT_OUT = new RegExp(TICKET_NUMBER.leftOut, "g");
const LETTERS = new RegExp(COURSES.letters);

/**
 * How a number is written, as `zikao.numbers` has it; a province whose rulebook says it gives it to its own forms.
 *
 * @typedef {{pattern: string, wanted: string}} Form
 */

/** @type {Form} */
export const ANY_TICKET = TICKET_NUMBER;

/**
 * Chinese keyboards give wide digits, cards show digits in groups.
 *
 * @param {string} typed
 * @returns {string} empty where nothing was said
 */
export const ticketNumber = (typed) =>
  typed
    .normalize("NFKC")
    .replace(LEFT_OUT, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** @param {string} typed @param {Form} form */
export function faultOfTicketNumber(typed, form = ANY_TICKET) {
  const number = ticketNumber(typed);
  return number && !new RegExp(form.pattern).test(number) ? `准考证号要是 ${form.wanted}，请照准考证核对` : null;
}

/**
 * Half a character no encoding can carry.
 *
 * @param {string} typed one course a line
 */
const names = (typed) =>
  typed
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);

/**
 * @param {string} typed one course a line
 * @returns {string} percent-encoded, with commas between
 */
export const courses = (typed) => names(typed).map(encodeURIComponent).join(",");

/** @param {string} typed */
export function faultOfCourses(typed) {
  const found = names(typed);
  const long = found.findIndex((name) => [...name].length > COURSES.longest);
  const bare = found.findIndex((name) => !LETTERS.test(name.normalize("NFKC")));
  if (found.length > COURSES.most) return `课程一次最多填 ${COURSES.most} 门，现在有 ${found.length} 门`;
  if (long >= 0) return `第 ${long + 1} 门课程的名称超过 ${COURSES.longest} 个字，请一行只写一门`;
  if (bare >= 0) return `第 ${bare + 1} 门课程没有写名称，请照证书上的写`;
  return courses(typed).length > COURSES.header ? "课程名称加起来太长，请少填几门，分两次检查" : null;
}

const FORM_OF_DAY = "拍摄日期要填全年、月、日，写成 2026-05-27 的样子，或者整个留空";

/** @param {string} typed */
export const faultOfDay = (typed) => (typed.trim() && !typedDay(typed) ? FORM_OF_DAY : null);

/** A person's name as it may stand in a file's name, as Python's `zikao.rulebook.file_names` has it. */
export const PERSON = /[A-Za-z\u3400-\u9fff\u00b7][A-Za-z\u3400-\u9fff\u00b7 .]{0,39}/.source;
const NO_PERSON = "姓名只写汉字、字母和间隔号，不超过 40 个字";

/**
 * A person's name as it stands in a file's name; null where it is none.
 *
 * @param {string} typed
 */
export function person(typed) {
  const name = typed.normalize("NFKC").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/[\u2022\u30fb]/g, "\u00b7");
  return new RegExp(`^${PERSON}$`).test(name) ? name : null;
}

/** @param {string} typed */
export const faultOfPerson = (typed) => (typed.trim() && !person(typed) ? NO_PERSON : null);
