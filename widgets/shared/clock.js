/** Time as it passes in Beijing, wherever the device is. China keeps one time all year. */

const MINUTE = 6e4;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A moment of the rulebook, `2026-05-30T17:00` in Beijing, in milliseconds; of a day alone its start. 24:00 is the start
 * of the next.
 *
 * @param {string} text
 */
export const moment = (text) => +new Date(`${text}${text[10] ? "" : "T00:00"}:00+08:00`);

/**
 * The last minute that a moment or a day includes, in milliseconds.
 *
 * @param {string} text
 */
export const lastMinute = (text) => moment(/T(?!24)/.test(text) ? text : `${text.slice(0, 10)}T23:59`);

/** What the clock shows in Beijing, `2026-05-30T17:00`. @param {Date} now */
export const beijing = (now) => new Date(+now + 8 * HOUR).toISOString().slice(0, 16);

/** The day that it is in Beijing, counted from 1970. @param {number} time */
const day = (time) => Math.floor((time + 8 * HOUR) / DAY);

/**
 * A day or moment as every page and report writes it, `2026年5月30日 17:00`; any other text as it is.
 *
 * @param {string} text
 */
export function spoken(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?$/.exec(text);
  if (!found) return text;
  const [, year, month = "", date = "", time] = found;
  return `${year}年${+month}月${+date}日${time ? ` ${time}` : ""}`;
}

/**
 * How long it is until a moment that lies ahead: whole days by the calendar, hours and minutes on the last day.
 *
 * @param {number} to
 * @param {number} now
 * @returns {string} such as `3 天`, `5 小时`, `20 分钟`
 */
export function left(to, now) {
  const days = day(to) - day(now);
  if (days > 0 && to - now >= 12 * HOUR) return `${days} 天`;
  if (to - now >= HOUR) return `${Math.floor((to - now) / HOUR)} 小时`;
  return `${Math.max(1, Math.floor((to - now) / MINUTE))} 分钟`;
}
