import { isNumber } from "./json.js";

/**
 * Dates as text: `YYYY-MM-DD` for a day, `YYYY-MM-DDTHH:MM` for a moment, both in Asia/Shanghai. Text of one kind sorts in
 * the order of time. The twin of zikao/judge/dates.py.
 */

/** The answer 还没有 to a date question. */
export const NOT_YET = "none";

const SHAPE = /^[1-9]\d{3}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d)?$/;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** As if it were UTC, where no hour is left out or comes twice. @type {(text: string) => Date} */
const fromText = (text) => new Date(text.length > 10 ? `${text}Z` : text);

/** The inverse, null for what is no date. @type {(date: Date, like: string) => string | null} */
const toText = (date, like) => {
  const text = date.toJSON()?.slice(0, like.length);
  return dateKind(text) ? text : null;
};

/** Tell a day from a moment; null for anything that is neither. @type {(value: any) => "date" | "datetime" | null} */
export const dateKind = (value) => {
  if (typeof value !== "string" || !SHAPE.test(value)) return null;
  // 30 February does not come back as it went in.
  if (!fromText(value).toJSON()?.startsWith(value)) return null;
  return value.length > 10 ? "datetime" : "date";
};

/** Join a year number, `MM-DD` and perhaps `HH:MM`. @type {(year: any, day: any, time?: string) => string | null} */
export const compose = (year, day, time) => {
  if (!isNumber(year) || typeof day !== "string") return null;
  const text = `${year}-${day}${time ? `T${time}` : ""}`;
  return dateKind(text) ? text : null;
};

/**
 * Move a date: years and months first, staying within the month, then to the month's first or last day, then days; null
 * if that is no date.
 *
 * @type {(value: any, plus: {years?: number, months?: number, to?: "month_start" | "month_end", days?: number}) =>
 *   string | null}
 */
export const shift = (value, { years = 0, months = 0, to, days = 0 }) => {
  if (value === NOT_YET) return NOT_YET;
  if (!dateKind(value)) return null;
  const date = fromText(value);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0); // ran past the end of a shorter month
  if (to === "month_end") date.setUTCMonth(date.getUTCMonth() + 1, 0);
  if (to === "month_start") date.setUTCDate(1);
  return toText(new Date(date.getTime() + days * DAY), value);
};

/** The day before, the day, and the day after; for a moment the same in minutes. @type {(value: string) => any[]} */
export const neighbours = (value) => {
  const step = dateKind(value) === "date" ? DAY : MINUTE;
  const near = [-1, 0, 1].map((offset) => toText(new Date(fromText(value).getTime() + offset * step), value));
  return near.filter((text) => text !== null);
};
