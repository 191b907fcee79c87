/**
 * What a link carries from one device to another, behind its `#`: `Z=1&V=0.2.0&level=bachelor&T=login.photo`.
 * Readable by anyone who looks, so that anyone can see that nothing else is in it. Browsers send no fragment to any
 * server. Capitals are ours (Z the format, V the rulebook, S not known, T ticks), all other names are facts.
 *
 * @typedef {import("../eligibility/fields.js").Ask} Ask
 * @typedef {{answers: Record<string, any>, skipped: string[], ticks: Record<string, string[]>}} State
 *   ticks: by the part of a list's name behind the procedure's, such as `` and `/materials`
 */

const FORMAT = "1";
/** Longer numbers might tell who somebody is; years, marks and counts are shorter. */
const LARGEST = 9999;
const LONGEST = 8000;
/** An item of which nothing is carried: no answer begins like this. */
const NOTHING = "-";

/** @typedef {Pick<Ask, "type" | "items">} Kind  of an answer, or of a field of an item */

/** @type {(ask: Kind | undefined, answer: unknown) => boolean} */
const carried = (ask, answer) =>
  !!ask && answer != null && ask.type !== "text" && !(typeof answer === "number" && Math.abs(answer) > LARGEST);

/** @type {Record<string, (text: string, fields: Record<string, Kind>) => unknown>} */
const READ = {
  boolean: (text) => (text === "1" ? true : text === "0" ? false : undefined),
  set: (text) => (text ? text.split(".") : []),
  list: items,
  integer: number,
  number,
  choice: String,
  date: String,
  datetime: String,
};

/** @param {string} text */
function number(text) {
  return /^-?\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
}

/**
 * The items of a list, `ground:certificate,mark:71;ground:diploma`.
 *
 * @param {string} text
 * @param {Record<string, Kind>} fields
 */
function items(text, fields) {
  const found = (text ? text.split(";") : []).map((item) => (item === NOTHING ? [] : item.split(",")).map((part) => field(part, fields)));
  return found.every((item) => item.every(Boolean)) ? found.map((item) => Object.fromEntries(/** @type {any} */ (item))) : undefined;
}

/** @param {string} part @param {Record<string, Kind>} fields @returns {[string, unknown] | null} null where it is none */
function field(part, fields) {
  const [, name = "", text = ""] = part.match(/^([^:]+):(.*)$/) ?? [];
  const kind = Object.keys(fields).includes(name) ? fields[name] : undefined;
  const answer = kind && READ[kind.type]?.(text, {});
  return answer === undefined ? null : [name, answer];
}

/** @param {unknown} answer @returns {string} */
function written(answer) {
  if (Array.isArray(answer) && answer[0] instanceof Object) {
    const items = answer.map((item) => Object.entries(item).map(([name, value]) => `${name}:${written(value)}`));
    return items.map((parts) => parts.join(",") || NOTHING).join(";");
  }
  if (Array.isArray(answer)) return answer.join(".");
  return typeof answer === "boolean" ? String(+answer) : String(answer);
}

/**
 * The part of the answers that a link may carry: no text, no long number, in the items of lists neither.
 *
 * @param {Record<string, any>} answers
 * @param {Record<string, Kind>} asks
 * @returns {Record<string, any>}
 */
export function portable(answers, asks) {
  const there = Object.entries(answers).filter(([name, answer]) => carried(asks[name], answer));
  return Object.fromEntries(
    there.map(([name, answer]) => {
      const fields = asks[name]?.items;
      return [name, fields ? answer.map((/** @type {Record<string, any>} */ item) => portable(item, fields)) : answer];
    }),
  );
}

/**
 * How many answers a link carries not at all or in part.
 *
 * @param {Record<string, any>} answers
 * @param {Record<string, Kind>} asks
 */
export function leftOut(answers, asks) {
  /** @type {(answer: any, ask: Kind | undefined) => boolean} */
  const whole = (answer, ask) =>
    ask?.items && answer
      ? answer.every((/** @type {Record<string, any>} */ item) => !leftOut(item, ask.items ?? {}))
      : answer === null || carried(ask, answer);
  return Object.entries(answers).filter(([name, answer]) => !whole(answer, asks[name])).length;
}

/**
 * @param {string} version of the rulebook
 * @param {State} state
 * @param {Record<string, Ask>} asks
 * @returns {string} the fragment with its `#`
 */
export function write(version, { answers, skipped, ticks }, asks) {
  const parts = [`Z=${FORMAT}`, `V=${version}`];
  for (const [name, answer] of Object.entries(portable(answers, asks))) parts.push(`${name}=${written(answer)}`);
  if (skipped[0]) parts.push(`S=${skipped.join(".")}`);
  for (const [list, ids] of Object.entries(ticks)) if (ids[0]) parts.push(`T${list}=${ids.join(".")}`);
  return `#${parts.join("&")}`;
}

/**
 * @param {string} fragment
 * @param {Record<string, Ask>} asks
 * @param {Record<string, string[]>} boxes ids of the boxes of every list
 * @param {(answers: Record<string, any>) => Record<string, any>} fits the answers that the schema takes
 * @returns {{version: string, whole: boolean, state: State} | null} null where this is no such fragment; whole: nothing
 *   in it had to be left out
 */
export function read(fragment, asks, boxes, fits) {
  const parts = fragment.slice(1).split("&").map(pair);
  if (fragment.length > LONGEST || !parts.every(Array.isArray)) return null;
  const [[first, format] = [], [second, version] = [], ...rest] = /** @type {[string, string][]} */ (parts);
  if (first !== "Z" || format !== FORMAT || second !== "V" || !version) return null;
  /** @type {State} */
  const state = { answers: {}, skipped: [], ticks: {} };
  let given = 0;
  for (const [name, text] of rest) {
    const ids = text.split(".");
    given += /^[ST]/.test(name) ? ids.length : 1;
    if (name === "S") state.skipped = ids.filter((each) => asks[each]);
    else if (name[0] === "T") state.ticks[name.slice(1)] = ids.filter((each) => boxes[name.slice(1)]?.includes(each));
    else {
      const answer = asks[name] && READ[asks[name].type]?.(text, asks[name].items ?? {});
      if (answer !== undefined) state.answers[name] = answer;
    }
  }
  state.answers = fits(state.answers);
  return { version, whole: count(state) === given, state };
}

/** @param {State} state */
function count({ answers, skipped, ticks }) {
  return Object.keys(answers).length + skipped.length + Object.values(ticks).flat().length;
}

/**
 * One `name=text`. Chat programs may escape what they link.
 *
 * @param {string} part
 * @returns {[string, string] | null}
 */
function pair(part) {
  try {
    const [, name = "", text = ""] = decodeURIComponent(part).match(/^([^=]+)=([^=]*)$/) ?? [];
    return name ? [name, text] : null;
  } catch {
    return null;
  }
}
