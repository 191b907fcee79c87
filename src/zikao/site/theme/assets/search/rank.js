// What a query finds, best first: plain functions over the index that the site's build wrote.
//
// No dictionary cuts the words: a run of characters is taken as its overlapping pairs, which is how search engines
// treat Chinese without one. Texts are read through for each query. All pages of four provinces are 0.2 MB; that is
// quicker than it would be to build an index of words on a phone first.

/**
 * @typedef {{location: string, title: string, text: string, needs?: string[]}} Entry a page or a section of it
 * @typedef {{characters: Record<string, string>, words: Record<string, string>}} Other the other script's spelling
 * @typedef {{docs: Entry[], other?: Other}} Index
 * @typedef {Entry & {page: string, fields: {title: string, text: string, needs: string}}} Read
 * @typedef {{entries: Read[], titles: Map<string, string>, length: number, other: (typed: string) => string}} Shelf
 * @typedef {{text: string, hit: boolean}} Piece
 * @typedef {{location: string, title: Piece[], excerpt: Piece[]}} Hit
 * @typedef {Hit & {above: string, sections: Hit[]}} Found
 */

const SECTIONS = 3; // shown below a page at most
const AROUND = 42; // characters of an excerpt before and after what was found
const WEIGHT = { needs: 8, title: 5, text: 1 };
const ENOUGH = 0.34; // of what the best entry holds of the query; what holds less is not shown

/** The same letters whatever their width and case, one for one.
 * @param {string} text */
export function plain(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** @param {Index} index @returns {Shelf} */
export function read(index) {
  const entries = index.docs.map((entry) => ({
    ...entry,
    page: entry.location.split("#")[0] ?? "",
    fields: {
      title: plain(entry.title),
      text: plain(entry.text),
      needs: plain((entry.needs ?? []).join("\n")),
    },
  }));
  const titles = new Map(entries.filter(({ location, page }) => location === page).map((e) => [e.page, e.title]));
  const length = entries.reduce((sum, { text }) => sum + text.length, 0) / (entries.length || 1);
  return { entries, titles, length, other: spelled(index.other) };
}

/** What turns a query in the other script into the one of the index.
 * @param {Other | undefined} other @returns {(typed: string) => string} */
function spelled(other) {
  if (!other) return (typed) => typed;
  const { characters, words } = other;
  const longest = new RegExp(Object.keys(words).join("|") || "(?!)", "g");
  return (typed) =>
    typed
      .replace(longest, (word) => words[word] ?? word)
      .replace(/[\u3400-\u9fff]/g, (one) => characters[one] ?? one);
}

/** What to look for: numbers and words as they are, and each pair of neighbours in 8月30日 and 照片被退回.
 * @param {string} query @returns {string[]} */
export function terms(query) {
  const found = new Set();
  const close = query
    .replace(/([0-9a-z]) +(?=[\u3400-\u9fff])/g, "$1")
    .replace(/([\u3400-\u9fff]) +(?=[0-9a-z])/g, "$1");
  for (const run of close.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const symbols = run.match(/[\u3400-\u9fff]|[^\u3400-\u9fff]+/g) ?? [];
    if (symbols.length === 1) found.add(run);
    symbols.forEach((symbol, place) => {
      if (place) found.add(`${symbols[place - 1]}${symbol}`);
      if (symbols.length > 1 && /^[^\u3400-\u9fff]{2,}$/.test(symbol)) found.add(symbol);
    });
  }
  return [...found];
}

/**
 * Where a term stands, and how much room it takes there: 60分 may be written 60 分. A number or a word counts from its
 * beginning only, so that 30日 is not in 130日.
 *
 * @param {string} text
 * @param {string} term
 * @returns {[at: number, length: number][]}
 */
export function places(text, term) {
  const apart = term.replace(/([0-9a-z])([\u3400-\u9fff])|([\u3400-\u9fff])([0-9a-z])/, "$1$3 $2$4");
  const whole = /^[0-9a-z]/.test(term);
  /** @type {[number, number][]} */
  const found = [];
  for (const written of new Set([term, apart])) {
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
      if (!whole || !/[0-9a-z]/.test(text.charAt(at - 1))) found.push([at, written.length]);
    }
  }
  return found;
}

/**
 * Pages in which something of the query stands, best first, each with its best sections.
 *
 * @param {Shelf} shelf
 * @param {string} typed
 * @returns {Found[]}
 */
export function find(shelf, typed) {
  const query = shelf.other(plain(typed));
  const wanted = terms(query);
  const counts = shelf.entries.map(({ fields }) => wanted.map((term) => weigh(fields, term)));
  const worth = wanted.map((_, term) => {
    const holding = counts.filter((count) => count[term]).length;
    return Math.log(1 + (counts.length - holding + 0.5) / (holding + 0.5));
  });
  const all = worth.reduce((sum, one) => sum + one, 0);
  const runs = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  const scored = shelf.entries.map((entry, place) => {
    const count = counts[place] ?? [];
    const long = 0.6 + (0.4 * entry.text.length) / (shelf.length || 1);
    let score = 0;
    let held = 0;
    count.forEach((weight, term) => {
      if (!weight) return;
      held += worth[term] ?? 0;
      score += ((worth[term] ?? 0) * weight * 2.2) / (weight + 1.2 * long);
    });
    const share = all ? held / all : 0;
    return { entry, share, score: score * share * share * (1 + said(entry, runs)) };
  });
  const best = Math.max(0, ...scored.map(({ share }) => share));
  const kept = scored.filter(({ share, score }) => score > 0 && share >= best * ENOUGH);
  kept.sort((one, another) => another.score - one.score);

  /** @type {Map<string, typeof kept>} */
  const pages = new Map();
  for (const each of kept) pages.set(each.entry.page, [...(pages.get(each.entry.page) ?? []), each]);
  return [...pages].map(([page, found]) => {
    const whole = found.find(({ entry }) => entry.location === page)?.entry;
    const sections = found.filter(({ entry }) => entry !== whole).slice(0, SECTIONS);
    return {
      location: page,
      title: marked(shelf.titles.get(page) ?? found[0]?.entry.title ?? "", wanted),
      excerpt: whole ? excerpt(whole, wanted) : [],
      above: above(shelf, page),
      sections: sections.map(({ entry }) => ({
        location: entry.location,
        title: marked(entry.title, wanted),
        excerpt: excerpt(entry, wanted),
      })),
    };
  });
}

/** How much of a page's title or of a need the query says, from 0 to 1: who types the whole of one means it.
 * @param {Read} entry @param {string[]} runs */
function said({ location, page, fields }, runs) {
  if (location !== page) return 0;
  const lines = [...fields.title.split(/[：:·|]/), ...fields.needs.split("\n")].map((line) => line.trim());
  const shares = lines.flatMap((line) => runs.map((run) => (line.includes(run) ? run.length / line.length : 0)));
  return Math.max(0, ...shares);
}

/** How much an entry says of a term.
 * @param {Read["fields"]} fields @param {string} term */
function weigh(fields, term) {
  return (
    WEIGHT.needs * Math.min(1, places(fields.needs, term).length) +
    WEIGHT.title * Math.min(1, places(fields.title, term).length) +
    WEIGHT.text * places(fields.text, term).length
  );
}

/** The title of the section of the site in which a page stands: two provinces have guides of the same name.
 * @param {Shelf} shelf @param {string} page */
function above(shelf, page) {
  const [first] = page.split("/");
  const section = shelf.titles.get(`${first}/`) ?? "";
  return (shelf.titles.get(page) ?? section).includes(section) ? "" : section;
}

/** @param {Entry} entry @param {string[]} wanted @returns {Piece[]} the part of its text that holds most of the query */
function excerpt(entry, wanted) {
  const needs = (entry.needs ?? []).map((need) => ({
    need,
    held: wanted.filter((term) => places(plain(need), term).length).length,
  }));
  needs.sort((one, another) => another.held - one.held);
  if (needs[0]?.held) return marked(needs[0].need, wanted);
  const text = plain(entry.text);
  const starts = wanted.flatMap((term) => places(text, term).map(([at]) => at));
  if (!starts.length) return [];
  const near = starts.map((start) => starts.filter((at) => at >= start && at < start + AROUND).length);
  const start = starts[near.indexOf(Math.max(...near))] ?? 0;
  const from = start <= AROUND ? 0 : start - AROUND / 2;
  const until = Math.min(entry.text.length, start + 2 * AROUND);
  const cut = `${from ? "…" : ""}${entry.text.slice(from, until).trim()}${until < entry.text.length ? "…" : ""}`;
  return marked(cut, wanted);
}

/** @param {string} text @param {string[]} wanted @returns {Piece[]} */
function marked(text, wanted) {
  const low = plain(text);
  const hit = new Array(text.length).fill(false);
  for (const term of wanted) for (const [at, length] of places(low, term)) hit.fill(true, at, at + length);
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
