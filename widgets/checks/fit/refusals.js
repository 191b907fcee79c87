import { GROUND, TILT, distinct } from "./spec.js";

/**
 * Why there is no file, in the rules' own words, and what to retake and how: the twin of `zikao.checks.fit.refusals`.
 *
 * @typedef {import("./spec.js").FitSpec} FitSpec
 * @typedef {import("../../shared/report.js").Finding} Finding
 * @typedef {import("../../shared/report.js").Report} Report
 * @typedef {import("../../shared/types/report.js").Note} Note
 */

const NAME = "file_name_difference";
const WALL = "请在允许的颜色的平整墙面或背景布前重拍：人离墙一米左右，左右各一盏灯打匀。";
const TURN = "旋转照片是不允许的，本工具不会把头转正。";

/**
 * Whether no file is made that breaks this rule. A must, and the ground's colour, which is what candidates are sent back for
 * whatever its wording. What a file is called keeps none from being made.
 *
 * @param {FitSpec} spec
 * @param {Finding} broken
 */
export function refuses(spec, broken) {
  const facts = spec.factsOf(broken);
  return (broken.severity === "must" || facts.has("background_nearest")) && !only(facts, [NAME]);
}

/** Whether these are all of them, and all are there. @param {Set<string>} facts @param {readonly string[]} names */
export const only = (facts, names) => facts.size === names.length && names.every((name) => facts.has(name));

/** @param {Set<string>} facts @param {readonly string[]} names */
export const any = (facts, names) => names.some((name) => facts.has(name));

/**
 * The broken rules that forbid a file, in their own words.
 *
 * @param {FitSpec} spec
 * @param {Report} report
 * @param {readonly string[]} [names] those on some of these facts; without, all of them
 * @returns {Note[]}
 */
export function brokenRules(spec, report, names) {
  const broken = report.findings.filter((each) => each.outcome === "no" && refuses(spec, each) && (!names || any(spec.factsOf(each), names)));
  return broken.map((each) => {
    const facts = spec.factsOf(each);
    const what = `${each.sentence}${each.mend ?? ""}`;
    if (any(facts, TILT)) return { what: /旋转/.test(what) ? what : what + TURN, cites: distinct([...each.cites, ...spec.cites(["exif_orientation"])]) };
    return { what: any(facts, GROUND) ? what + WALL : what, cites: each.cites };
  });
}
