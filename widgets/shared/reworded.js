import { REASONS } from "./reasons.js";
import { summary } from "./to-report.js";
import { NOTICE, VERDICTS } from "./words.js";

/** @typedef {import("./report.js").Report} Report */
/** @typedef {import("./report.js").Finding} Finding */

/**
 * What was found in a file, for a bundle in another language than that of measuring and of the server: outcome, counts and notice
 * are said in the words of the bundle, as `zikao.checks.outline` says them, and so is why something was not checked. Sentences of
 * rulebooks stay.
 *
 * @param {any} body a report, or what holds one
 * @returns {any}
 */
export function reworded(body) {
  if (body.report) return { ...body, report: reworded(body.report) };
  if (!body.findings) return body;
  const { by_eye, duties, findings, unconcerned } = /** @type {Report} */ (body);
  const counts = unconcerned ? "这里没有一条要求适用于这个文件。" : summary(findings, duties, by_eye.length);
  return { ...body, heading: heading(body), summary: counts, notice: NOTICE, findings: findings.map(explained) };
}

/** @param {Report} report */
function heading({ by_eye, unconcerned, verdict }) {
  if (unconcerned) return "没有一条要求适用";
  const left = verdict === "pass" ? by_eye.length : 0;
  return left ? `能测的都符合，还有 ${left} 点请你自己看` : (VERDICTS[verdict] ?? "");
}

/** Why something was not checked, in the words of the bundle. @param {Finding} finding @returns {Finding} */
function explained(finding) {
  const { sentence, title, why: told } = finding;
  const why = told && reason(told);
  if (!told || !why) return finding;
  const usual = /^没有检查“.*”：/.test(sentence);
  return { ...finding, why, sentence: usual ? `没有检查“${title.replace(/。$/, "")}”：${why}。` : sentence.split(told).join(why) };
}

/** Between several reasons, and now and then within one. */
const THEN = /；/;

/** @param {string} told one or several @returns {string | null} null where one of them is none that is known by itself */
function reason(told) {
  const parts = told.split(THEN);
  const said = [];
  while (parts.length) {
    const [count, words] = longest(parts);
    if (words === null) return null;
    said.push(words);
    parts.splice(0, count);
  }
  return said.join("; ");
}

/** The most of these parts that are one reason, and that. @param {string[]} parts @returns {[number, string | null]} */
function longest(parts) {
  for (let count = parts.length; count > 0; count -= 1) {
    const words = one(parts.slice(0, count).join("\uff1b"));
    if (words !== null) return [count, words];
  }
  return [0, null];
}

/** @param {string} told @returns {string | null} */
function one(told) {
  if (Object.prototype.hasOwnProperty.call(REASONS, told)) return REASONS[told] ?? null;
  for (const [written, words] of Object.entries(REASONS)) {
    const [before = "", after] = written.split("{}");
    if (after === undefined || !told.startsWith(before) || !told.endsWith(after)) continue;
    const value = told.slice(before.length, told.length - after.length);
    // What a number has to be like is said by the rulebook, in its language.
    return words.replace("{}", () => value);
  }
  return null;
}
