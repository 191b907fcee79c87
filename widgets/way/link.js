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
const LONGEST = 4000;

/** @type {(ask: Ask | undefined, answer: unknown) => boolean} */
const carried = (ask, answer) =>
  !!ask && ask.type !== "text" && !(typeof answer === "number" && Math.abs(answer) > LARGEST);

/** @type {Record<string, (text: string) => unknown>} */
const READ = {
  boolean: (text) => (text === "1" ? true : text === "0" ? false : undefined),
  set: (text) => (text ? text.split(".") : []),
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

/** @param {unknown} answer */
function written(answer) {
  if (Array.isArray(answer)) return answer.join(".");
  return typeof answer === "boolean" ? String(+answer) : String(answer);
}

/**
 * The part of the answers that a link may carry: no text, no long number.
 *
 * @param {Record<string, any>} answers
 * @param {Record<string, Ask>} asks
 */
export function portable(answers, asks) {
  return Object.fromEntries(Object.entries(answers).filter(([name, answer]) => carried(asks[name], answer)));
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
      const answer = asks[name] && READ[asks[name].type]?.(text);
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
