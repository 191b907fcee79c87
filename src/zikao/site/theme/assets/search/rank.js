// What a query finds, best first.

import { plain } from "./query.js";
import { counted, places } from "./shelf.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */
/** @typedef {import("./shelf.js").Read} Read */
/**
 * @typedef {{text: string, hit: boolean}} Piece
 * @typedef {{location: string, title: Piece[], excerpt: Piece[]}} Hit
 * @typedef {Hit & {page: string, above: string, sections: Hit[], elsewhere: boolean}} Found `location`: where it is best
 *   met on `page`; `elsewhere`: whether it is of another province than the reader's
 */

const PAGES = 20; // told of, unless another number is asked for
const SECTIONS = 3; // shown below a page at most
const AROUND = 42; // characters of an excerpt before and after what was found
const WEIGHT = { needs: 8, title: 5, text: 1 };
const OTHERWISE = 0.7; // what another way of saying it weighs
const LATER = 0.8; // what a page weighs that leads to others only, or holds for no single province
const ASKED = 0.1; // what a page weighs more that most readers come for: the first of them all of it, the last none
const MINE = 1.8; // what a page of the reader's own province weighs more
const FAINT = 0.3; // of the best page's score; below it a page of the reader's own place comes after other provinces'
const LEFT = 0.4; // what a single character is worth that is left beside words, as in 忘了考籍号
const ENOUGH = 0.34; // of what the best page holds of the query; what holds less is not shown. What one place alone
// tells hides nothing that holds for the reader: 15 digits of a number stand in one province's guide only

/**
 * Pages in which something of the query stands, best first, each with its best sections.
 *
 * @param {Shelf} shelf
 * @param {string} typed
 * @param {string} [mine] id of the reader's province: those of others come below
 * @param {number} [most] pages that are told of
 * @returns {{number: number, pages: Found[]}} how many pages there are, and the best of them
 */
export function find(shelf, typed, mine = "", most = PAGES) {
  const terms = shelf.terms(typed);
  const weights = terms.map(({ ways }) => weighed(shelf, ways));
  const number = shelf.entries.length;
  const worth = weights.map(({ size }, term) =>
    (terms[term]?.left ? LEFT : 1) * Math.log(1 + (number - size + 0.5) / (size + 0.5)));
  const all = worth.reduce((sum, one) => sum + one, 0) || 1;
  const typedly = terms.map(({ ways: [way = ""] }) => way);
  const words = [...new Set(terms.flatMap(({ ways }) => ways))];

  /** @type {Map<string, {held: Set<number>, found: {entry: Read, score: number, share: number}[]}>} */
  const pages = new Map();
  for (const place of new Set(weights.flatMap((weight) => [...weight.keys()]))) {
    const entry = /** @type {Read} */ (shelf.entries[place]);
    const page = pages.get(entry.page) ?? { held: new Set(), found: [] };
    const long = 0.6 + (0.4 * entry.text.length) / (shelf.length || 1);
    let [score, held] = [0, 0];
    weights.forEach((weight, term) => {
      const much = weight.get(place);
      if (!much) return;
      page.held.add(term);
      held += worth[term] ?? 0;
      score += ((worth[term] ?? 0) * much * 2.2) / (much + 1.2 * long);
    });
    page.found.push({ entry, score, share: held / all });
    pages.set(entry.page, page);
  }
  const ranked = [...pages].map(([location, { held, found }]) => {
    const share = [...held].reduce((sum, term) => sum + (worth[term] ?? 0), 0) / all;
    for (const each of found) each.score *= each.share * share * (1 + said(each.entry, typedly, words));
    found.sort((one, another) => another.score - one.score);
    const last = !/\/./.test(location) || shelf.later.some((folder) => location.startsWith(folder));
    const asked = shelf.offers.findIndex((offer) => offer.location === location);
    const wanted = asked < 0 ? 1 : 1 + ASKED * (1 - asked / shelf.offers.length);
    const own = mine && location.startsWith(`${mine}/`) ? MINE : 1;
    const score = (last ? LATER : 1) * wanted * own * (found[0]?.score ?? 0);
    const ofOne = isOfOne(shelf, location, mine);
    return { location, share, found, score, ofOne, elsewhere: !!mine && ofOne };
  });
  /** @param {{share: number}[]} pages */
  const enough = (pages) => ENOUGH * Math.max(0, ...pages.map(({ share }) => share));
  const least = { anywhere: enough(ranked), here: enough(ranked.filter(({ ofOne }) => !ofOne)) };
  const kept = ranked.filter(({ share, ofOne }) => share >= (ofOne ? least.anywhere : least.here));
  kept.sort((one, another) => another.score - one.score);
  const faint = FAINT * (kept[0]?.score ?? 0);
  /** @type {(page: {elsewhere: boolean, score: number}) => number} */
  const rank = ({ elsewhere, score }) => (elsewhere ? 1 : score < faint ? 2 : 0);
  if (mine) kept.sort((one, another) => rank(one) - rank(another) || another.score - one.score);
  const shown = kept.slice(0, most).map(({ location: page, found, elsewhere }) => {
    // Where what was asked stands in one section and not in what the page says of itself, that is where it leads.
    const [{ entry: best } = { entry: undefined }] = found;
    const sections = found.filter(({ entry }) => entry !== best && entry.location !== page).slice(0, SECTIONS);
    const section = best && best.location !== page ? best.title : "";
    const stands = above(shelf, page);
    return {
      page,
      elsewhere,
      location: best?.location ?? page,
      title: marked(shelf.titles.get(page) ?? best?.title ?? "", words),
      excerpt: best ? excerpt(best, words) : [],
      above: [stands, section].filter(Boolean).join(" › "),
      sections: sections.map(({ entry }) => ({
        location: entry.location,
        title: marked(entry.title, words),
        excerpt: excerpt(entry, words),
      })),
    };
  });
  return { number: kept.length, pages: shown };
}

/** Whether a page holds for one province alone that is not known to be the reader's.
 * @param {Shelf} shelf @param {string} location @param {string} mine */
function isOfOne({ places }, location, mine) {
  const folder = places.find((each) => location.startsWith(each));
  return folder !== undefined && folder !== `${mine}/`;
}

/**
 * For one who has found nothing: what most readers come for, then all guides of the reader's province.
 *
 * @param {Shelf} shelf
 * @param {string} [mine] id of the reader's province
 * @returns {Found[]}
 */
export function offered(shelf, mine = "") {
  const guides = shelf.entries.flatMap(({ location, needs }) =>
    mine && needs?.[0] && location.startsWith(`${mine}/`) ? [{ location, title: needs[0] }] : []);
  const first = shelf.offers.filter(({ location }) => !guides[0] || !isOfOne(shelf, location, mine));
  const offers = [...first, ...guides.filter(({ location }) => !first.some((offer) => offer.location === location))];
  return offers.map(({ location, title }) => ({
    page: location,
    location,
    title: [{ text: title, hit: false }],
    excerpt: [],
    above: shelf.titles.get(location) ?? "",
    sections: [],
    elsewhere: !!mine && isOfOne(shelf, location, mine),
  }));
}

/** How much each entry says of a term, in the way in which it says most.
 * @param {Shelf} shelf @param {string[]} ways @returns {Map<number, number>} */
function weighed(shelf, ways) {
  /** @type {Map<number, number>} */
  const weights = new Map();
  ways.forEach((way, place) => {
    for (const [entry, { needs, title, text }] of counted(shelf, way)) {
      const much = WEIGHT.needs * Math.min(1, needs) + WEIGHT.title * Math.min(1, title) + WEIGHT.text * text;
      weights.set(entry, Math.max(weights.get(entry) ?? 0, place ? OTHERWISE * much : much));
    }
  });
  return weights;
}

/** How much of a page's title or of a need the query says, from 0 to 1: who types the whole of one means it.
 * @param {Read} entry @param {string[]} typed @param {string[]} words with the other ways of saying them */
function said({ location, page, title, needs = [] }, typed, words) {
  if (location !== page) return 0;
  const lines = [...title.split(/[：:·|]/), ...needs].map((line) => plain(line.trim())).filter(Boolean);
  /** @type {(line: string, looked: string[]) => number} */
  const share = (line, looked) => hits(line, looked).filter(Boolean).length / line.length;
  return Math.max(0, ...lines.map((line) => Math.max(share(line, typed), OTHERWISE * share(line, words))));
}

/** The title of the section of the site in which a page stands: two provinces have guides of the same name.
 * @param {Shelf} shelf @param {string} page */
function above(shelf, page) {
  const [first] = page.split("/");
  const section = shelf.titles.get(`${first}/`) ?? "";
  return (shelf.titles.get(page) ?? section).includes(section) ? "" : section;
}

/** @param {Read} entry @param {string[]} words @returns {Piece[]} the part of its text that holds most of the query */
function excerpt(entry, words) {
  const needs = (entry.needs ?? []).map((need) => ({
    need,
    held: hits(plain(need), words).filter(Boolean).length,
  }));
  needs.sort((one, another) => another.held - one.held);
  if (needs[0]?.held) return marked(needs[0].need, words);
  const text = plain(entry.text);
  const starts = words.flatMap((word) => places(text, word).map(([at]) => at));
  if (!starts.length) return [];
  const near = starts.map((start) => starts.filter((at) => at >= start && at < start + AROUND).length);
  const start = starts[near.indexOf(Math.max(...near))] ?? 0;
  const from = start <= AROUND ? 0 : start - AROUND / 2;
  const until = Math.min(entry.text.length, start + 2 * AROUND);
  const cut = `${from ? "…" : ""}${entry.text.slice(from, until).trim()}${until < entry.text.length ? "…" : ""}`;
  return marked(cut, words);
}

/** For each character of a text whether it was looked for. @param {string} low @param {string[]} words */
function hits(low, words) {
  const hit = new Array(low.length).fill(false);
  for (const word of words) for (const [at, length] of places(low, word)) hit.fill(true, at, at + length);
  return hit;
}

/** @param {string} text @param {string[]} words @returns {Piece[]} */
function marked(text, words) {
  const hit = hits(plain(text), words);
  /** @type {Piece[]} */
  const pieces = [];
  for (let from = 0, at = 1; at <= text.length; at += 1) {
    if (at === text.length || hit[at] !== hit[from]) {
      pieces.push({ text: text.slice(from, at), hit: hit[from] });
      from = at;
    }
  }
  return pieces;
}
