import { REPORT, showReport } from "../shared/report.js";
import { dress } from "../shared/style.js";
import { toReport } from "../shared/to-report.js";

/**
 * A judgement as the reader sees it. It is fetched once somebody answers: most who open a page only read.
 *
 * @param {import("../shared/known.js").Compiled} compiled
 * @param {import("../judge/judge.js").Judgement} judged
 * @param {import("../judge/judge.js").Facts} facts
 * @param {HTMLElement | null} action
 */
export function result(compiled, judged, facts, action) {
  dress(REPORT);
  const report = toReport(compiled, judged, facts);
  return { report, section: showReport(report, action) };
}
