import { atHand, edge, span } from "../shared/at-hand.js";
import { h, SUFFIX } from "../shared/browser.js";
import { shown } from "../shared/known.js";

/**
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {import("../judge/judge.js").Facts} Facts
 */

/**
 * By when there is time to mend what fails: the procedure's windows as far as they are known, the reader's own dates
 * before the rulebook's. No date is asked for once a condition fails, and whoever has to mend it needs one most.
 *
 * @param {Compiled} compiled
 * @param {Facts} facts as `knownFacts` gives them
 * @returns {HTMLElement | null} null where the procedure has no windows
 */
export function byWhen(compiled, facts) {
  const { windows } = compiled;
  const keys = Object.keys(windows);
  // What is the same for several is said once.
  /** @type {Map<string, string[]>} */
  const said = new Map();
  for (const key of keys) {
    const words = when(windows[key], own(compiled, facts, key), facts);
    if (words) said.set(words, [...(said.get(words) ?? []), windows[key]?.title ?? ""]);
  }
  const lines = [...said].map(([words, titles]) => h("p", {}, h("b", {}, `${titles.join("、")}：`), words));
  if (!keys[0]) return null;
  return h(
    "div.zk-note",
    {},
    h("h4", {}, "最迟什么时候改好"),
    lines[0] ? lines : "已知的几轮都结束了；下一轮的日期以新通知为准。",
    // Only a guide of the site has that place.
    !SUFFIX && document.getElementById("windows") && h("p.zk-actions", {}, h("a", { href: "#windows" }, "看受理时间")),
  );
}

/**
 * The end of a window by an answer, where one was given.
 *
 * @param {Compiled} compiled
 * @param {Facts} facts
 * @param {string} key of the window
 * @returns {string | undefined}
 */
function own({ facts: asked, windows }, facts, key) {
  const told = Object.keys(asked).find((name) => {
    const { window, edge } = asked[name]?.from_window ?? {};
    return window === key && edge === "end" && /^\d/.test(facts[name]);
  });
  const end = told && facts[told];
  const window = windows[key];
  const known = window && atHand(window, facts.today);
  return known && edge(known, "end")?.startsWith(end) ? undefined : end;
}

/**
 * @param {import("../shared/known.js").Window | undefined} window
 * @param {string | undefined} answered
 * @param {Facts} facts
 * @returns {string | false | undefined} nothing where a round is over
 */
function when(window, answered, { now, today }) {
  if (answered) return `${shown(answered, undefined)} 止（你填的）`;
  if (!window) return;
  const dates = atHand(window, today);
  const { until, authority, look_up, everyYear } = dates;
  const end = edge(dates, "end");
  if (until && until < today) return;
  // Without a round that goes on it is simply over.
  if (end && end < now) return until && until > end ? `这一轮的已经结束（${span(dates)}）。` : undefined;
  if (!dates.start && !end) return `日期还没有公布，${look_up ? `怎么查：${look_up.replace(/。$/, "")}` : "以官方通知为准"}。`;
  const hedges = [
    everyYear && "，按每年的规定算出，以当次通知为准",
    authority !== "official" && "，转载的日期，以官方通知为准",
  ];
  return `${span(dates)}（北京时间${hedges.filter(Boolean).join("")}）`;
}
