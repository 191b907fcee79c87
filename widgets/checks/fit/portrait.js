import { photoReport } from "../photo.js";
import { make, steps } from "./make.js";
import { brokenRules } from "./refusals.js";
import { FitSpec, ORIGIN } from "./spec.js";
import { RENAMED, unusable, whyLeftAlone } from "./usable.js";
import { toConfirm } from "./vouched.js";

/**
 * The order of fitting, look at the original, leave it alone or cut from it, and measure what came out: the twin of
 * `zikao.checks.fit.portrait`.
 *
 * @typedef {import("../../shared/known.js").Compiled} Compiled
 * @typedef {import("../../shared/report.js").Report} Report
 * @typedef {import("../../shared/types/report.js").Note} Note
 * @typedef {import("../photo.js").Circumstances} Circumstances
 * @typedef {Pick<import("../photo.js").Known, "facts" | "absent" | "places"> & {drop: () => void}} Seen
 *   drop: gives the memory back, out of which places are told
 *
 * @typedef {object} Hands what is done to pixels
 * @property {(data: Uint8Array, name: string | null, wanted: boolean) => Promise<Seen>} look wanted: only at what a rule reads; else
 *   at everything
 * @property {(data: Uint8Array, facts: Record<string, any>, values: Record<string, any>) => Promise<import("./cut.js").Cut | null>} cut
 *   as `cut.js` does it; null where the file cannot be decoded
 *
 * @typedef {object} Fitted what became of an original
 * @property {Uint8Array | null} data the made file, a JPEG, or the original where that can stay; null where it was refused
 * @property {string} name of the made file
 * @property {boolean} changed whether its bytes are others than the original's
 * @property {Note[]} steps what was done, in this order
 * @property {Note[]} refused why there is no file, and what to retake and how
 * @property {Note[]} confirm what the file itself cannot show
 * @property {Report} report of the made file, measured again; of the original where no file could be cut from it
 */

/**
 * A file that the spec accepts from a larger original, or why that cannot be lawful.
 *
 * @param {Compiled} document the spec in force
 * @param {Uint8Array} data the original; it is left as it is
 * @param {string | null} name as the candidate sees it
 * @param {Circumstances} circumstances
 * @param {Hands} hands whoever has the pixels
 * @returns {Promise<Fitted>}
 * @throws {import("./spec.js").CannotFit} the spec states no numbers to aim at, or the face cannot be measured here
 */
export async function fitPhoto(document, data, name, circumstances, hands) {
  const spec = new FitSpec(document);
  const madeName = spec.madeName(name, circumstances.typed);
  /** @type {(of: Pick<Seen, "facts" | "absent" | "places">, file: string | null, told?: Record<string, any>) => Report} */
  const judged = ({ facts, absent, places }, file, told) =>
    photoReport(document, { facts: { ...circumstances.told, ...facts, ...told }, absent, places, file }, circumstances);
  /** @type {(file: Uint8Array, told?: Record<string, any>) => Promise<Report>} */
  const again = async (file, told) => {
    const looked = await hands.look(file, madeName, true);
    const report = judged(looked, madeName, told);
    looked.drop();
    return report;
  };
  const seen = await hands.look(data, name, false);
  seen.drop();
  const before = judged({ ...seen, places: () => [] }, name);
  const vouched = Object.keys(circumstances.told).filter((each) => !(each in seen.facts));
  /** @type {(report: Report, made: boolean) => Note[]} */
  const confirm = (report, made) => toConfirm(spec, report, vouched, made);
  /** @type {(refused: Note[], report: Report) => Fitted} */
  const none = (refused, report) => ({ data: null, name: madeName, changed: false, steps: [], refused, confirm: [], report });

  const leftAlone = whyLeftAlone(spec, seen, before, madeName !== name);
  if (leftAlone) {
    const renamed = leftAlone === RENAMED;
    const report = renamed ? await again(data) : before;
    const note = { what: leftAlone, cites: renamed ? spec.cites(["extension", "file_name_difference"]) : [] };
    const called = renamed ? madeName : (name ?? madeName);
    return { data, name: called, changed: false, steps: [note], refused: [], confirm: confirm(report, false), report };
  }
  const unfit = unusable(spec, seen, before);
  if (unfit[0]) return none(unfit, before);
  const made = make(spec, await hands.cut(data, seen.facts, spec.values));
  if ("why" in made) return none([made.why, ...(made.ofTheCrop ? ofTheFace(spec, before) : [])], before);
  const file = made.encoded.data;
  const told = Object.fromEntries(ORIGIN.flatMap((each) => (each in seen.facts ? [[each, seen.facts[each]]] : [])));
  const after = await again(file, told);
  const broken = brokenRules(spec, after);
  if (broken[0]) return none(broken, after);
  return { data: file, name: madeName, changed: true, steps: steps(spec, seen.facts, made), refused: [], confirm: confirm(after, true), report: after };
}

/** Said already where no crop was found; all else depends on the crop. */
const OF_THE_FACE = [
  ...["roll_deg", "eye_line_tilt_deg", "yaw_deg", "pitch_deg", "eyes_closed_score", "mouth_gap", "glasses_share", "lens_glare_share"],
  ...["red_eye", "side_light_ratio", "sharpness", "background_nearest"],
];

/** @param {FitSpec} spec @param {Report} before */
const ofTheFace = (spec, before) => brokenRules(spec, before, OF_THE_FACE);
