import { difference } from "../shared/files/named.js";
import { baseName } from "../formats/names.js";

/**
 * A file's name beside the one that its spec wants, a fact of its own: the twin of `zikao.checks.named`.
 *
 * @typedef {import("../shared/files/named.js").Typed} Typed
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Known
 */

const FACT = "file_name_difference";
/** What a pattern names, in words. @type {Record<string, string>} */
const CALLED = { admission_ticket_number: "准考证号", name: "姓名", id_number: "身份证号" };

/**
 * What is other in a file's name, as a fact, or why that cannot be told; neither where none is wanted.
 *
 * @param {import("../shared/known.js").Compiled} document
 * @param {string | null} name
 * @param {Typed} typed beside it
 * @returns {Known}
 */
export function nameKnown({ file_name: pattern }, name, typed) {
  if (!pattern) return { facts: {}, absent: {} };
  if (name === null) return { facts: {}, absent: { [FACT]: "没有给出文件名" } };
  const found = difference(pattern, baseName(name), typed);
  if (found !== null) return { facts: { [FACT]: found }, absent: {} };
  return { facts: {}, absent: { [FACT]: `文件名的样子对；${untyped(pattern, typed).join("、")}没有填，没有和文件名里的核对` } };
}

/** What a pattern names and was not typed, in words. @param {string} pattern @param {Typed} typed */
function untyped(pattern, { number, who }) {
  /** @type {Record<string, unknown>} */
  const given = { admission_ticket_number: number, name: who };
  return [...pattern.matchAll(/\{([^{}]*)\}/g)].flatMap(([, field = ""]) => (given[field] ? [] : (CALLED[field] ?? [])));
}
