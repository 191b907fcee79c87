import { rounded } from "../../formats/rounding.js";

/**
 * What a crop aims at, and how it is told: the twin of `zikao.checks.fit.aims`.
 *
 * @typedef {import("../../photo/fit/plan.js").Head} Head
 * @typedef {import("../../photo/fit/plan.js").Wanted} Wanted
 * @typedef {import("../../photo/fit/plan.js").Plan} Plan
 */

/** At which plain background may be added. */
export const SIDES = { top: "上边", left: "左边", right: "右边" };

/**
 * Measured places, places wanted, and the original's size as shown.
 *
 * @param {Record<string, any>} values
 * @param {Record<string, any>} facts
 * @returns {{head: Head, wanted: Wanted, size: [width: number, height: number]}}
 */
export function aims(values, facts) {
  /** @type {(name: string) => import("../../photo/fit/plan.js").Range} */
  const range = (name) => [values[`${name}_min_px`], values[`${name}_max_px`]];
  return {
    head: { hairTop: facts.hair_top_y, eyes: [facts.left_eye_y, facts.right_eye_y], faceWidth: facts.face_width, centerX: facts.face_center_x },
    wanted: { width: values.width_px, height: values.height_px, hairTop: range("hair_top"), eyes: range("eyes"), faceWidth: range("face_width") },
    size: [facts.shown_width, facts.shown_height],
  };
}

/** How small a crop becomes, in percent; null where it stays as it is or rounds to that. @param {Plan} plan */
export function scaledTo({ scale }) {
  const percent = rounded(100 * scale, 0);
  return percent < 100 ? `${percent}%` : null;
}
