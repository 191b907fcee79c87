import { ticketNumber } from "../shared/files/typed.js";

/**
 * What a source wants a file to be called, filled with what was typed: the twin of Python's `zikao.rulebook.file_names`. The
 * tests hold the two equal.
 */

const PERSON = /^[A-Za-z\u3400-\u9fff\u00b7][A-Za-z\u3400-\u9fff\u00b7 .]{0,39}$/;
export const NO_PERSON = "姓名只写汉字、字母和间隔号，不超过 40 个字";

/**
 * A person's name as it stands in a file's name; null where it is none.
 *
 * @param {string} typed
 */
export function person(typed) {
  const name = typed.normalize("NFKC").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/[\u2022\u30fb]/g, "\u00b7");
  return PERSON.test(name) ? name : null;
}

/**
 * @param {string} pattern such as `{admission_ticket_number}{name}.zip`
 * @param {string} number as typed
 * @param {string | null} who as `person` gives it
 * @returns {string | null} null where something that it names was not typed
 */
export function fileName(pattern, number, who) {
  /** @type {Record<string, string | null>} */
  const typed = { admission_ticket_number: ticketNumber(number), name: who };
  let whole = true;
  const made = pattern.replace(/\{([^{}]*)\}/g, (_, name) => {
    if (!typed[name]) whole = false;
    return typed[name] ?? "";
  });
  return whole ? made : null;
}
