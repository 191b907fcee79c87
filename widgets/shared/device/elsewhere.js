/**
 * How many of a report's rules could be checked elsewhere.
 *
 * @param {import("../report.js").Report} report
 * @param {string[]} elsewhere names of the facts that a server, or this device with more, could have measured. Told by whoever
 *   measures: a page in another script says the reasons with other characters
 */
export const left = ({ findings }, elsewhere) => findings.filter(({ outcome, missing }) => outcome === "not checked" && missing.some((name) => elsewhere.includes(name))).length;
