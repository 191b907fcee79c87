/**
 * A compiled procedure, and what is known of a candidate's case.
 *
 * @typedef {import("../judge/judge.js").Facts} Facts
 * @typedef {import("./report.js").Report} Report
 * @typedef {import("./report.js").Citation} Citation
 * @typedef {{type: string, ask?: string, options?: Record<string, string>, none?: string, help?: string,
 *   unsure?: string, from_window?: {window: string, edge: "start" | "end"}}} Fact
 * @typedef {{title: string, start: string | null, end: string | null, until: string | null, authority: string,
 *   look_up: string | null}} Window
 * @typedef {{id: string, title: string, when: any, duties: any[], cites: Citation[]}} RuleException
 * @typedef {{id: string, title: string, severity: "must" | "should" | "advice", require: any,
 *   exceptions: RuleException[], if_yes?: string, if_no?: string, if_unknown?: string, measured?: string,
 *   required?: string, mend?: string, tolerance_from?: string, contradiction?: string, cites: Citation[]}} Rule
 * @typedef {{province: string, id: string, city: string | null, title: string, stamp: Report["rulebook"],
 *   facts: Record<string, Fact>, tables: Record<string, Record<string, any>>, windows: Record<string, Window>,
 *   elsewhere: {id: string, when: any, text: string, mend: string | null, cites: Citation[]}[],
 *   rules: Rule[]}} Compiled  one procedure, as `zikao.rulebook.compile` gives it
 */

/**
 * All that is known: dates of windows that are official and not over, the answers, and the clock in Beijing.
 *
 * @param {Compiled} document
 * @param {Facts} answers
 * @param {Date} now
 * @returns {Facts}
 */
export function knownFacts(document, answers, now) {
  // China keeps one time all year.
  const clock = new Date(now.getTime() + 8 * 3600e3).toISOString();
  const today = clock.slice(0, 10);
  /** @type {Facts} */
  const dates = {};
  for (const [name, { type, from_window: origin }] of Object.entries(document.facts)) {
    const window = origin && document.windows[origin.window];
    const moment = window && window[origin.edge];
    if (moment && window.authority === "official" && window.until && today <= window.until) {
      dates[name] = type === "date" ? moment.slice(0, 10) : moment;
    }
  }
  return { ...dates, ...answers, today, now: clock.slice(0, 16) };
}

/**
 * One value in words: labels for options, at most two decimals, a moment without its T.
 *
 * @param {any} value
 * @param {Fact | undefined} fact
 * @returns {string}
 */
export function shown(value, fact) {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return String(+value.toFixed(2));
  if (Array.isArray(value)) return value.map((item) => shown(item, fact)).join("、") || (fact?.none ?? "无");
  if (value === "none" && fact?.none) return fact.none;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return value.replace("T", " ");
  return fact?.options?.[value] ?? value;
}
