import SEEN from "../../photo/seen.json" with { type: "json" };
import { brokenRules, only } from "./refusals.js";
import { CannotFit, ORIGIN, PLACE, WHOLE } from "./spec.js";

/**
 * Whether anything may be cut from an original, judged as it is, it can stay, or it cannot be used: the twin of
 * `zikao.checks.fit.usable`.
 *
 * @typedef {import("./spec.js").FitSpec} FitSpec
 * @typedef {import("../../shared/report.js").Report} Report
 * @typedef {import("../../shared/types/report.js").Note} Note
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Seen
 *   what was measured of an original, and why the rest was not
 */

export const RENAMED = "改名：只改了文件名，文件内容一个字节也没有动。";

/**
 * What to say of a file that can stay as it is, byte for byte; null where it cannot. A new file would have no trace of an editor
 * and no date any more: where that is all that is wrong with the old one, a new one would mend nothing and hide it.
 *
 * @param {FitSpec} spec
 * @param {Seen} seen
 * @param {Report} before
 * @param {boolean} renames whether it would get another name; then it may be `RENAMED`
 */
export function whyLeftAlone(spec, { facts }, before, renames) {
  const faults = before.findings.filter(({ outcome }) => outcome === "no");
  const named = faults.filter((each) => only(spec.factsOf(each), ["extension"]) || only(spec.factsOf(each), ["file_name_difference"]));
  const others = faults.filter((each) => !named.includes(each));
  const whole = [...PLACE, "background_nearest"].every((each) => each in facts);
  const mends = others.some((each) => each.severity === "must" || [...spec.factsOf(each)].some((fact) => !ORIGIN.includes(fact)));
  if (!whole || facts.format !== "jpeg" || mends) return null;
  if (named[0] && renames) return RENAMED;
  return faults[0] ? "没有作任何改动：剩下的问题不是裁剪、另存能解决的，见报告。" : "原图已经符合要求，没有作任何改动。";
}

/**
 * What is wrong with the original before any crop is thought of.
 *
 * @param {FitSpec} spec
 * @param {Seen} seen
 * @param {Report} before
 * @returns {Note[]}
 * @throws {CannotFit} the face cannot be measured here at all
 */
export function unusable(spec, { facts, absent }, before) {
  const refused = brokenRules(spec, before, [...WHOLE, "front_camera"]);
  if (!["rgb", "rgba", "palette", undefined].includes(facts.color_mode)) {
    const what = "原图不是 RGB 彩色照片，补颜色、换颜色都不允许。请找彩色原图。";
    return [...refused, { what, cites: spec.cites(["color_mode"]) }];
  }
  if (refused[0]) return refused;
  if (!facts.decodes) {
    const what = `${bare(absent.decodes ?? "照片解不开")}，做不了照片。请从原来的设备重新发送，或另存为 JPG 再试。`;
    return [{ what, cites: spec.cites(["format", "decodes"]) }];
  }
  const [unseen] = ["faces", ...PLACE].filter((name) => !(name in facts));
  const why = unseen ? (absent[unseen] ?? "") : "";
  // Of what was not looked at nothing is said about the head.
  if (unseen === "faces" || why === SEEN.reasons.not_loaded) throw new CannotFit(`${bare(why)}，所以做不了照片。`);
  if (unseen || facts.hair_top_y < 1) {
    const what = "头没有完整地、单独地在照片里，头顶或脸被切掉的补不回来。请一个人重拍：头顶上方和两侧多留背景。";
    return [{ what, cites: spec.cites([...PLACE, "faces"]) }];
  }
  return [];
}

/** @param {string} text */
const bare = (text) => text.replace(/。+$/, "");

