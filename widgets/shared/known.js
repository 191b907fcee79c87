import { atHand, edge } from "./at-hand.js";
import { beijing, spoken } from "./clock.js";

/**
 * A compiled procedure, and what is known of a candidate's case.
 *
 * @typedef {import("../judge/judge.js").Facts} Facts
 * @typedef {import("./types/document.js").DocumentFact} Fact
 * @typedef {import("./types/document.js").DocumentWindow} Window
 * @typedef {import("./types/document.js").DocumentRule} Rule
 * @typedef {import("./types/document.js").Document} Compiled  one procedure, as `zikao.rulebook.compile` gives it
 */

/**
 * All that is known: whether the document's city is the one that a question asks about, dates of windows that are
 * official and not over, the answers, and the clock in Beijing. Null, which is "not sure", does not hide what the city
 * or a window says.
 *
 * @param {Compiled} document
 * @param {Facts} answers
 * @param {Date} now
 * @returns {Facts}
 */
export function knownFacts(document, answers, now) {
  const clock = beijing(now);
  const today = clock.slice(0, 10);
  /** @type {Facts} */
  const said = {};
  for (const [name, { type, from_window: origin, from_city: city }] of Object.entries(document.facts)) {
    if (city && document.city) said[name] = city === document.city;
    const window = origin && document.windows[origin.window];
    const dates = window && atHand(window, today);
    const moment = dates && edge(dates, origin.edge);
    if (moment && dates.authority === "official" && dates.until && today <= dates.until) {
      said[name] = type === "date" ? moment.slice(0, 10) : moment;
    }
  }
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));
  return { ...answers, ...said, ...given, today, now: clock };
}

/**
 * One value in words: labels for options, days as they are spoken, at most two decimals; more where a number would
 * read like a limit that it is to be told apart from without being it.
 *
 * @param {any} value
 * @param {Fact | undefined} fact
 * @param {any[]} [apart] the limits
 * @returns {string}
 */
export function shown(value, fact, apart = []) {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") {
    /** @type {(digits: number) => string} */
    const text = (digits) => String(+value.toFixed(digits));
    const said = apart.filter((limit) => typeof limit === "number" && limit !== value).map((limit) => shown(limit, fact));
    return text([2, 3, 4, 5, 6].find((digits) => !said.includes(text(digits))) ?? 2);
  }
  if (Array.isArray(value) && fact?.items) return value.map((item, place) => itemShown(item, place, fact)).join("；") || (fact.none ?? "无");
  if (Array.isArray(value)) return value.map((item) => shown(item, fact)).join("、") || (fact?.none ?? "无");
  if (value === "none" && fact?.none) return fact.none;
  return fact?.options?.[value] ?? spoken(value);
}

/**
 * What a reader calls the item at a place, from 0, of a list: 第 2 门课程.
 *
 * @param {Fact} list
 * @param {number} place
 */
export const itemCalled = ({ one }, place) => `第 ${place + 1} ${(one ?? "").slice(1)}`;

/**
 * The same with its first field behind it, where that is text or a choice: 第 2 门课程（英语）.
 *
 * @param {Facts} item
 * @param {number} place
 * @param {Fact} list
 */
export function itemNamed(item, place, list) {
  const [[first, field] = ["", null]] = Object.entries(list.items ?? {});
  const names = field && item[first] && (field.type === "text" || field.type === "choice");
  return itemCalled(list, place) + (names ? `（${shown(item[first], field)}）` : "");
}

/**
 * All that is known of one item.
 *
 * @param {Facts} item
 * @param {number} place
 * @param {Fact} list
 */
export function itemShown(item, place, list) {
  const known = Object.entries(list.items ?? {}).filter(([name]) => item[name] != null);
  const fields = known.map(([name, field]) => `${field.ask} ${shown(item[name], field)}`);
  return `${itemCalled(list, place)}：${fields.join("，") || "不清楚"}`;
}
