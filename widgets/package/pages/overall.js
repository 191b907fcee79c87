import SAID from "../pages.json" with { type: "json" };
import { maskedNumbers, numbersApart, said } from "./notes.js";

/**
 * What all pages of an archive come to, how many there are and which documents, numbers and courses they show: the twin of
 * `zikao.package.pages.overall`. Each question has a function of its own, which gives the facts that can be told and, by name, the
 * reason for each that may be missing; a reason beside a fact that was told is dropped at the end.
 *
 * @typedef {import("../text/courses.js").Course} Course
 * @typedef {import("./notes.js").PageNotes} PageNotes
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Told
 */

const { words: WORDS } = SAID;
export const COURSE_FACTS = SAID.course_facts;
/** Of a certificate, below which a name that was not found may have been misread. */
const CLEAR_SCORE = 0.9;
const TICKET_ORDER = ["confirmed", "one_digit", "two_digits", "differs", "not_read"];
const IDENTITY_ORDER = ["valid", "fails_check", "not_read"];
/** Number of pages, whether there is one at all, what it is called, and what counts. */
const COUNTED = Object.entries(SAID.counted).map(([count, told]) => ({ count, seen: told.seen, told, kinds: /** @type {string[]} */ (told.kinds) }));
/** Pages of other papers that a sentence names. */
const MOST_NAMED = 3;

/** The same reason for each of these. @param {Iterable<string>} names @param {string} reason @returns {Record<string, string>} */
const allFor = (names, reason) => Object.fromEntries([...names].map((name) => [name, reason]));

/** All pages, and how far they can be spoken for. */
class Pages {
  /** @param {readonly PageNotes[]} notes @param {boolean} whole whether every file that may hold pages is among them */
  constructor(notes, whole) {
    this.notes = notes;
    this.whole = whole;
  }

  /** Whether the text of every page was read. */
  get read() {
    return this.whole && this.notes.every((page) => page.read);
  }

  /** Whether of every page it is known which documents are on it. */
  get counted() {
    return this.whole && this.notes.every((page) => page.kinds !== null);
  }

  /** Whether every page shows a document of a known kind, so that none can have been overlooked. */
  get recognised() {
    return this.whole && this.notes.every((page) => page.kinds?.length);
  }

  /** Why the first page that was not read was not, or files beside the pages were not. */
  get unread() {
    return this.whyWithout("page_characters") || (attachments(this.notes) ? WORDS.attached : null);
  }

  /** Why the first page without this fact lacks it. @param {string} fact */
  whyWithout(fact) {
    return this.notes.find((page) => fact in page.absent)?.absent[fact] ?? null;
  }
}

/**
 * What all pages come to, and why some of it is missing.
 *
 * @param {readonly PageNotes[]} notes all pages
 * @param {boolean} whole whether every file that may hold pages is among them
 * @param {readonly Course[] | null} [courses] those that were declared; null where they cannot be compared
 * @returns {Told}
 */
export function archiveFacts(notes, whole, courses = []) {
  // What lies inside a PDF beside its pages may hold more of them.
  const pages = new Pages(notes, whole && !attachments(notes));
  const answers = [counts(pages), numbers(pages), documents(pages)];
  if (courses) answers.push(ofCourses(pages, courses));
  answers.push(ticketNumber(pages), identityNumber(pages));
  const facts = Object.assign({}, ...answers.map((each) => each.facts));
  const reasons = Object.entries(Object.assign({}, ...answers.map((each) => each.absent)));
  return { facts, absent: Object.fromEntries(reasons.filter(([name]) => !(name in facts))) };
}

/** Files inside PDFs beside their pages. @param {readonly PageNotes[]} notes */
const attachments = (notes) => notes.reduce((sum, page) => sum + (page.facts.page_attachments ?? 0), 0);

/** How many pages there are, how many were not read, and how many came twice. @param {Pages} pages @returns {Told} */
function counts({ notes, whole }) {
  /** @type {Record<string, any>} */
  const facts = {};
  if (whole || notes.length) {
    // That there is none is known only where every file that may hold pages was opened.
    facts.pages_seen = notes.length;
    facts.pages_unread = notes.filter((page) => !page.read).length;
  }
  const repeated = notes.map((page) => page.facts.page_repeated);
  if (whole && !repeated.includes(undefined)) facts.repeated_pages = repeated.filter(Boolean).length;
  return { facts, absent: { ...allFor(["pages_seen", "pages_unread"], WORDS.some_closed), repeated_pages: WORDS.some_unread } };
}

/** Which ticket numbers stand on the pages. @param {Pages} pages @returns {Told} */
function numbers(pages) {
  const names = ["ticket_numbers", "ticket_numbers_found"];
  const facts = pages.read ? { ticket_numbers: maskedNumbers(pages.notes), ticket_numbers_found: numbersApart(pages.notes).length } : {};
  return { facts, absent: allFor(names, pages.unread || WORDS.some_unread) };
}

/** How many pages show each kind of document, and whether one shows it at all. @param {Pages} pages @returns {Told} */
function documents(pages) {
  const { notes } = pages;
  /** @type {Record<string, any>} */
  const facts = {};
  for (const { count, seen, kinds } of COUNTED) {
    const showing = notes.filter((page) => page.kinds?.some((kind) => kinds.includes(kind))).length;
    if (pages.counted) facts[count] = showing;
    // A page of another kind may be one of these in a form that is not known.
    if (showing || pages.recognised) facts[seen] = showing > 0;
  }
  if (pages.counted) {
    facts.other_documents = notes.filter((page) => page.kinds?.length === 0).length;
    facts.certificates = notes.reduce((sum, page) => sum + page.certificates, 0);
  }
  const uncounted = pages.unread || WORDS.uncounted;
  const absent = allFor([...COUNTED.map(({ count }) => count), "other_documents", "certificates"], uncounted);
  for (const { seen, told } of COUNTED) absent[seen] = pages.unread || (pages.counted ? whatElse(notes, told.called) : WORDS.uncounted);
  return { facts, absent };
}

/** What the pages are that show no known document: named where their title says so. @param {readonly PageNotes[]} notes @param {string} called */
function whatElse(notes, called) {
  const others = notes.filter((page) => page.kinds?.length === 0);
  const named = others.filter((page) => page.facts.page_other_paper).slice(0, MOST_NAMED);
  const told = named.map((page) => said(WORDS.is_not, page.place, page.facts.page_other_paper, called));
  const left = others.length - told.length;
  if (left > 0) told.push(told.length ? said(WORDS.more_others, left) : WORDS.some_other);
  return told.join(WORDS.then);
}

/** Which declared courses have their certificate. @param {Pages} pages @param {readonly Course[]} courses @returns {Told} */
function ofCourses(pages, courses) {
  const lacking = COURSE_FACTS.slice(1);
  if (!courses.length) return { facts: {}, absent: allFor(lacking, WORDS.no_courses) };
  const names = courses.map(({ name }) => name);
  const { seen, near } = onCertificates(pages.notes);
  /** @type {Record<string, any>} */
  const facts = { courses_seen: names.filter((name) => seen.has(name)) };
  const clear = pages.notes.every((page) => !page.certificates || (page.facts.page_legibility ?? 0) >= CLEAR_SCORE);
  // What was not found is missing only where no certificate was overlooked and none misread.
  if (names.every((name) => seen.has(name)) || (pages.recognised && clear)) {
    const missing = names.filter((name) => !seen.has(name) && !near.has(name));
    Object.assign(facts, { courses_missing: missing, courses_unclear: near.size, courses_not_seen: missing.length });
    if (missing.length || !near.size) facts.courses_certified = !missing.length;
  }
  return { facts, absent: allFor(lacking, pages.unread || WORDS.half_read) };
}

/** Names of courses seen on certificates, and those that may stand somewhere. @param {readonly PageNotes[]} notes */
function onCertificates(notes) {
  // Beside an admission ticket a name may stand on that one, which lists courses too.
  const certificates = notes.filter((page) => !page.kinds?.includes("admission_ticket"));
  const seen = new Set(certificates.flatMap((page) => [...page.courses.seen]));
  const all = notes.flatMap((page) => [...page.courses.seen, ...page.courses.unclear]);
  return { seen, near: new Set(all.filter((name) => !seen.has(name))) };
}

/** What the pages say about the declared ticket number. @param {Pages} pages @returns {Told} */
function ticketNumber(pages) {
  // That no page shows it is not said where one shows a part of a number, or hides its text.
  const partly = pages.notes.some((page) => (page.read || page.hidden) && !("page_ticket_number" in page.facts));
  const facts = best(pages, "page_ticket_number", "ticket_number_seen", partly ? TICKET_ORDER.slice(0, -1) : TICKET_ORDER);
  if (facts.ticket_number_seen === "one_digit") {
    facts.ticket_digit = pages.notes.find((page) => "page_ticket_digit" in page.facts)?.facts.page_ticket_digit;
  }
  return {
    facts,
    absent: {
      ticket_number_seen: pages.whyWithout("page_ticket_number") || WORDS.no_page,
      ticket_digit: pages.whyWithout("page_ticket_digit") || WORDS.no_page,
    },
  };
}

/** What the pages say about a number of an identity card. @param {Pages} pages @returns {Told} */
const identityNumber = (pages) => ({
  facts: best(pages, "page_identity_number", "identity_number_seen", IDENTITY_ORDER),
  absent: { identity_number_seen: pages.whyWithout("page_identity_number") || WORDS.no_page },
});

/**
 * What the page that says most says.
 *
 * @param {Pages} pages
 * @param {string} source
 * @param {string} name
 * @param {readonly string[]} order
 * @returns {Record<string, any>}
 */
function best({ notes }, source, name, order) {
  const found = new Set(notes.map((page) => page.facts[source]));
  const most = order.find((each) => found.has(each));
  return most ? { [name]: most } : {};
}
