import { shownName } from "../package/shown.js";
import { inForce } from "./in-force.js";
import { formOf } from "./numbers.js";
import { reportOn } from "./reporting.js";
import { PAPERS } from "./words.js";

/**
 * An archive or a single attachment, measured and judged against a package spec on this device: the twin of
 * `zikao.checks.package`.
 *
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/types/report.js").PageRead} PageRead
 * @typedef {import("./reporting.js").Known} Known
 * @typedef {import("../package/measuring.js").Measured} Measured
 * @typedef {import("../shared/files/typed.js").Form} Form
 *
 * @typedef {object} Circumstances
 * @property {Date} now
 * @property {Record<string, any>} declared what its pages are compared with: `admission_ticket_number` and `courses`
 * @property {import("../shared/files/named.js").Typed} typed what its name is compared with
 */

/**
 * Measures a file and judges it against the spec in force.
 *
 * @template {Measured} M
 * @param {string | null} name as the candidate sees it
 * @param {import("./in-force.js").Line} specs
 * @param {Circumstances} circumstances
 * @param {(declared: Record<string, any>, form: Form) => Promise<M>} measure as `package/measuring.js` does, be it in a worker
 * @returns {Promise<{report: Report, measured: M}>}
 */
export async function checkPackage(name, specs, circumstances, measure) {
  const document = inForce(specs, circumstances.now);
  const form = formOf(document);
  const measured = await measure(circumstances.declared, form);
  const typed = { ...circumstances.typed, form: form.pattern };
  return { report: reportOn(document, knownOf(measured, name), { ...circumstances, typed }), measured };
}

/**
 * What was measured of the file of this name, as the rules read it, and what each page was taken for.
 *
 * @param {Measured} measured
 * @param {string | null} name
 * @returns {Known}
 */
export const knownOf = ({ facts, absent }, name) => ({ facts, absent, file: name, pages: (facts.pages ?? []).map(pageRead) });

/** @param {Record<string, any>} page @returns {PageRead} */
function pageRead(page) {
  const { name, index, page_decodes: opened, page_ticket_number: seen, page_ticket_typed: typed, page_ticket_read: read } = page;
  return {
    entry: name ? shownName(name) : null,
    index: index ?? 0,
    page: page.page ?? 1,
    opened: opened === true,
    looked_at: opened !== undefined,
    taken_for: paper(page),
    ticket_number: seen ?? null,
    typed: typed ?? null,
    read: read ?? null,
  };
}

/** What a page shows; a paper of none of the kinds that are told apart by its title, where it has one. @param {Record<string, any>} page */
function paper({ page_type: type, page_other_paper: title }) {
  if (type === "other" && title) return title;
  return type ? (PAPERS[type] ?? null) : null;
}
