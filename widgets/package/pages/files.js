import { ANY_TICKET, ticketNumber } from "../../shared/files/typed.js";
import { allReasons } from "../notes.js";
import SAID from "../pages.json" with { type: "json" };
import { declarable } from "../text/courses.js";
import { PageNotes, fileFacts, said } from "./notes.js";
import { COURSE_FACTS, archiveFacts } from "./overall.js";
import { PageReader } from "./reader.js";

/**
 * Files that hold pages, one after the other, within the limits and with whatever is loaded: the twin of
 * `zikao.package.pages.files`. Nothing is kept of a file but its facts.
 *
 * @typedef {import("./notes.js").Mark} Mark
 * @typedef {{index: number, name: string | null, kind: string, size: number, read: () => Promise<Uint8Array>}} File
 *   a file that may hold pages. index: position in the archive, 0 for a single file; name: as it is shown; size: bytes; read:
 *   its content, unpacked only when it is wanted
 * @typedef {object} With
 * @property {import("../../formats/pixels.js").Pixels} pixels
 * @property {import("./rasters.js").Limits} limits
 * @property {import("../text/runtime.js").Models | string} models or the reason why text cannot be read
 * @property {Record<string, any>} [declared] what the candidate declared
 * @property {import("../text/tickets.js").Form} [form] how ticket numbers are written
 * @property {string} [today]
 */

const { words: WORDS } = SAID;
const SEEN_KINDS = ["jpeg", "png", "pdf"];
/** The names under which a candidate declares. */
const [TICKET, COURSES] = ["admission_ticket_number", "courses"];

/** All pages of one archive, or of one file. */
export class Pages {
  /** @param {With} by */
  constructor({ declared = {}, form = ANY_TICKET, ...by }) {
    const given = declared[TICKET] ?? null;
    const folded = typeof given === "string" ? ticketNumber(given) : "";
    this.limits = by.limits;
    this.number = new RegExp(form.pattern).test(folded) ? folded : null;
    this.courses = declarable(declared[COURSES] || []);
    /** @type {PageNotes[]} */
    this.pages = [];
    const undeclared = given === null ? WORDS.undeclared : said(WORDS.odd_number, form.wanted);
    this.reader = new PageReader({ ...by, declared: this.number, form, courses: this.courses ?? [], undeclared });
  }

  /** Looks at one file of PAGE_KINDS; what its pages come to, and why some of it is missing. @param {File} file */
  async take(file) {
    const pages = await this.look(file);
    this.pages.push(...pages);
    return fileFacts(pages);
  }

  /** Whether every page of a file that was taken could be opened and drawn. @param {number} index */
  allDecode(index) {
    return this.pages.every((page) => page.index !== index || page.facts.page_decodes === true);
  }

  /**
   * What all pages come to, and the reasons for everything about pages that is missing.
   *
   * @param {boolean} whole whether every file that may hold pages was taken
   */
  facts(whole) {
    const { facts, absent } = archiveFacts(this.pages, whole, this.courses);
    facts.pages = this.pages.map((page) => page.document());
    return { facts, absent: { ...absent, ...allReasons(this.pages.map((page) => page.absent)) } };
  }

  /** What of the declaration can be compared with pages. @returns {Record<string, any>} */
  get declared() {
    const known = { ticket_number_declared: this.number !== null };
    return this.courses ? { ...known, courses_declared: this.courses.length } : known;
  }

  /** Why the rest of it cannot. @returns {Record<string, string>} */
  get undeclared() {
    return this.courses ? {} : Object.fromEntries(COURSE_FACTS.map((name) => [name, WORDS.odd_courses]));
  }

  /** Where numbers stand, over all pages. @returns {Mark[]} */
  get marks() {
    return this.pages.flatMap((page) => page.marks);
  }

  /** @param {File} file */
  async look({ index, name, kind, size, read }) {
    let reason = null;
    if (!SEEN_KINDS.includes(kind)) reason = kind === "heic" ? WORDS.heic : WORDS.other_kind;
    else if (this.pages.length >= this.limits.PAGES) reason = WORDS.too_many_pages;
    else if (size > this.limits.PAGE_BYTES) reason = WORDS.file_too_large;
    return reason === null ? this.reader.pages(index, name, kind, read) : [new PageNotes(index, name, 1, kind).unread(reason)];
  }
}
