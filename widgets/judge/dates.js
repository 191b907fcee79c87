import { isNumber } from "./json.js";

/**
 * Dates as text: `YYYY-MM-DD` for a day, `YYYY-MM-DDTHH:MM` for a moment, both in Asia/Shanghai. Text of one kind sorts in
 * the order of time. 24:00 is the end of a day: after its last minute and before the next day's first. The twin of
 * zikao/judge/dates.py.
 */

/** The answer 还没有 to a date question. */
export const NOT_YET = "none";

const SHAPE = /^[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d)?$/;

const MINUTE = 6e4;
const DAY = 864e5;

/** As if it were UTC, where no hour is left out or comes twice. @type {(text: string) => Date} */
const fromText = (text) => new Date(text[10] ? `${text}Z` : text);

/** The inverse, null for what is no date. @type {(time: number, length: number, more?: string) => string | null} */
const toText = (time, length, more = "") => known(new Date(time).toJSON()?.slice(0, length) + more);

/** @type {(text: string) => string | null} */
const known = (text) => (dateKind(text) ? text : null);

/** Tell a day from a moment; null for anything that is neither. @type {(value: any) => "date" | "datetime" | null} */
export const dateKind = (value) => {
  if (typeof value !== "string" || !SHAPE.test(value)) return null;
  // The end of a day comes back as the start of the next.
  const text = value.replace("T24:00", "");
  // 30 February does not come back as it went in.
  if (!fromText(text).toJSON()?.startsWith(text)) return null;
  return value[10] ? "datetime" : "date";
};

/** Join a year number, `MM-DD` and perhaps `HH:MM`. @type {(year: any, day: any, time?: string) => string | null} */
export const compose = (year, day, time) => {
  if (!isNumber(year) || typeof day !== "string") return null;
  return known(`${year}-${day}${time ? `T${time}` : ""}`);
};

/**
 * Move a date: years and months first, staying within the month, then to the month's first or last day, then days; null
 * if that is no date.
 *
 * @type {(value: any, plus: {years?: number, months?: number, to?: "month_start" | "month_end", days?: number}) =>
 *   string | null}
 */
export const shift = (value, { years = 0, months = 0, to, days = 0 }) => {
  if (!dateKind(value)) return value === NOT_YET ? value : null;
  const date = fromText(value.slice(0, 10));
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0); // ran past the end of a shorter month
  if (to === "month_end") date.setUTCMonth(date.getUTCMonth() + 1, 0);
  if (to === "month_start") date.setUTCDate(1);
  return toText(+date + days * DAY, 10, value.slice(10));
};

/** The day before, the day, and the day after; for a moment the same in minutes. @type {(value: string) => any[]} */
export const neighbours = (value) => {
  const step = value[10] ? MINUTE : DAY;
  /** @type {(steps: number) => string | null} */
  const moved = (steps) => toText(+fromText(value) + steps * step, value.length);
  // Not moved by none: the end of a day would read as the start of the next.
  return [moved(-1), value, moved(1)].filter(Boolean);
};
