import { ANY_TICKET } from "../shared/files/typed.js";

/**
 * How a province's ticket number is written, by its rulebook, or by the rule for all where that is silent: the twin of
 * `zikao.checks.numbers`.
 */

/** The forms of the ticket number that goes along with a file. @param {import("../shared/known.js").Compiled} document */
export function formOf({ numbers }) {
  const said = numbers?.admission_ticket_number;
  const { pattern, wanted } = said ? { ...said, pattern: `^(?:${said.pattern})$` } : ANY_TICKET;
  return { pattern, wanted };
}
