import { any } from "./refusals.js";
import { ORIGIN, distinct } from "./spec.js";

/**
 * What no made file can show and nobody but the candidate can vouch for: the twin of `zikao.checks.fit.vouched`.
 *
 * @typedef {import("../../shared/types/report.js").Note} Note
 */

/**
 * What was believed, and what nothing was said about.
 *
 * @param {import("./spec.js").FitSpec} spec
 * @param {import("../../shared/report.js").Report} report on the file
 * @param {readonly string[]} vouched facts that count by the candidate's word alone
 * @param {boolean} made whether the file was made: then the original told the others
 * @returns {Note[]}
 */
export function toConfirm(spec, report, vouched, made) {
  const [where, without] = made ? ["原图", "做好的文件里也没有，"] : ["文件", ""];
  /** @type {[words: string, findings: import("../../shared/report.js").Finding[]][]} */
  const told = [
    ["是照你自己说的判断的，是否属实由你自己保证。", []],
    [`是照${where}里写的拍摄信息判断的。这种信息可以改动，${without}是否属实由你自己保证。`, []],
    [`没有检查，因为${where}里没有写。请你自己确认符合。`, []],
  ];
  for (const each of report.findings) {
    const facts = spec.factsOf(each);
    if (!any(facts, ORIGIN)) continue;
    const decided = each.outcome === "yes" || each.outcome === "no";
    told[decided ? (any(facts, vouched) ? 0 : 1) : 2]?.[1].push(each);
  }
  return told.flatMap(([words, findings]) =>
    findings[0]
      ? [{ what: findings.map(({ title }) => `“${title}”`).join("、") + words, cites: distinct(findings.flatMap(({ cites }) => cites)) }]
      : [],
  );
}
