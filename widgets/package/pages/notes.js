import { Notes } from "../notes.js";
import SAID from "../pages.json" with { type: "json" };
import { apart } from "../text/tickets.js";
import { masked } from "../text/words.js";

/**
 * One looked-at page, and what the pages of one file come to: the twin of `zikao.package.pages.notes`. Numbers read on a page are
 * told apart here; what leaves is how many there are, or a number of which only the last four digits are told.
 *
 * @typedef {import("../text/courses.js").Found} Found
 * @typedef {import("../text/types.js").DocumentType} DocumentType
 * @typedef {{index: number, page: number, what: "ticket_number" | "identity_number", corners: [number, number][]}} Mark
 *   where a number stands: corners as shares of the upright page, clockwise from where reading begins
 */

const { words: WORDS } = SAID;
export const TEXT_FACTS = SAID.text_facts;
export const PIXEL_FACTS = SAID.pixel_facts;

/** What is noted of one page of one file. */
export class PageNotes extends Notes {
  /**
   * @param {number} index position of the file in the archive; 0 for a single file
   * @param {string | null} name of the file
   * @param {number} page its number within the file, from 1
   * @param {string} kind of the file
   */
  constructor(index, name, page, kind) {
    super();
    this.index = index;
    this.name = name;
    this.page = page;
    this.kind = kind;
    /** Documents on it; null where it was not read well enough to say so. @type {DocumentType[] | null} */
    this.kinds = null;
    /** Ticket numbers read for sure. @type {Set<string>} */
    this.numbers = new Set();
    /** Course certificates on it. */
    this.certificates = 0;
    /** Declared courses on its certificates. @type {Found} */
    this.courses = { seen: new Set(), unclear: new Set() };
    /** @type {Mark[]} */
    this.marks = [];
    /** Whether it is too dark or too grainy for its text. */
    this.hidden = false;
  }

  /** Whether its text was read. */
  get read() {
    return "page_characters" in this.facts;
  }

  /** Where it is to be found, for a sentence: the file, and of a PDF the page too. */
  get place() {
    const file = this.name === null ? "" : said(WORDS.quoted, this.name);
    return this.kind === "pdf" ? said(WORDS.page_of, file, this.page) : file || WORDS.this_picture;
  }

  /** The same page with one reason for all that was not seen of it. @param {string} reason */
  unread(reason) {
    this.leaveOut([...PIXEL_FACTS, ...TEXT_FACTS], reason);
    return this;
  }

  /**
   * Only what was found on it stays: more text may be there, and what was read of it may be misread.
   *
   * @param {string} reason
   * @param {string | null} declared
   */
  hide(reason, declared) {
    const { facts } = this;
    this.hidden = true;
    const gone = ["page_characters", "page_text_height", "page_sharpness", "page_legibility"];
    if (!this.kinds?.length) {
      this.kinds = null;
      gone.push("page_type", "page_documents", "page_other_paper");
    }
    if (facts.page_identity_number !== "valid") gone.push("page_identity_number");
    if (!facts.page_card_holder) gone.push("page_card_holder");
    if (facts.page_ticket_number !== "confirmed") {
      gone.push("page_ticket_number", "page_ticket_digit", "page_ticket_typed", "page_ticket_read");
    }
    this.numbers = new Set([...this.numbers].filter((number) => number === declared));
    for (const name of gone) {
      if (!(name in facts)) continue;
      delete facts[name];
      this.absent[name] = reason;
    }
  }

  /** Its facts as a plain item. @returns {Record<string, any>} */
  document() {
    const place = { index: this.index, page: this.page, page_kind: this.kind };
    return { ...place, ...(this.name === null ? {} : { name: this.name }), ...this.facts };
  }
}

/** A sentence with these in its gaps. @param {string} text @param {(string | number)[]} values */
export const said = (text, ...values) => values.reduce((/** @type {string} */ left, value) => left.replace("{}", () => String(value)), text);

/**
 * What the pages of one file come to, and why some of it is missing.
 *
 * @param {readonly PageNotes[]} pages
 * @returns {{facts: Record<string, any>, absent: Record<string, string>}}
 */
export function fileFacts(pages) {
  /** @type {Record<string, any>} */
  const facts = {};
  const scores = pages.flatMap((page) => ("page_legibility" in page.facts ? [page.facts.page_legibility] : []));
  if (scores.length && scores.length === pages.length) facts.legibility = Math.min(...scores);
  if (pages.length && pages.every((page) => page.read)) facts.numbers = maskedNumbers(pages);
  const types = new Set(pages.map((page) => page.facts.page_type));
  if (types.size && !types.has(undefined)) facts.document_type = types.size === 1 ? [...types][0] : "several";
  /** @type {Record<string, string>} */
  const absent = {};
  const sources = { legibility: "page_legibility", numbers: "page_characters", document_type: "page_type" };
  for (const [name, source] of Object.entries(sources)) {
    if (name in facts) continue;
    const reasons = new Set(pages.flatMap((page) => page.absent[source] ?? []));
    absent[name] = [...reasons].join(WORDS.then) || WORDS.no_page;
  }
  return { facts, absent };
}

/** The ticket numbers on these pages, as far as they may be told. @param {readonly PageNotes[]} pages */
export const maskedNumbers = (pages) => [...new Set(numbersApart(pages).map(masked))].sort();

/** The ticket numbers on these pages, without those that may be misreadings of another one. @param {readonly PageNotes[]} pages */
export function numbersApart(pages) {
  /** @type {string[]} */
  const found = [];
  for (const number of pages.flatMap((page) => [...page.numbers]).sort()) {
    if (found.every((other) => apart(number, other))) found.push(number);
  }
  return found;
}
