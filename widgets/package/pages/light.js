import SAID from "../pages.json" with { type: "json" };
import { quantile } from "../text/quantile.js";

/**
 * Whether a page is too dark or too grainy for its text, so that what was not read on it says nothing: the twin of
 * `zikao.package.pages.light`, which says where its limits come from.
 *
 * @typedef {import("../../formats/pixels.js").Picture} Picture
 */

/** Pixels along a side that are averaged, so that grain does not count as light. */
const AREA = 8;
const BRIGHT = 0.99;
/** Of so many rows one is enough for grain. */
const ROWS = 8;
/** Deviation of the second difference of three pixels by theirs. */
const SECOND = Math.sqrt(6);
/** Median of the absolute values of a normal distribution by its deviation. */
const MEDIAN = 0.6745;

/** Level of the brightest below which lines go unseen. */
const DARK = 40;
/** Below it darkness is why a page cannot be read. */
const DIM = 60;
/** Grain from which lines go unseen and digits are misread with confidence. */
const GRAINY = 0.4;
/** From it grain is why a page cannot be read. */
const GRAIN = 0.2;

/** How a page is lit. */
export class Light {
  /**
   * @param {number} level of its brightest parts, 0..255
   * @param {number} grain deviation of its grain by the difference between its bright and its dark parts
   */
  constructor(level, grain) {
    this.level = level;
    this.grain = grain;
  }

  /** Why text may be there that was not read; null where it would have been. @param {boolean} poor whether next to nothing was read, or badly */
  hides(poor) {
    if (this.level < (poor ? DIM : DARK)) return SAID.words.too_dark;
    return this.grain >= (poor ? GRAIN : GRAINY) ? SAID.words.too_grainy : null;
  }
}

/** Measures a page in colours. @param {Picture} picture */
export function lightOf(picture) {
  const grey = picture.converted(1);
  const { width, height } = grey;
  const levels = grey.bytes();
  const across = Math.max(0, width - 2);
  const steps = new Uint16Array(across * Math.ceil(height / ROWS));
  for (let y = 0, to = 0; y < height; y += ROWS) {
    for (let x = y * width; x < y * width + across; x += 1) {
      steps[to++] = Math.abs((levels[x + 2] ?? 0) - 2 * (levels[x + 1] ?? 0) + (levels[x] ?? 0));
    }
  }
  const grain = quantile(steps, 0.5) / MEDIAN / SECOND;
  const smooth = grey.reduced(AREA);
  const averages = smooth.bytes();
  const [bright, dark] = [quantile(averages, BRIGHT), quantile(averages, 1 - BRIGHT)];
  smooth.drop();
  grey.drop();
  return new Light(bright, grain / Math.max(1, bright - dark));
}
