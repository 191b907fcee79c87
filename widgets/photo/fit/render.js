import { LANCZOS } from "../../formats/pixels.js";
import { rounded } from "../../formats/rounding.js";
import { instead, plain, upright } from "../../formats/upright.js";
import { distance, lab } from "../color.js";
import { nameOf } from "../ground/named.js";
import { taken } from "../picture.js";
import { medianColor, quantile } from "../quantiles.js";

/**
 * The original at all its pixels: cut, scaled down, with plain background added where the crop leaves it: the twin of
 * `zikao.photo.fit.render`.
 *
 * @typedef {import("../../formats/pixels.js").Picture} Pixels
 * @typedef {import("./plan.js").Side} Side
 */

/** Depth of the border that is looked at before it is continued, as a share of the longer side. */
const STRIP = 0.02;
/** dE*ab to the border's median within which 99 of 100 places must lie: what shows no seam. */
const EVEN = 4;
/** Pixels beside a crop that the filter reaches. */
const REACH = 8;

/**
 * An original as shown. Of a JPEG beyond 4 megapixels the decoder makes fewer pixels: `step` shown pixels to one pixel of `rgb`.
 * Its memory is given back by `drop`.
 */
export class Original {
  /**
   * @param {Pixels} rgb
   * @param {number} step
   * @param {boolean} transparent somewhere nothing was to be seen: the ground was taken away
   * @param {import("../../formats/icc.js").Colors} colors what the numbers of `rgb` mean
   */
  constructor(rgb, step, transparent, colors) {
    this.rgb = rgb;
    this.step = step;
    this.transparent = transparent;
    this.colors = colors;
  }

  /**
   * Whether the border along that stretch, in shown pixels, is even and of one of these colours.
   *
   * @param {Side} side
   * @param {number} start
   * @param {number} end
   * @param {readonly string[]} colors
   */
  mayExtend(side, start, end, colors) {
    const seen = this.border(side, start, end);
    const middle = medianColor(seen);
    return colors.includes(nameOf(middle)) && quantile(distance(seen, middle), 0.99) <= EVEN;
  }

  /**
   * The crop at the wanted size, in sRGB.
   *
   * @param {import("./plan.js").Plan} plan
   * @param {readonly [width: number, height: number]} size
   * @returns {Pixels}
   */
  render(plan, [width, height]) {
    const { rgb, step } = this;
    const box = /** @type {[number, number, number, number]} */ ([plan.left, plan.top, plan.right, plan.bottom].map((each) => each / step));
    let [left, top] = [Math.max(0, Math.floor(box[0]) - REACH), Math.max(0, Math.floor(box[1]) - REACH)];
    const [right, bottom] = [Math.min(rgb.width, Math.ceil(box[2]) + REACH), Math.min(rgb.height, Math.ceil(box[3]) + REACH)];
    let part = rgb.crop(left, top, right, bottom);
    for (const side of plan.extend) {
      const across = side !== "top";
      const color = this.color(side, ...(across ? /** @type {const} */ ([plan.top, plan.bottom]) : /** @type {const} */ ([plan.left, plan.right])));
      const room = Math.ceil(Math.max(-box[0], -box[1], box[2] - rgb.width)) + REACH;
      const canvas = rgb.pixels.filled(part.width + (across ? room : 0), part.height + (across ? 0 : room), color);
      canvas.paste(part, side === "left" ? room : 0, across ? 0 : room);
      part = instead(part, canvas);
      if (side === "left") left -= room;
      if (side === "top") top -= room;
    }
    // Rounding may put an edge a hair outside.
    const made = part.resized(width, height, LANCZOS, [
      Math.max(0, box[0] - left),
      Math.max(0, box[1] - top),
      Math.min(part.width, box[2] - left),
      Math.min(part.height, box[3] - top),
    ]);
    part.drop();
    if (this.colors.srgb) made.put(this.colors.srgb(made.bytes()));
    return made;
  }

  /** Gives the memory back. */
  drop() {
    this.rgb.drop();
  }

  /** @param {Side} side @param {number} start @param {number} end */
  strip(side, start, end) {
    const [first, last] = [Math.floor(start / this.step), Math.ceil(end / this.step)];
    const { width, height } = this.rgb;
    const depth = Math.max(2, rounded(STRIP * Math.max(width, height), 0));
    if (side === "top") return this.rgb.crop(Math.max(0, first), 0, Math.min(width, last), depth);
    const left = side === "left" ? 0 : width - depth;
    return this.rgb.crop(left, Math.max(0, first), left + depth, Math.min(height, last));
  }

  /** Colours along the border, averaged as the eye does. @param {Side} side @param {number} start @param {number} end */
  border(side, start, end) {
    const strip = this.strip(side, start, end);
    const pixels = taken(instead(strip, strip.reduced(2)));
    return lab(this.colors.srgb ? this.colors.srgb(pixels) : pixels);
  }

  /**
   * The border's own colour.
   *
   * @param {Side} side
   * @param {number} start
   * @param {number} end
   * @returns {[red: number, green: number, blue: number]}
   */
  color(side, start, end) {
    const [red = 0, green = 0, blue = 0] = medianColor(taken(this.strip(side, start, end)));
    return [rounded(red, 0), rounded(green, 0), rounded(blue, 0)];
  }
}

/**
 * The original as shown.
 *
 * @param {Pixels} decoded as stored, which is given up
 * @param {Record<string, any>} facts of its file
 * @param {import("../../formats/icc.js").Colors} colors
 */
export function openOriginal(decoded, facts, colors) {
  const { clear } = decoded;
  const rgb = plain(upright(decoded, facts.exif_orientation));
  return new Original(rgb, facts.shown_height / rgb.height, clear, colors);
}
