import { judge } from "../judge/judge.js";
import { knownFacts } from "../shared/known.js";
import { found, summary, toReport, whole } from "../shared/to-report.js";
import { VERDICTS } from "../shared/words.js";
import { nameKnown } from "./named.js";
import { against } from "./where.js";
import { HEADINGS, NOTHING_APPLIES } from "./words.js";

/**
 * From what was measured of a file to the report on it: the twin of `zikao.checks.reporting`.
 *
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/report.js").Region} Region
 * @typedef {import("../shared/report.js").Finding} Finding
 * @typedef {(fact: string) => Region[]} Places where in the file a fact was seen
 *
 * @typedef {object} Circumstances
 * @property {Date} now
 * @property {import("../shared/files/named.js").Typed} typed what the file's name is compared with
 *
 * @typedef {object} Known
 * @property {Record<string, any>} facts
 * @property {Record<string, string>} absent
 * @property {string | null} file name of the checked file
 * @property {Places} [places]
 * @property {import("../shared/types/report.js").PageRead[]} [pages] of a package, what each page was taken for
 */

const MOST_REGIONS = 25;

/**
 * @param {Compiled} document the compiled spec
 * @param {Known} known
 * @param {Circumstances} circumstances
 * @returns {Report}
 */
export function reportOn(document, { places = () => [], pages = [], ...known }, { now, typed }) {
  const { file } = known;
  const check = document.kind === "photo" ? "photo" : "package";
  const named = nameKnown(document, file, typed);
  const facts = { ...knownFacts(document, known.facts, now), ...named.facts };
  const absent = { ...known.absent, ...named.absent };
  const judged = judge(document, facts);
  const made = found(document, judged, facts, absent);
  const findings = made.findings.map((each) => {
    const rule = made.rules[each.id.slice(each.id.indexOf(".") + 1)];
    if (!rule || each.outcome === "yes" || rule.each) return each;
    const regions = placesAgainst(against(rule.require, facts, document.tables), places);
    return { ...each, regions, count: regions.length };
  });
  const base = toReport(document, judged, facts, { ...made, findings }, NOTHING_APPLIES);
  const instead = base.elsewhere ?? base.unconcerned;
  const byEye = instead ? [] : leftToTheEye(document, findings, made.prefix);
  const looked = judged.verdict === "pass" && byEye[0] ? "left to the eye" : "";
  const name = base.elsewhere ? "elsewhere" : base.unconcerned ? "unconcerned file" : looked;
  return {
    ...base,
    check,
    target: { ...base.target, file },
    heading: HEADINGS[name]?.replace("{count}", String(byEye.length)) ?? /** @type {string} */ (VERDICTS[judged.verdict]),
    summary: instead ? base.summary : summary(findings, base.duties, byEye.length),
    by_eye: byEye,
    pages,
  };
}

/** Each place once, of each fact once. @param {string[]} names @param {Places} places */
function placesAgainst(names, places) {
  const regions = [...new Set(names)].flatMap(places);
  return [...new Map(regions.map((each) => [JSON.stringify(each), each])).values()].slice(0, MOST_REGIONS);
}

/**
 * All but what rules have decided for this very file.
 *
 * @param {Compiled} document
 * @param {Finding[]} findings
 * @param {string} prefix of their ids
 * @returns {Report["by_eye"]}
 */
function leftToTheEye({ by_eye: points }, findings, prefix) {
  const decided = new Set(findings.flatMap(({ id, outcome }) => (outcome === "yes" || outcome === "no" ? [id] : [])));
  const left = points.filter(({ unless }) => !unless?.length || !unless.every((rule) => decided.has(`${prefix}.${rule}`)));
  return left.map(({ id, severity, ask, text, cites }) => ({ id: `${prefix}.${id}`, severity, ask, sentence: text, cites: whole(cites) }));
}
