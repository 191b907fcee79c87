import { judge } from "../judge/judge.js";
import { BACKGROUND_COLORS } from "../photo/ground/colors.js";
import { beijing } from "../shared/clock.js";
import { knownFacts } from "../shared/known.js";
import { found, summary, toReport, whole } from "../shared/to-report.js";
import { VERDICTS } from "../shared/words.js";
import { frameOf } from "./bands.js";
import { offered } from "./fit/offer.js";
import { FitSpec, canFit } from "./fit/spec.js";
import { inForce } from "./in-force.js";
import { nameKnown } from "./named.js";
import { against, factsRead } from "./where.js";
import { HEADINGS, NOTHING_APPLIES } from "./words.js";

/**
 * A portrait, measured and judged against a photo spec on this device: the twin of `zikao.checks.photo`.
 *
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/report.js").Region} Region
 * @typedef {import("../shared/report.js").Finding} Finding
 *
 * @typedef {object} Circumstances
 * @property {Date} now
 * @property {Record<string, any>} told what the candidate says of the file, facts that count where it does not tell itself
 * @property {import("../shared/files/named.js").Typed} typed what its name is compared with
 *
 * @typedef {(data: Uint8Array<ArrayBuffer>, name: string | null, asked: import("../photo/measuring.js").Asked) =>
 *   Promise<Measured>} Measure
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>, places: Record<string, import("../photo/places.js").Place[]>}} Measured
 *   places: where in the picture facts were seen
 *
 * @typedef {object} Known
 * @property {Record<string, any>} facts
 * @property {Record<string, string>} absent
 * @property {string | null} file name of the checked file
 * @property {(fact: string) => import("../photo/places.js").Place[]} places where in it a fact was seen
 */

/** Facts whose lines are drawn whether they are right or wrong. */
const LINES = ["hair_top_y", "left_eye_y", "face_width", "face_center_x"];
const MOST_REGIONS = 25;
const NOWHERE = { entry: null, item: null, index: null, page: null, box: null, line: null, measured: null };

/**
 * Measures a portrait and judges it against the spec in force.
 *
 * @param {Uint8Array<ArrayBuffer>} data no longer than is looked at
 * @param {string | null} name as the candidate sees it
 * @param {import("./in-force.js").Line} specs
 * @param {Circumstances} circumstances
 * @param {Measure} measure as `photo/measuring.js` does, be it in a worker
 * @returns {Promise<Report>}
 */
export async function checkPhoto(data, name, specs, circumstances, measure) {
  const document = inForce(specs, beijing(circumstances.now).slice(0, 10));
  const { facts, absent, places } = await measure(data, name, asked(document));
  const known = { facts: { ...circumstances.told, ...facts }, absent, file: name, places: (/** @type {string} */ fact) => places[fact] ?? [] };
  return photoReport(document, known, circumstances);
}

/**
 * What a spec's rules ask of a portrait: nothing is run for facts that none reads. `drawn`: facts whose places are asked for.
 *
 * @param {Compiled} document
 */
export function asked(document) {
  const wanted = factsRead(document);
  return { allowed: allowedGrounds(document), wanted, drawn: new Set([...wanted, ...LINES]) };
}

/** Colours that a spec allows, by name, as sRGB bytes; null where it names none. @param {Compiled} document */
function allowedGrounds({ values }) {
  /** @type {string[]} */
  const names = values.background_colors?.value ?? [];
  const found = Object.entries(BACKGROUND_COLORS).filter(([name]) => names.includes(name));
  return found[0] ? Object.fromEntries(found) : null;
}

/**
 * The report on facts that are already measured, with what is drawn over the picture.
 *
 * @param {Compiled} document
 * @param {Known} known
 * @param {Circumstances} circumstances
 * @returns {Report}
 */
export function photoReport(document, known, { now, typed }) {
  const { file } = known;
  /** @type {Places} */
  const places = (fact) => known.places(fact).map(({ box, line }) => ({ ...NOWHERE, box, line }));
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
  const byEye = instead ? [] : leftToTheEye(document, findings);
  const looked = judged.verdict === "pass" && byEye[0] ? "left to the eye" : "";
  const name = base.elsewhere ? "elsewhere" : base.unconcerned ? "unconcerned file" : looked;
  /** @type {Report} */
  const report = {
    ...base,
    check: "photo",
    target: { ...base.target, file },
    heading: HEADINGS[name]?.replace("{count}", String(byEye.length)) ?? /** @type {string} */ (VERDICTS[judged.verdict]),
    summary: instead ? base.summary : summary(findings, base.duties, byEye.length),
    by_eye: byEye,
  };
  const spec = canFit(document) ? new FitSpec(document) : null;
  report.portrait = {
    frame: frameOf(document),
    lines: LINES.flatMap((fact) => places(fact).filter(({ line }) => line)),
    fitting: spec && offered(spec, { facts: known.facts, absent: known.absent }, report, spec.madeName(file, typed)),
  };
  return report;
}

/** @typedef {(fact: string) => Region[]} Places */

/** Each place once, of each fact once. @param {string[]} names @param {Places} places */
function placesAgainst(names, places) {
  const regions = [...new Set(names)].flatMap(places);
  return [...new Map(regions.map((each) => [JSON.stringify(each), each])).values()].slice(0, MOST_REGIONS);
}

/** All but what rules have decided for this very file. @param {Compiled} document @param {Finding[]} findings @returns {Report["by_eye"]} */
function leftToTheEye({ by_eye: points }, findings) {
  const decided = new Set(findings.flatMap(({ id, outcome }) => (outcome === "yes" || outcome === "no" ? [id] : [])));
  const left = points.filter(({ unless }) => !unless?.length || !unless.every((rule) => decided.has(`photo.${rule}`)));
  return left.map(({ id, severity, ask, text, cites }) => ({ id: `photo.${id}`, severity, ask, sentence: text, cites: whole(cites) }));
}
