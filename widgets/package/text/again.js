import { blurred, coloured, contrasted, grey, middled } from "../../formats/filters.js";
import { BILINEAR } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";
import { HEIGHT, taken } from "./crops.js";
import { decode } from "./ctc.js";
import { lineBatch } from "./recognise.js";

/**
 * Reading one line anew, from pictures of it that differ from the first in what misleads a reader: the twin of
 * `zikao.package.text.again`. A number that is to be held against someone has to read alike in all of them.
 *
 * @typedef {import("./crops.js").Levels} Levels
 * @typedef {import("./lines.js").Line} Line
 */

/** Sigma in pixels of a line that is HEIGHT high: it takes grain, and leaves strokes three pixels thick. */
const BLUR = 1;
/** Width by that of the first reading: the network meets each digit at another place of its grid. */
const NARROWER = 0.85;
/** Percent of the darkest and of the lightest levels that do not count for contrast. */
const TAILS = 1;

/**
 * What a line reads as when it is smoothed, without its specks, and narrower.
 *
 * @param {Levels} page
 * @param {Line} line on it
 * @param {import("./runtime.js").Models} models
 */
export async function readAgain(page, line, models) {
  const crop = page.crop(line.box);
  const smooth = contrasted(blurred(grey(crop), BLUR), TAILS);
  const picture = page.picture.pixels.of(crop.rgb, crop.width, crop.height);
  const narrow = taken(picture.resized(whole(NARROWER * crop.width) || 1, HEIGHT, BILINEAR));
  picture.drop();
  const variants = [coloured(smooth), middled(crop), narrow];
  return decode(await models.reader(lineBatch(variants)), models.alphabet).map(({ text }) => text);
}
