// A character typed wrong, as input methods offer 准靠证 for 准考证.

import { plain } from "./query.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */

const OFTEN = 3; // places that a word must have to be taken for another
const MOSTLY = 0.8; // of what stands in the texts with that character left open

/**
 * The query with one wrong character mended: one beside which two neighbours stand in no text, where the texts nearly
 * always have the same other one.
 *
 * @param {Shelf} shelf
 * @param {string} typed
 * @returns {{query: string, instead?: [typed: string, taken: string]}}
 */
export function mended(shelf, typed) {
  const runs = new Set(shelf.terms(typed).flatMap(({ run }) => (run ? [run] : [])));
  const taken = [...runs].flatMap((run) =>
    [...run].flatMap((_, at) => {
      const beside = [run.slice(at && at - 1, at + 1), run.slice(at, at + 2)];
      return beside.every((pair) => pair.length < 2 || shelf.all.includes(pair)) ? [] : words(shelf.all, run, at);
    }));
  taken.sort((one, another) => another.often - one.often);
  const [best] = taken;
  return best ? { query: shelf.spelled(plain(typed)).replace(...best.instead), instead: best.instead } : { query: typed };
}

/** What a run of characters may have been meant as, one of them left open. Those beside it belong to the word.
 * @param {string} all @param {string} run @param {number} at
 * @returns {{instead: [string, string], often: number}[]} */
function words(all, run, at) {
  return [4, 3].flatMap((length) => {
    const first = Math.max(0, at - length + (at === run.length - 1 ? 1 : 2));
    const last = Math.min(at ? at - 1 : 0, run.length - length);
    return [...Array(Math.max(0, last - first + 1)).keys()].flatMap((step) => {
      const from = first + step;
      const wrong = run.slice(from, from + length);
      const open = new RegExp(`${run.slice(from, at)}[\u3400-\u9fff]${run.slice(at + 1, from + length)}`, "g");
      const found = (all.match(open) ?? []).sort();
      const middle = found[found.length >> 1] ?? ""; // sorted, what is more than half is in the middle
      const often = found.filter((each) => each === middle).length;
      return often >= OFTEN && often >= MOSTLY * found.length ? [{ instead: [wrong, middle], often }] : [];
    });
  });
}
