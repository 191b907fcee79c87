/**
 * @typedef {import("../shared/types/report.js").Report} Report
 * @typedef {import("../shared/types/outline.js").Outline} Outline
 */

/**
 * What a portal is told of a report: how each rule came out, and nothing that was read from the file. What was measured in a
 * face, what stands on papers, names and numbers stay between the candidate and our page.
 *
 * @param {Report} report
 * @returns {Outline}
 */
export function outline({ check, target: { province, item, city }, rulebook: { id, version }, verdict, findings }) {
  const counts = { yes: 0, no: 0, unknown: 0, "not checked": 0 };
  for (const { outcome } of findings) counts[outcome] += 1;
  return {
    check,
    target: { province, item, city },
    rulebook: { id, version },
    verdict,
    counts,
    findings: findings.map(({ id, outcome, severity }) => ({ id, outcome, severity })),
  };
}
