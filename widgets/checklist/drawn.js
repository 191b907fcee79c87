import { MARKS, h, lead } from "../shared/browser.js";
import { isOf, standing } from "../shared/standing.js";
import { wear } from "../shared/style.js";
import ROWS from "./list.css";

/**
 * Papers and steps from their document, as a guide of the site writes them: for a list in a page that has none of its own.
 *
 * @typedef {import("../shared/types/checklist.js").Checklist} Document
 * @typedef {import("../shared/types/checklist.js").Item} Item
 * @typedef {import("../shared/types/checklist.js").Line} Line
 * @typedef {import("./checklist.js").Checklist} Checklist
 * @typedef {"materials" | "steps"} Kind
 * @typedef {{link(href: string): string, row(id: string): HTMLElement | undefined}} Places
 *   link: an address of the document as a whole one; row: a row of that name, if it is on this page
 */

/** What each list is called, what its rows are called by, what holds them, and what is behind the guide's name. */
const KINDS = {
  materials: { heading: "申请材料", row: "material", list: "ul.zg-ticks", behind: "/materials" },
  steps: { heading: "办理流程", row: "step", list: "ol.zg-ticks", behind: "" },
};

/**
 * What a line is drawn as, by what it tells. A line marked `data-after` names steps that come before: a way hides those
 * that do not concern its reader.
 *
 * @type {Record<Line["kind"], [tag: string, marks?: Record<string, true>]>}
 */
const LINES = {
  when: ["p.zg-when"],
  after: ["p.zg-small", { "data-after": true }],
  body: ["p"],
  go: ["p.zg-to"],
  menu: ["p.zg-menu"],
  paper: ["p.zg-paper"],
  confirm: ["p.zg-confirm"],
};

/**
 * Draws papers, steps or both into a checklist and begins it.
 *
 * @param {Checklist} list
 * @param {Document} made
 * @param {URL} from where the document is
 * @param {string | null} title of the heading above it
 * @param {string | null} which papers or steps; else both, as far as there are any
 */
export function draw(list, made, from, title, which) {
  wear(list, ROWS);
  list.classList.add("zk-rows");
  const names = /** @type {Kind[]} */ (Object.keys(KINDS));
  const named = names.filter((kind) => kind === which);
  const kinds = named[0] ? named : names.filter((kind) => made[kind][0]);
  /** @type {Places} */
  const places = {
    link: (href) => new URL(href, from).href,
    row(id) {
      const all = /** @type {Checklist[]} */ (standing("zikao-checklist", list).flatMap(({ lists }) => lists));
      const own = all.filter(({ guide }) => isOf(guide, made.guide));
      return own.map((each) => /** @type {HTMLElement | null} */ (each.querySelector(`#${id}`))).find(Boolean) ?? undefined;
    },
  };
  /** @type {(into: Checklist, kind: Kind, heading: HTMLElement, level: number) => Checklist} */
  const fill = (into, kind, heading, level) => {
    into.guide = made.guide + KINDS[kind].behind;
    into.version = made.version;
    into.drawn = true;
    into.replaceChildren(heading, into.head, ...rows(made, kind, places, level));
    return into;
  };
  const original = MARKS && h("p.zk-hint", {}, "以下内容是各省公布的中文原文。");
  const [only] = kinds;
  if (only && !kinds[1]) {
    fill(list, only, h("h3", {}, title ?? `${made.title}：${KINDS[only].heading}`), 4).begin();
    if (original) list.head.after(original);
    return;
  }
  const parts = kinds.map((kind) => {
    const part = /** @type {Checklist} */ (document.createElement(list.localName));
    return fill(part, kind, h("h4", {}, KINDS[kind].heading), 5);
  });
  list.replaceChildren(h("h3", {}, title ?? made.title), ...(original ? [original] : []));
  list.hold(parts);
}

/**
 * @param {Document} made
 * @param {Kind} kind
 * @param {Places} places
 * @param {number} level of the headings of groups
 * @returns {HTMLElement[]} headings of groups and lists of rows; of nothing, one sentence
 */
function rows(made, kind, places, level) {
  const { list, row } = KINDS[kind];
  if (!made[kind][0]) return [h("p.zk-hint", {}, "来源未载明")];
  /** @type {HTMLElement[]} */
  const parts = [];
  /** @type {string | undefined | null} */
  let group = null;
  for (const item of made[kind]) {
    if (item.group !== group) {
      group = item.group;
      if (group) parts.push(h(`h${level}`, {}, group));
      parts.push(h(list, { start: item.number, part: "list" }));
    }
    parts[parts.length - 1]?.append(one(item, row, places, places.link(made.page)));
  }
  return parts;
}

/** @param {Item} item @param {string} kind @param {Places} places @param {string} page of the guide */
function one({ id, title, by, number, when, text, links }, kind, places, page) {
  const name = by
    ? h("p", {}, h("span.zg-term", {}, by), " ", h("b", {}, title))
    : h(
        "label.zg-tick",
        {},
        h("input", { type: "checkbox", autocomplete: "off", "data-step": id }),
        h("span", {}, number ? [h("span.zg-number", {}, `${number}`), " "] : null, title),
      );
  return h(
    "li",
    { id: `${kind}-${id}`, "data-when": when && JSON.stringify(when) },
    name,
    h(
      "div.zg-body",
      {},
      text.map((line) => paragraph(line, places, page)),
      h("p.zg-links", {}, links.map(({ words, href }) => [anchor(words, places.link(href), title), " "]).flat()),
    ),
  );
}

/** @param {Line} line @param {Places} places @param {string} page of the guide */
function paragraph({ kind, term, text }, places, page) {
  const [tag, marks] = LINES[kind];
  return h(
    tag,
    marks,
    term && [h(kind === "confirm" ? "b" : "span.zg-term", {}, term), " "],
    text.flatMap((piece) => {
      if (typeof piece === "string") return piece.split("\n").flatMap((part, place) => [place > 0 && h("br"), part]);
      if ("shown" in piece) return h("b.zg-shown", {}, piece.shown);
      if ("row" in piece) return toRow(piece, places, page);
      const link = anchor(piece.words, places.link(piece.href));
      if (kind === "go") link.className = "zk-button";
      return link;
    }),
  );
}

/** @param {string} words @param {string} href @param {string} [of] what several links of the same words differ by */
function anchor(words, href, of) {
  return h("a", { href, rel: "noopener noreferrer", "aria-label": of && `${words}：${of}` }, words);
}

/**
 * Leads to the row where it stands, be that in another shadow root, and without it to that of the guide. The address of
 * this page does not change.
 *
 * @param {{words: string, row: string}} piece
 * @param {Places} places
 * @param {string} page of the guide
 */
function toRow({ words, row }, places, page) {
  const link = anchor(words, `${page}#${row}`);
  link.addEventListener("click", (event) => {
    const there = places.row(row);
    if (!there) return;
    event.preventDefault();
    lead(there);
  });
  return link;
}
