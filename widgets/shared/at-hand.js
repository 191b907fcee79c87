import { spoken } from "./clock.js";

/**
 * The dates of a window that count on one day. The twin of zikao/rulebook/at_hand.py.
 *
 * @typedef {import("./types/document.js").DocumentWindow} Window
 * @typedef {Omit<Window, "title" | "yearly" | "rounds">} Dates
 * @typedef {import("./types/document.js").DocumentYearly} Yearly
 */

/**
 * Those of the round that runs; or else the nearest of every year's; or else of the next round that is known; or else
 * those that are written, if any.
 *
 * @param {Window} window
 * @param {string} today
 * @returns {Dates & {everyYear?: boolean}}
 */
export function atHand(window, today) {
  const rounds = window.rounds ?? [];
  const running = rounds.filter(({ since, until = "" }) => since <= today && today <= until).pop();
  if (running) return running;
  if (window.yearly) return { ...window, ...nearest(window.yearly, today), everyYear: true };
  return rounds.find(({ since }) => since > today) ?? window;
}

/**
 * The first or last moment: a day alone lasts as long as its hours, or from 0 to 24.
 *
 * @param {Dates} dates
 * @param {"start" | "end"} which
 * @returns {string | undefined} YYYY-MM-DDTHH:MM
 */
export function edge(dates, which) {
  const { [which]: at, daily } = dates;
  return at && at.length < 11 ? `${at}T${daily?.[which] ?? { start: "00:00", end: "24:00" }[which]}` : at;
}

/**
 * Whether the last day lies before this one.
 *
 * @param {Dates} dates
 * @param {string} today
 */
export const ended = ({ end }, today) => Boolean(end && end.slice(0, 10) < today);

/**
 * From when to when and at what hours, as pages write it.
 *
 * @param {Dates} dates
 */
export function span({ start, end, daily, workdays }) {
  const hour = (/** @type {string} */ time) => time.replace(/^0/, "");
  return [
    start && `${spoken(start)} 起`,
    end && `${spoken(end)} 止`,
    daily && `每天 ${hour(daily.start)}–${hour(daily.end)}`,
    workdays && "只在工作日",
  ]
    .filter(Boolean)
    .join("，");
}

/** The span that a day lies in, or else the next one. @type {(spans: Yearly[], today: string) => Partial<Dates>} */
function nearest(spans, today) {
  const starts = spans.flatMap(({ start }) => start?.slice(0, 5) ?? []).sort();
  const year = Number(today.slice(0, 4));
  const found = [year - 1, year, year + 1].flatMap((of) =>
    spans.map(({ start = "", end = "" }) => {
      const ends = of + (end && end.slice(0, 5) < start.slice(0, 5) ? 1 : 0);
      // From a day on: until there is something new from a later day on.
      const later = starts.find((each) => each > start.slice(0, 5));
      const until = end ? `${ends}-${end.slice(0, 5)}` : eve(later ? `${of}-${later}` : `${of + 1}-${starts[0]}`);
      return [until, start && `${of}-${start}`, end && `${ends}-${end}`];
    }),
  );
  // The least by its last day, then by its first.
  const [[until = "", start, end] = []] = found.filter(([last = ""]) => last >= today).sort();
  return { until, ...(start && { start }), ...(end && { end }) };
}

/** @type {(day: string) => string} */
const eve = (day) => new Date(Date.parse(day) - 864e5).toISOString().slice(0, 10);
