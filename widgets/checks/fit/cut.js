import { whole } from "../../formats/rounding.js";
import { encode } from "../../photo/fit/encode.js";
import { plan } from "../../photo/fit/plan.js";
import { aims } from "./aims.js";

/**
 * From an opened original to the bytes of a file: planned, rendered and encoded, with nothing but numbers of a spec, so that it
 * runs where the pixels are.
 *
 * @typedef {import("../../photo/fit/plan.js").NoPlan} NoPlan
 * @typedef {{plan: import("../../photo/fit/plan.js").Plan, told: import("../../formats/icc.js").Told, dpi: number,
 *   encoded: import("../../photo/fit/encode.js").Encoded | null}} Made
 *   told: what the original's numbers meant; encoded: null where no quality fits
 * @typedef {Made | {plan: null, none: {reason: NoPlan["reason"], faceWidth: number}} | {plan: null, none: null}} Cut
 *   without a plan: why there is no crop; null where the ground was taken away
 */

/**
 * @param {import("../../photo/fit/render.js").Original} original which is given up
 * @param {Record<string, any>} facts of it
 * @param {Record<string, any>} values of the spec
 * @returns {Cut}
 */
export function cut(original, facts, values) {
  try {
    if (original.transparent) return { plan: null, none: null };
    const { head, wanted, size } = aims(values, facts);
    const found = plan(head, size, wanted, 1 / original.step, (side, start, end) => original.mayExtend(side, start, end, values.background_colors));
    if ("reason" in found) return { plan: null, none: { reason: found.reason, faceWidth: found.faceWidth } };
    const dpi = whole((values.dpi_min + values.dpi_max) / 2);
    const image = original.render(found, [wanted.width, wanted.height]);
    const encoded = encode(image, dpi, values.quality_min, [values.bytes_sure_min, values.bytes_sure_max]);
    image.drop();
    return { plan: found, told: original.colors.told, dpi, encoded };
  } finally {
    original.drop();
  }
}
