import SAID from "./names.json" with { type: "json" };

/**
 * What each file is called in the archive, and where it stands, identity, then ticket, then certificates: the twin of
 * `zikao.package.pack.names`.
 *
 * @typedef {{rank: number, side: number, word: string}} Label
 *   what a file shows; side: the front of a card before its back
 */

/** In the order of the archive. */
const WORDS = /** @type {[fact: string, word: string][]} */ (SAID.words);
/** @type {Record<string, string>} */
const SIDES = SAID.sides;
export const { unknown: UNKNOWN } = SAID;

/**
 * The label of a single measured file, by the documents that its pages show.
 *
 * @param {Record<string, any>} facts of the file alone
 * @returns {Label}
 */
export function labelOf(facts) {
  const found = WORDS.flatMap(([name, word], rank) => (facts[name] ? [{ rank, word }] : []));
  const [first] = found;
  if (!first) return { rank: WORDS.length, side: 0, word: UNKNOWN };
  const types = new Set((facts.pages ?? []).map((/** @type {{page_type?: string}} */ page) => page.page_type));
  const [type] = types;
  const side = types.size === 1 ? SIDES[type] : undefined;
  if (side) return { rank: first.rank, side: Object.keys(SIDES).indexOf(type), word: side };
  return { rank: first.rank, side: 0, word: found.map(({ word }) => word).join(SAID.and) };
}

/** Which of two labels stands first: less than zero for this one. @param {Label} one @param {Label} other */
export const before = (one, other) => one.rank - other.rank || one.side - other.side || (one.word < other.word ? -1 : Number(one.word > other.word));

/**
 * Names such as `01-身份证.jpg` and `03-课程合格证-2.jpg`.
 *
 * @param {[label: Pick<Label, "word">, extension: string][]} files in the order of the archive
 * @returns {string[]}
 */
export function names(files) {
  const digits = Math.max(2, String(files.length).length);
  const words = files.map(([{ word }]) => word);
  return files.map(([{ word }, extension], at) => {
    const many = words.filter((each) => each === word).length > 1;
    const which = words.slice(0, at + 1).filter((each) => each === word).length;
    return `${String(at + 1).padStart(digits, "0")}-${word}${many ? `-${which}` : ""}.${extension}`;
  });
}
