import { summary } from "./to-report.js";
import { NOTICE, VERDICTS } from "./words.js";

/** @typedef {import("./report.js").Report} Report */

/**
 * What a server answered of a file, for a bundle in another language than the server's: outcome, counts and notice are said
 * in the words of the bundle, as `zikao.checks.outline` says them. Sentences of rulebooks stay.
 *
 * @param {any} body a report, or what holds one
 * @returns {any}
 */
export function reworded(body) {
  if (body.report) return { ...body, report: reworded(body.report) };
  if (!body.findings) return body;
  const { by_eye, duties, findings, unconcerned } = /** @type {Report} */ (body);
  const counts = unconcerned ? "这里没有一条要求适用于这个文件。" : summary(findings, duties, by_eye.length);
  return { ...body, heading: heading(body), summary: counts, notice: NOTICE };
}

/** @param {Report} report */
function heading({ by_eye, unconcerned, verdict }) {
  if (unconcerned) return "没有一条要求适用";
  const left = verdict === "pass" ? by_eye.length : 0;
  return left ? `能测的都符合，还有 ${left} 点请你自己看` : (VERDICTS[verdict] ?? "");
}
