import { checkPackage } from "../checks/package.js";
import { left } from "../shared/device/elsewhere.js";
import { told } from "../shared/device/told.js";
import { content } from "../shared/files/content.js";
import { rules } from "../shared/files/rules.js";
import { WORDS } from "./wording.js";

/**
 * What the candidate says of a file, by the header that says it to a server.
 *
 * @type {import("../shared/device/told.js").Headers<string | string[]>}
 */
const DECLARED = {
  "X-Zikao-Ticket-Number": ["admission_ticket_number", (said) => said],
  "X-Zikao-Courses": ["courses", (said) => said.split(",").map(decodeURIComponent)],
};

/**
 * A check of a file of evidence on this device: a worker measures it, and this page, whose words these are, makes the report.
 *
 * @typedef {import("./pages/files.js").Mark} Mark
 * @typedef {import("../shared/report.js").Report} Report
 *
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {string} address of the specs that it is judged by
 * @param {import("../shared/files/named.js").Typed} typed what its name is compared with
 * @param {import("../shared/device/here.js").Measure} measure
 * @returns {Promise<{report: Report, left: number, marks: Mark[], found: number | null}>} left: how many rules could be checked elsewhere;
 *   marks: where numbers stand on its pages; found: how many ticket numbers do, null unless all pages were read
 */
export async function checked({ file, told: headers }, address, typed, measure) {
  // The worker reads it where it lies, and cannot tell that from a fault of its own.
  const [specs] = await Promise.all([rules(address), content(file.slice(0, 1))]);
  const circumstances = { now: new Date(), declared: told(DECLARED, headers), typed };
  const { report, measured } = await checkPackage(file.name, specs, circumstances, (declared, form) => measure({ file, name: file.name, declared, form, words: WORDS }, []));
  return { report, left: left(report, measured.elsewhere), marks: measured.marks, found: measured.facts.ticket_numbers_found ?? null };
}
