import { BACKGROUND_COLORS } from "../photo/ground/colors.js";
import { frameOf } from "./bands.js";
import { offered } from "./fit/offer.js";
import { FitSpec, canFit } from "./fit/spec.js";
import { inForce } from "./in-force.js";
import { reportOn } from "./reporting.js";
import { factsRead } from "./where.js";

/**
 * A portrait, measured and judged against a photo spec on this device: the twin of `zikao.checks.photo`.
 *
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {import("../shared/report.js").Report} Report
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
  const document = inForce(specs, circumstances.now);
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
export function photoReport(document, known, circumstances) {
  const { file } = known;
  /** @type {import("./reporting.js").Places} */
  const places = (fact) => known.places(fact).map(({ box, line }) => ({ ...NOWHERE, box, line }));
  const report = reportOn(document, { ...known, places }, circumstances);
  const spec = canFit(document) ? new FitSpec(document) : null;
  report.portrait = {
    frame: frameOf(document),
    lines: LINES.flatMap((fact) => places(fact).filter(({ line }) => line)),
    fitting: spec && offered(spec, { facts: known.facts, absent: known.absent }, report, spec.madeName(file, circumstances.typed)),
  };
  return report;
}
