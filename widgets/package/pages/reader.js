import { rounded } from "../../formats/rounding.js";
import SAID from "../pages.json" with { type: "json" };
import { readAgain } from "../text/again.js";
import { look } from "../text/courses.js";
import { Levels } from "../text/crops.js";
import { mayGoOn } from "../text/hidden.js";
import { holderNumbers, identityNumber, identityNumbers, otherPerson } from "../text/identity.js";
import { read } from "../text/reader.js";
import { compare, labelled, labelledNumbers, readsAlike, sure } from "../text/tickets.js";
import { documents } from "../text/types.js";
import { lightOf } from "./light.js";
import { PageNotes, TEXT_FACTS } from "./notes.js";
import { rasterOf } from "./opening.js";
import { UnreadableError } from "./rasters.js";

/**
 * From a file that holds pages to what each of them shows, its pixels and then its text: the twin of `zikao.package.pages.reader`.
 *
 * @typedef {import("../text/lines.js").Line} Line
 * @typedef {import("../text/reader.js").Reading} Reading
 * @typedef {import("../text/runtime.js").Models} Models
 * @typedef {import("./rasters.js").Raster} Raster
 * @typedef {object} Wanted
 * @property {import("../../formats/pixels.js").Pixels} pixels
 * @property {import("./rasters.js").Limits} limits
 * @property {Models | string} models or the reason why text cannot be read
 * @property {string | null} declared the ticket number to compare with, as it is compared
 * @property {import("../text/tickets.js").Form} form how ticket numbers are written
 * @property {readonly import("../text/courses.js").Course[]} courses those to look for on certificates
 * @property {string} undeclared the reason for not comparing, where there is none
 * @property {string} [today] nobody is born after it; without it the clock in Beijing
 */

const { words: WORDS } = SAID;
const FEW_CHARACTERS = 20;
/** Below either, a page without known words is not called another document: it may be a blurred one. */
const POOR_SCORE = 0.8;

/** Looks at pages, and remembers which pictures it has seen. */
export class PageReader {
  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.wanted = wanted;
    /** @type {Set<string>} */
    this.seen = new Set();
    /** The identity number of each person whose card was seen, in their order. @type {string[]} */
    this.holders = [];
  }

  /**
   * The pages of a JPEG, PNG or PDF: one, for a PDF's are the server's.
   *
   * @param {number} index of the file
   * @param {string | null} name of the file, as it is shown
   * @param {string} kind of the file
   * @param {() => Promise<Uint8Array>} content
   */
  async pages(index, name, kind, content) {
    const notes = new PageNotes(index, name, 1, kind);
    const { pixels, limits } = this.wanted;
    const raster = await rasterOf(pixels, kind, content, limits);
    if (raster instanceof UnreadableError) return [failed(notes, raster)];
    await this.look(notes, raster);
    raster.picture.drop();
    return [notes];
  }

  /** @param {PageNotes} notes @param {Raster} raster */
  async look(notes, raster) {
    const { facts } = notes;
    const { models, declared } = this.wanted;
    Object.assign(facts, { page_decodes: true, page_locked: false, page_scan: true, page_bilevel: raster.bilevel });
    facts.page_repeated = this.seen.has(raster.digest);
    this.seen.add(raster.digest);
    Object.assign(facts, { page_attachments: 0, page_damaged: raster.damaged, page_width: raster.width, page_height: raster.height });
    const light = lightOf(raster.picture);
    Object.assign(facts, { page_light: light.level, page_grain: rounded(light.grain, 3) });
    if (typeof models === "string") {
      notes.leaveOut(TEXT_FACTS, models);
      return;
    }
    const reading = await read(raster.picture, models);
    await this.tell(notes, raster, reading, models);
    const why = light.hides(!isClear(reading));
    if (why !== null) notes.hide(why, declared);
  }

  /** @param {PageNotes} notes @param {Raster} raster @param {Reading} reading @param {Models} models */
  async tell(notes, raster, reading, models) {
    const { facts } = notes;
    const { lines } = reading;
    facts.page_characters = reading.characters;
    if (lines.length) {
      facts.page_turn = reading.turn;
      const heights = lines.map((line) => line.box.height).sort((one, other) => one - other);
      facts.page_text_height = rounded((heights[heights.length >> 1] ?? 0) * raster.reduced, 1);
    }
    if (reading.sharpness !== null) facts.page_sharpness = rounded(reading.sharpness, 3);
    notes.leaveOut(["page_turn", "page_sharpness", "page_text_height"], WORDS.no_text);
    this.tellDocuments(notes, reading);
    await this.tellNumbers(notes, raster, lines, models);
    // What cannot be seen has no score, so a page of which something is hidden is not called legible.
    if (!("page_legibility" in notes.absent)) facts.page_legibility = rounded(reading.score, 3);
  }

  /** @param {PageNotes} notes @param {Reading} reading */
  tellDocuments(notes, reading) {
    const found = documents(reading.lines);
    if (found.kinds.length || isClear(reading)) {
      notes.kinds = found.kinds;
      notes.facts.page_type = found.kinds.length > 1 ? "several" : (found.kinds[0] ?? "other");
      notes.facts.page_documents = found.count;
      notes.facts.page_other_paper = found.other;
      notes.certificates = found.certificates;
    }
    notes.leaveOut(["page_type", "page_documents", "page_other_paper"], WORDS.not_clear);
    if (this.wanted.courses.length && found.certificates) notes.courses = look(this.wanted.courses, reading.lines);
  }

  /** @param {PageNotes} notes @param {Raster} raster @param {Line[]} lines @param {Models} models */
  async tellNumbers(notes, raster, lines, models) {
    const { facts } = notes;
    const { declared, form, today, undeclared } = this.wanted;
    facts.page_identity_number = identityNumber(lines, today);
    facts.page_card_holder = this.cardHolder(notes, lines);
    for (const { line } of identityNumbers(lines)) notes.marks.push(mark(notes, raster, "identity_number", line));
    const levels = new Levels(raster.picture);
    const hidden = once((/** @type {Line} */ line) => mayGoOn(levels, line));
    const again = once((/** @type {Line} */ line) => readAgain(levels, line, models));
    const beside = labelledNumbers(lines, form);
    for (const number of beside) {
      if (!sure(number) || hidden(number.line)) continue;
      if (number.text === declared || readsAlike(number, await again(number.line), form)) notes.numbers.add(number.text);
    }
    const places = beside.map(({ line }) => line);
    let partly;
    if (declared === null) {
      partly = labelled(lines, form).some((field) => hidden(field.last));
      notes.leaveOut(["page_ticket_number", "page_ticket_digit", "page_ticket_typed", "page_ticket_read"], undeclared);
    } else {
      const said = await compare(declared, lines, { hidden, again, form });
      if (said.inTwoWays) notes.leaveOut(["page_ticket_number"], WORDS.in_two_ways);
      partly = said.seen === null && !said.inTwoWays;
      if (said.seen !== null) facts.page_ticket_number = said.seen;
      if (said.digit) facts.page_ticket_digit = said.digit;
      if (said.typed && said.read) Object.assign(facts, { page_ticket_typed: said.typed, page_ticket_read: said.read });
      if (said.line && !places.includes(said.line)) places.push(said.line);
    }
    levels.drop();
    if (partly) notes.leaveOut(["page_ticket_number", "page_legibility"], WORDS.in_part);
    notes.leaveOut(["page_ticket_digit"], WORDS.not_one);
    notes.leaveOut(["page_ticket_typed", "page_ticket_read"], WORDS.no_other);
    for (const line of places) notes.marks.push(mark(notes, raster, "ticket_number", line));
  }

  /** Which person's card it is, counted from 1; 0 where it shows none whose number was read. @param {PageNotes} notes @param {Line[]} lines */
  cardHolder(notes, lines) {
    if (!notes.kinds?.includes("identity_card_front")) return 0;
    const { today } = this.wanted;
    let found = 0;
    for (const number of holderNumbers(lines, today)) {
      const place = this.holders.findIndex((holder) => !otherPerson(number, holder, today)) + 1;
      found = place ? Math.max(found, place) : this.holders.push(number);
    }
    return found;
  }
}

/** @param {Reading} reading */
const isClear = (reading) => reading.characters >= FEW_CHARACTERS && reading.score >= POOR_SCORE;

/**
 * Asks once for each line.
 *
 * @template T
 * @param {(line: Line) => T} ask
 * @returns {(line: Line) => T}
 */
function once(ask) {
  /** @type {Map<Line, T>} */
  const known = new Map();
  return (line) => {
    const found = known.has(line) ? /** @type {T} */ (known.get(line)) : ask(line);
    known.set(line, found);
    return found;
  };
}

/** @param {PageNotes} notes @param {UnreadableError} error */
function failed(notes, error) {
  if (error.damaged) Object.assign(notes.facts, { page_decodes: false, page_locked: false });
  return notes.unread(error.reason);
}

/** @param {PageNotes} notes @param {Raster} raster @param {import("./notes.js").Mark["what"]} what @param {Line} line @returns {import("./notes.js").Mark} */
function mark({ index, page }, { picture: { width, height } }, what, line) {
  const corners = line.box.corners().map(([x, y]) => /** @type {[number, number]} */ ([share(x / width), share(y / height)]));
  return { index, page, what, corners };
}

/** A corner may lie outside its page. @param {number} value */
const share = (value) => Math.sign(value) * rounded(Math.abs(value), 4);
