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
    const picture = grey(crop);
    const { levels } = picture;
    const [dark, light] = [quantile(levels, 0.02), quantile(levels, 0.98)];
    if (light - dark < CONTRAST) return [];
    return [quantile(changes(picture), 0.99) / (light - dark)];
  });
  return steps.length ? Math.min(1, median(steps)) : null;
}

/** From each pixel to the next on its row. @param {import("../../formats/filters.js").Grey} picture */
function changes({ width, height, levels }) {
  const found = new Uint8Array((width - 1) * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width; at += 1) found[to++] = Math.abs((levels[at] ?? 0) - (levels[at - 1] ?? 0));
  }
  return found;
}
