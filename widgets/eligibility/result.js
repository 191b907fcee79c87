import { h, quiet } from "../shared/browser.js";
import { showReport } from "../shared/report.js";
import { toReport } from "../shared/to-report.js";
import { byWhen } from "./by-when.js";

/**
 * A judgement as the reader sees it. It is fetched once somebody answers: most who open a page only read.
 *
 * @param {import("../shared/known.js").Compiled} compiled
 * @param {import("../judge/judge.js").Judgement} judged
 * @param {import("../judge/judge.js").Facts} facts
 * @param {(Node | null)[]} actions
 * @param {string | null} next what the reader can still be asked: then nobody has to look up what is unknown
 * @param {Node} place where it will stand
 * @param {(name: string) => void} goTo leads to a question
 */
export function result(compiled, judged, facts, actions, next, place, goTo) {
  const report = toReport(compiled, judged, facts);
  const section = showReport(next ? toReport(compiled, { ...judged, next }, facts) : report, h("div.zk-onward", {}, actions), place);
  const by = report.verdict === "fail" && byWhen(compiled, facts);
  // Right behind the mends.
  if (by) section.querySelector("[data-outcome=no]")?.parentElement?.append(by);
  // Whoever has found out what was skipped answers it from where it is missed.
  for (const { id, outcome, missing } of next ? [] : report.findings) {
    const name = outcome === "unknown" && missing.find((each) => compiled.facts[each]?.ask);
    const card = name && section.querySelector(`[data-rule="${id}"]`);
    const answer = name && quiet("现在回答", () => goTo(name));
    const basis = card && card.querySelector(".zk-basis");
    if (answer && basis) basis.prepend(answer);
    else if (answer && card) card.append(answer);
  }
  return { report, section };
}
