import SAID from "../pages.json" with { type: "json" };
import { plain } from "./words.js";

/**
 * Which document a page is, by the words printed on all of its kind: the twin of `zikao.package.text.types`.
 *
 * @typedef {import("./lines.js").Line} Line
 * @typedef {"identity_card_front" | "identity_card_back" | "household_register" | "admission_ticket" | "course_certificate"} DocumentType
 * @typedef {{kinds: DocumentType[], count: number, certificates: number, other: string}} Documents
 *   kinds: each once, the best supported first, none where no kind is; count: how many documents, as far as their titles tell;
 *   certificates: how many of them are course certificates; other: which other paper the page is, where it shows none of
 *   them and its title says so
 */

const TOLD = SAID.types;
const SENTENCE = new RegExp(TOLD.sentence);
const OWN_EXAM = new RegExp(TOLD.own_exam);
const OTHER_EXAM = new RegExp(TOLD.other_exam);
const OTHER_PAPER = new RegExp(TOLD.other_paper);
/** @type {Partial<Record<DocumentType, string>>} */
const OTHER_EXAMS = TOLD.other_exams;
const OVERRULES = /** @type {[DocumentType, DocumentType][]} */ (Object.entries(TOLD.overrules));

/** @param {string | null} source */
const pattern = (source) => (source === null ? null : new RegExp(source));
const KINDS = Object.entries(TOLD.kinds).map(([name, kind]) => ({
  name: /** @type {DocumentType} */ (name),
  title: new RegExp(kind.title),
  beside: pattern(kind.beside),
  named: pattern(kind.named),
  words: Object.entries(kind.words),
  least: kind.least,
  entitled: kind.entitled,
  ofExam: kind.of_exam,
}));

/**
 * Where lines are a title, rather than a sentence that names the paper.
 *
 * @param {RegExp} title
 * @param {readonly string[]} texts
 */
const titlesIn = (title, texts) =>
  texts.flatMap((text) => {
    const found = SENTENCE.test(text) ? null : title.exec(text);
    return found ? [found] : [];
  });

/** Which documents of known kinds the page shows. @param {readonly Line[]} lines @returns {Documents} */
export function documents(lines) {
  const texts = lines.map((line) => plain(line.text));
  const page = texts.join("\n");
  const others = titlesIn(OTHER_PAPER, texts);
  const otherExam = OTHER_EXAM.test(page) && !OWN_EXAM.test(page);
  /** @type {Map<DocumentType, number>} */
  const weights = new Map();
  /** @type {Map<DocumentType, number>} */
  const titles = new Map();
  for (const { name, title, beside, named, words, least, entitled, ofExam } of KINDS) {
    const own = titlesIn(title, texts).length;
    titles.set(name, own);
    if (beside && !beside.test(page)) continue;
    if ((entitled || others.length) && !own) continue;
    if (others.length && (entitled || (named && !named.test(page)))) continue;
    if (ofExam && otherExam) continue;
    // The title's own weight stands under the empty word.
    const held = words.filter(([word]) => (word ? texts.some((text) => text.includes(word)) : own));
    const weight = held.reduce((sum, [, each]) => sum + each, 0);
    if (weight >= least) weights.set(name, weight);
  }
  // A title stands on one document; without it, only the best supported kind is taken.
  /** @param {DocumentType} name */
  const weight = (name) => weights.get(name) ?? 0;
  const most = Math.max(...weights.values());
  const best = [...weights.keys()].find((name) => weight(name) === most);
  let found = [...weights.keys()].filter((name) => titles.get(name) || name === best);
  for (const [name, other] of OVERRULES) if (found.includes(other)) found = found.filter((kind) => kind !== name);
  found.sort((one, other) => weight(other) - weight(one));
  /** @param {DocumentType} name */
  const count = (name) => Math.max(1, titles.get(name) ?? 0);
  return {
    kinds: found,
    count: found.reduce((sum, name) => sum + count(name), 0),
    certificates: found.includes("course_certificate") ? count("course_certificate") : 0,
    other: found.length ? "" : otherOf(texts, others, otherExam),
  };
}

/**
 * What a page is called that shows no known document. Nothing where the title of one stands there all the same: it may lie
 * beside the other paper, unread.
 *
 * @param {readonly string[]} texts
 * @param {readonly RegExpExecArray[]} others
 * @param {boolean} otherExam
 */
function otherOf(texts, others, otherExam) {
  const rest = texts.filter((text) => !others.some(({ input }) => input === text));
  const entitled = KINDS.filter(({ title }) => titlesIn(title, rest).length).map(({ name }) => name);
  const [first] = others;
  if (!entitled.length && first) return first.groups?.paper ?? "";
  const [only] = entitled;
  return otherExam && only && entitled.length === 1 ? (OTHER_EXAMS[only] ?? "") : "";
}
