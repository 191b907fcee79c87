import { rounded, signed } from "../../formats/rounding.js";
import { plan } from "../../photo/fit/plan.js";
import { SIDES, aims, scaledTo } from "./aims.js";
import { refuses } from "./refusals.js";
import { CannotFit, GROUND, MENDED } from "./spec.js";
import { RENAMED, unusable, whyLeftAlone } from "./usable.js";

/**
 * What making a file would do to a checked portrait, told before it is made; nothing where it cannot help: the twin of
 * `zikao.checks.fit.offer`.
 *
 * @typedef {import("./spec.js").FitSpec} FitSpec
 * @typedef {import("./usable.js").Seen} Seen
 * @typedef {import("../../photo/fit/plan.js").Plan} Plan
 * @typedef {import("../../shared/report.js").Finding} Finding
 * @typedef {import("../../shared/report.js").Report} Report
 * @typedef {import("../../shared/types/report.js").Fitting} Fitting
 * @typedef {[number, number, number, number]} Box
 */

/**
 * The same decisions as in making, from what was measured alone: the picture is not opened again. Whether the ground can be
 * continued is seen only by whoever opens it; there the words are "if".
 *
 * @param {FitSpec} spec
 * @param {Seen} seen of the original
 * @param {Report} report on it
 * @param {string} madeName what a made file would be called
 * @returns {Fitting | null} null where no fault would be mended, or one would be left for which a file is refused
 */
export function offered(spec, seen, report, madeName) {
  const faults = report.findings.filter(({ outcome }) => outcome === "no");
  if (!faults[0]) return null;
  const leftAlone = whyLeftAlone(spec, seen, report, madeName !== report.target.file);
  if (leftAlone) return leftAlone === RENAMED ? { will: ["只改文件名，文件内容一个字节也不动。"], crop: null } : null;
  const crop = cropOf(spec, seen, report);
  if (!crop) return null;
  const mended = faults.filter((each) => mends(spec, each, crop));
  if (!mended[0] || faults.some((each) => refuses(spec, each) && !mended.includes(each))) return null;
  const box = /** @type {Box} */ ([crop.left, crop.top, crop.right, crop.bottom].map((side) => signed(side, 1)));
  const whole = [0, 0, seen.facts.shown_width, seen.facts.shown_height];
  const cropped = box.some((side, at) => side !== whole[at]);
  return { will: [...will(spec.values, crop, cropped)], crop: cropped ? box : null };
}

/** @param {FitSpec} spec @param {Seen} seen @param {Report} report @returns {Plan | null} */
function cropOf(spec, seen, report) {
  const { facts } = seen;
  if (!("shown_width" in facts && "shown_height" in facts)) return null;
  try {
    if (unusable(spec, seen, report)[0]) return null;
  } catch (error) {
    if (error instanceof CannotFit) return null;
    throw error;
  }
  const { head, wanted, size } = aims(spec.values, facts);
  const plain = spec.values.background_colors.includes(facts.background_nearest);
  const found = plan(head, size, wanted, 1, () => plain);
  return "reason" in found ? null : found;
}

/** Whether a new file does away with it, by itself, or by cutting off all places where it was seen. @param {FitSpec} spec @param {Finding} fault @param {Plan} crop */
function mends(spec, fault, crop) {
  const facts = [...spec.factsOf(fault)];
  if (facts.every((each) => MENDED.includes(each))) return true;
  const boxes = fault.regions.flatMap(({ box, line }) => (box && !line ? [box] : []));
  const seenWhole = boxes.length === fault.regions.length && boxes.length === fault.count && boxes.length > 0;
  return facts.every((each) => GROUND.includes(each) || each === "has_border") && seenWhole && boxes.every((box) => outside(box, crop));
}

/** @param {readonly number[]} box @param {Plan} crop */
const outside = ([left = 0, top = 0, right = 0, bottom = 0], crop) =>
  right <= crop.left || left >= crop.right || bottom <= crop.top || top >= crop.bottom;

/** @param {Record<string, any>} values @param {Plan} crop @param {boolean} cropped */
function* will(values, crop, cropped) {
  if (cropped) yield "裁剪：只留图上虚线框里的部分，让头顶、眼睛、脸宽都落在规定的范围里。";
  if (crop.extend[0]) {
    const sides = crop.extend.map((side) => SIDES[side]).join("、");
    yield `补背景：${sides}留得不够，用边上的纯色补足；边上要不是纯色，就做不了，会说明原因。`;
  }
  const share = scaledTo(crop);
  if (share) yield `缩小：缩到 ${values.width_px}×${values.height_px} 像素，是原来的 ${share}。`;
  const dpi = rounded((values.dpi_min + values.dpi_max) / 2, 0);
  yield `另存：${dpi}dpi 的 JPG，品质不低于 ${values.quality_min}，文件大小在 ${values.bytes_sure_min} 到 ${values.bytes_sure_max} 字节之间。`;
}
