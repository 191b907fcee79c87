import { signed } from "../../formats/rounding.js";
import { SIDES, scaledTo } from "./aims.js";
import { noCrop, noGround, noQuality } from "./refusals.js";
import { CannotFit, PLACE } from "./spec.js";

/**
 * From an original that may be cut to the bytes of a file, and what was done: the twin of `zikao.checks.fit.make`. What is done to
 * pixels stands in `cut.js`.
 *
 * @typedef {import("./spec.js").FitSpec} FitSpec
 * @typedef {import("../../shared/types/report.js").Note} Note
 * @typedef {import("./cut.js").Cut} Cut
 * @typedef {import("./cut.js").Made & {encoded: import("../../photo/fit/encode.js").Encoded}} Made
 * @typedef {{why: Note, ofTheCrop: boolean}} NotMade
 *   nothing could lawfully be cut; ofTheCrop: for want of a crop, so that what else is wrong with the person stays to be said
 */

const MIRRORED = [2, 4, 5, 7];
/** @type {Record<string, string>} */
const COLORS = {
  other: "换算颜色：原图自带的颜色描述不是 sRGB，照它换算成了 sRGB，看上去不变；成品不带颜色描述。",
  srgb: "没有带上原图的颜色描述：它就是 sRGB，颜色不变。",
  unreadable: "没有带上原图的颜色描述：它读不懂，颜色数值照原样。",
};

/**
 * @param {FitSpec} spec
 * @param {Cut | null} cut null where the original cannot be decoded
 * @returns {Made | NotMade}
 * @throws {CannotFit}
 */
export function make(spec, cut) {
  if (!cut) throw new CannotFit("照片解不开，请重新从原来的设备发送。");
  if (!cut.plan) return cut.none ? { why: noCrop(spec, cut.none), ofTheCrop: true } : { why: noGround(spec), ofTheCrop: false };
  const { encoded } = cut;
  return encoded ? { ...cut, encoded } : { why: noQuality(spec), ofTheCrop: false };
}

/**
 * What was done, in the order of doing.
 *
 * @param {FitSpec} spec
 * @param {Record<string, any>} facts of the original
 * @param {Made} made
 * @returns {Note[]}
 */
export function steps(spec, facts, { plan, told, dpi, encoded }) {
  const { values } = spec;
  /** @type {Note[]} */
  const notes = [];
  /** @type {(what: string, names: readonly string[]) => void} */
  const note = (what, names) => void notes.push({ what, cites: spec.cites(names) });
  const { exif_orientation: orientation } = facts;
  if (orientation !== 1) {
    const how = MIRRORED.includes(orientation) ? "含镜像，请核对左右是否与本人一致" : "没有另作旋转";
    note(`按文件里的方向标记（${orientation}）摆正成看图时的样子，${how}。`, ["exif_orientation"]);
  }
  const [left, top, right, bottom] = [plan.left, plan.top, plan.right, plan.bottom].map((each) => signed(each, 0) + 0);
  if (left || top || right !== facts.shown_width || bottom !== facts.shown_height) {
    const what = `裁剪：取原图横向 ${left} 到 ${right}、纵向 ${top} 到 ${bottom} 像素，让头顶、眼睛、脸宽都靠近规定范围的中间，脸居中。`;
    note(what, PLACE);
  }
  if (plan.extend[0]) {
    const sides = plan.extend.map((side) => SIDES[side]).join("、");
    note(`补背景：原图${sides}留得不够，用边上原有的纯色补足，人像没有改动。`, [...PLACE, "background_nearest"]);
  }
  const [size, share] = [`${values.width_px}×${values.height_px}`, scaledTo(plan)];
  const scaled = share ? `缩小：缩到原来的 ${share}，成为 ${size} 像素，没有放大。` : `没有缩小，也没有放大，成品是 ${size} 像素。`;
  note(scaled, ["width", "height"]);
  if (COLORS[told]) note(COLORS[told], ["color_mode"]);
  if (facts.format !== "jpeg") note("另存为 24 位彩色 JPEG。", ["format", "bits_per_pixel"]);
  note(`写明分辨率 ${dpi}dpi。`, ["dpi_x"]);
  const chroma = encoded.fullColor ? "4:4:4（颜色不减）" : "4:2:0";
  const [quality, bytes] = [`品质 ${encoded.quality}（不低于 ${values.quality_min}）`, `共 ${encoded.data.length} 字节`];
  note(`保存：${quality}，色度 ${chroma}，${bytes}，在 ${values.bytes_sure_min} 到 ${values.bytes_sure_max} 字节之间。`, ["jpeg_quality", "bytes"]);
  if (facts.extension !== undefined && facts.extension !== "jpg") note("文件名的扩展名写成 .jpg。", ["extension"]);
  notes.push({ what: "没有带上原图里的拍摄信息（地点、设备等）；请自己留好原图。", cites: [] });
  return notes;
}
