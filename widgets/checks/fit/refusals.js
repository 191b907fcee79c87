import { general, whole } from "../../formats/rounding.js";
import { GROUND, PLACE, TILT, distinct } from "./spec.js";

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
const TAKEN_AWAY = "照片的背景是透明的，像是抠过图。";
/** @type {Record<import("../../photo/fit/plan.js").NoPlan["reason"], string>} */
const RETAKE = {
  "too small":
    "脸在原图里太小：不放大的话脸宽最多 {width} 像素，规定 {low} 到 {high} 像素，头顶和眼睛也要到位。" +
    "请向照相馆要没有缩小过的原图，或者走近一些重拍；放大小图是不行的。",
  proportions: "头顶、眼睛和脸宽没有办法同时落在规定的范围里，多半是头发蓬起或扎高了。请把头发压平、镜头与眼睛同高后重拍。",
  "cut off":
    "人像周围留的地方不够，裁不出规定的构图，边上又不是可以补的纯色背景。请找没有裁剪过的原图，" +
    "或者重拍：头顶上方和两侧多留背景，下边拍到胸口。",
};

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

/**
 * Why nothing was found to cut.
 *
 * @param {FitSpec} spec
 * @param {Pick<import("../../photo/fit/plan.js").NoPlan, "reason" | "faceWidth">} found
 * @returns {Note}
 */
export function noCrop(spec, { reason, faceWidth }) {
  const { face_width_min_px: low, face_width_max_px: high } = spec.values;
  const what = RETAKE[reason].replace("{width}", String(whole(faceWidth))).replace("{low}", general(low)).replace("{high}", general(high));
  return { what, cites: spec.cites(reason === "too small" ? ["face_width"] : PLACE) };
}

/** The ground was taken away. @param {FitSpec} spec @returns {Note} */
export const noGround = (spec) => ({ what: TAKEN_AWAY + WALL, cites: spec.cites(GROUND) });

/** No quality makes a file of the wanted size. @param {FitSpec} spec @returns {Note} */
export function noQuality(spec) {
  const { quality_min: quality, bytes_sure_min: least, bytes_sure_max: most } = spec.values;
  const what = `品质不低于 ${quality} 时，文件大小落不进 ${least} 到 ${most} 字节。请换简单的衣服和平整的背景重拍。`;
  return { what, cites: spec.cites(["bytes", "jpeg_quality"]) };
}
