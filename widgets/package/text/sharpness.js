import { grey } from "../../formats/filters.js";
import { median, quantile } from "./quantile.js";

/**
 * How sharp the lines of a page are, by their own size: the twin of `zikao.package.text.sharpness`.
 *
 * @typedef {import("../../formats/filters.js").Colours} Colours
 */

const LINES = 6;
/** Grey levels between ink and paper below which a line says nothing. */
const CONTRAST = 20;

/**
 * The steepest step from ink to paper, as a share of their contrast, in the longest of the lines. About 0.5 for a clean scan and
 * 0.2 where the blur's sigma is a tenth of a digit's height; beyond it reading fails. Null where no line has contrast.
 *
 * @param {readonly Colours[]} crops
 */
export function sharpness(crops) {
  const longest = [...crops].sort((one, other) => other.width - one.width).slice(0, LINES);
  const steps = longest.flatMap((crop) => {
    const { width, levels } = grey(crop);
    const [dark, light] = [quantile(levels, 0.02), quantile(levels, 0.98)];
    if (light - dark < CONTRAST) return [];
    const changes = levels.map((level, at) => (at % width ? Math.abs(level - (levels[at - 1] ?? 0)) : 0));
    return [quantile(changes.filter((_, at) => at % width), 0.99) / (light - dark)];
  });
  return steps.length ? Math.min(1, median(steps)) : null;
}
