// The index in memory: all texts as one string, so that a word is looked for in one go, and where each text begins.

import { plain, reader } from "./query.js";

/** @typedef {import("./query.js").Words} Words */
/**
 * @typedef {{location: string, title: string, text: string, needs?: string[], page?: string}} Entry a page or a section
 *   of it; `page`: the page that it is shown below, where that is not its own
 * @typedef {{characters: Record<string, string>, words: Record<string, string>}} Other the other script's spelling
 * @typedef {{docs: Entry[], other?: Other, words?: Words, offers?: Offer[],
 *   later?: string[], places?: string[]}} Index `later`: folders that hold for no single province; `places`: of each
 *   province
 * @typedef {{location: string, title: string}} Offer what many come for, and the page that answers it
 * @typedef {{needs: number, title: number, text: number}} Count how often a text of each kind has a word
 * @typedef {Omit<Entry, "page"> & {page: string}} Read
 *
 * @typedef {object} Shelf
 * @property {Read[]} entries
 * @property {Map<string, string>} titles of pages
 * @property {string} all
 * @property {number[]} starts of needs, title and text of each entry in `all`
 * @property {number} length of a text, on average
 * @property {Offer[]} offers
 * @property {string[]} later
 * @property {string[]} places
 * @property {(typed: string) => string} spelled a query in the script of the index
 * @property {(typed: string) => import("./query.js").Term[]} terms of a query
 * @property {Map<string, Map<number, Count>>} found what was looked for before: a query is typed letter by letter
 */

const KINDS = /** @type {const} */ (["needs", "title", "text"]);

/** @param {Index} index @returns {Shelf} */
export function read({ docs, other, words, offers = [], later = [], places: folders = [] }) {
  const entries = docs.map((entry) => ({ ...entry, page: entry.page ?? entry.location.split("#")[0] ?? "" }));
  const titles = new Map(entries.filter(({ location, page }) => location === page).map((e) => [e.page, e.title]));
  const length = entries.reduce((sum, { text }) => sum + text.length, 0) / (entries.length || 1);
  /** @type {number[]} */
  const starts = [];
  let at = 0;
  const texts = entries.flatMap((entry) => [(entry.needs ?? []).join("\n"), entry.title, entry.text]);
  for (const text of texts) {
    starts.push(at);
    at += text.length + 1;
  }
  const terms = reader(words);
  const spelled = speller(other);
  return {
    entries, titles, length, starts, offers, later,
    places: folders,
    all: plain(texts.join("\n")),
    spelled,
    terms: (typed) => terms(spelled(plain(typed))),
    found: new Map(),
  };
}

/** What turns a query in the other script into the one of the index.
 * @param {Other | undefined} other @returns {(typed: string) => string} */
function speller(other) {
  if (!other) return (typed) => typed;
  const { characters, words } = other;
  const each = new RegExp([...Object.keys(words), "[\u3400-\u9fff]"].join("|"), "g");
  return (typed) => typed.replace(each, (one) => words[one] ?? characters[one] ?? one);
}

/**
 * Where a word stands, and how much room it takes there: 60分 may be written 60 分. A number or a Latin word counts from
 * its beginning only, so that 30日 is not in 130日.
 *
 * @param {string} text
 * @param {string} word
 * @returns {[at: number, length: number][]}
 */
export function places(text, word) {
  /** @type {[number, number][]} */
  const found = [];
  const latin = /^[0-9a-z]/.test(word);
  /** @type {(at: number, length: number) => void} */
  const keep = (at, length) => {
    if (!latin || !/[0-9a-z]/.test(text.charAt(at - 1))) found.push([at, length]);
  };
  if (/[0-9a-z][\u3400-\u9fff]|[\u3400-\u9fff][0-9a-z]|[0-9][a-z]/.test(word)) {
    const apart = word
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/([0-9])(?=[a-z\u3400-\u9fff])|([a-z])(?=[\u3400-\u9fff])|([\u3400-\u9fff])(?=[0-9a-z])/g, "$& ?");
    for (const { index, 0: { length } } of text.matchAll(new RegExp(apart, "g"))) keep(index ?? 0, length);
  } else {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) keep(at, word.length);
  }
  // 20 stands in 2026 too; where it stands by itself, that is what is meant.
  const whole = latin ? found.filter(([at, length]) => !isMore(text, at + length)) : found;
  return whole.length ? whole : found;
}

/** Whether a number or Latin word goes on. @param {string} text @param {number} end */
function isMore(text, end) {
  const [last, next] = [text.charAt(end - 1), text.charAt(end)];
  return (/[0-9]/.test(last) && /[0-9]/.test(next)) || (/[a-z]/.test(last) && /[a-z]/.test(next));
}

/** How often each entry has a word. @param {Shelf} shelf @param {string} word @returns {Map<number, Count>} by entry */
export function counted({ all, starts, found }, word) {
  const before = found.get(word);
  if (before) return before;
  /** @type {Map<number, Count>} */
  const counts = new Map();
  let field = 0;
  for (const [at] of places(all, word)) {
    while ((starts[field + 1] ?? Infinity) <= at) field += 1;
    const entry = Math.floor(field / 3);
    const count = counts.get(entry) ?? { needs: 0, title: 0, text: 0 };
    count[KINDS[field % 3] ?? "text"] += 1;
    counts.set(entry, count);
  }
  found.set(word, counts);
  return counts;
}
