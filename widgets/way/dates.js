import { h } from "../shared/browser.js";
import { left, moment, spoken } from "../shared/clock.js";

/**
 * The reader's own dates: deadlines that a notice told them and they filled in, and last days of what they still owe.
 *
 * @param {import("../eligibility/eligibility.js").Eligibility | null} form
 * @param {import("../shared/report.js").Report | null} report
 * @returns {HTMLElement | null} null where none is known
 */
export function dates(form, report) {
  const { compiled, talk } = form ?? {};
  if (!compiled || !talk) return null;
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
  const all = [...found, ...owed].sort((a, b) => moment(a.at) - moment(b.at));
  return all[0] ? h("ul.zk-dates", {}, all.map(line)) : null;
}

/** @param {{at: string, what: string}} date */
function line({ at, what }) {
  const to = moment(at);
  const now = Date.now();
  const wait = to < now ? "已经过了" : `还剩 ${left(to, now)}`;
  const day = at.endsWith("T23:59") ? `${spoken(at.slice(0, 10))} 当天为止` : `${spoken(at)}`;
  return h("li", {}, h("b", {}, wait), ` · ${day}（北京时间） · ${what}`);
}
