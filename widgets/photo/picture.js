/**
 * The portrait as it is shown, upright, in sRGB, at a size that is quick to look at: the twin of `zikao.photo.picture`.
 *
 * @typedef {import("../formats/pixels.js").Picture} Pixels
 */
import { BOX } from "../formats/pixels.js";
import { rounded } from "../formats/rounding.js";
import { instead, plain, upright } from "../formats/upright.js";
import * as LIMITS from "./limits.js";

/** A shown picture. What is measured in it is in pixels of `rgb`; times `scale` they are shown pixels. */
export class Picture {
  /** @param {Pixels} rgb @param {number} scale @param {boolean} native its pixels are the file's own: nobody made fewer of them */
  constructor(rgb, scale, native) {
    this.rgb = rgb;
    this.scale = scale;
    this.native = native;
  }
}

/**
 * The picture a viewer sees.
 *
 * @param {Pixels} decoded the pixels as stored, which are given back
 * @param {number} orientation the file's mark, 1 to 8 as in EXIF
 * @param {number} shownHeight that of the file, which the decoder may have reduced
 * @param {import("../formats/icc.js").Colors | null} [colors] what the numbers mean; null for sRGB
 */
export function show(decoded, orientation, shownHeight, colors = null) {
  let rgb = plain(upright(decoded, orientation));
  const ratio = LIMITS.LONGEST / Math.max(rgb.width, rgb.height);
  if (ratio < 1) {
    const [width, height] = [rgb.width, rgb.height].map((side) => Math.max(1, rounded(side * ratio, 0)));
    rgb = instead(rgb, rgb.resized(width ?? 1, height ?? 1, BOX));
  }
  const native = rgb.height === shownHeight;
  if (colors?.srgb) rgb.put(colors.srgb(rgb.bytes()));
  return new Picture(rgb, shownHeight / rgb.height, native);
}
