import { h } from "../shared/browser.js";
import { atHand, edge } from "../shared/at-hand.js";
import { beijing, lastMinute, left, spoken } from "../shared/clock.js";

/**
 * @typedef {import("../eligibility/eligibility.js").Eligibility} Form
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {{at: string, what: string}} Told at: YYYY-MM-DDTHH:MM in Beijing
 */

/**
 * Deadlines that a notice told the reader and they filled in, and last days of what they still owe.
 *
 * @param {Form | null} form
 * @param {Report | null} report
 * @returns {Told[]} the nearest first
 */
function own(form, report) {
  const { compiled, talk } = form ?? {};
  if (!compiled || !talk) return [];
  const { answers } = talk.held();
  const found = Object.entries(compiled.facts).flatMap(([name, { from_window: origin }]) => {
    const window = origin && compiled.windows[origin.window];
    const at = answers[name];
    // A day alone has no time of day, so it cannot be counted down to.
    if (!window || typeof at !== "string" || at.length < 16) return [];
    return [{ at, what: `${window.title}${origin.edge === "end" ? "截止" : "开始"}（你填的）` }];
  });
  const owed = (report?.duties ?? []).flatMap(({ due, todo, state }) =>
    due && state !== "done" ? [{ at: `${due.slice(0, 10)}T23:59`, what: todo }] : [],
  );
  return [...found, ...owed].sort((a, b) => lastMinute(a.at) - lastMinute(b.at));
}

/**
 * The reader's own dates.
 *
 * @param {Form | null} form
 * @param {Report | null} report
 * @returns {HTMLElement | null} null where none is known
 */
export function dates(form, report) {
  const all = own(form, report);
  return all[0] ? h("ul.zk-dates", {}, all.map(line)) : null;
}

/**
 * The nearest date ahead: the reader's own, and those of windows that official sources name.
 *
 * @param {Form | null} form
 * @param {Report | null} report
 * @returns {Told | null}
 */
export function coming(form, report) {
  const today = beijing(new Date()).slice(0, 10);
  const windows = Object.values(form?.compiled?.windows ?? {}).flatMap((window) => {
    const dates = atHand(window, today);
    if (dates.authority !== "official") return [];
    const [start, end] = [edge(dates, "start"), edge(dates, "end")];
    const rule = dates.everyYear ? "（按每年的规定）" : "";
    return [start && { at: start, what: `${window.title}开始${rule}` }, end && { at: end, what: `${window.title}截止${rule}` }];
  });
  const all = [...own(form, report), ...windows].flatMap((each) => each || []);
  const ahead = all.filter(({ at }) => lastMinute(at) > Date.now());
  return ahead.sort((a, b) => lastMinute(a.at) - lastMinute(b.at))[0] ?? null;
}

/** @param {{at: string, what: string}} date */
function line({ at, what }) {
  const to = lastMinute(at);
  const now = Date.now();
  const wait = to < now ? "已经过了" : `还剩 ${left(to, now)}`;
  const day = at.endsWith("T23:59") ? `${spoken(at.slice(0, 10))} 当天为止` : `${spoken(at)}`;
  return h("li", {}, h("b", {}, wait), ` · ${day}（北京时间） · ${what}`);
}
