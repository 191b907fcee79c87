/**
 * The portrait as it is shown, upright, in sRGB, at a size that is quick to look at: the twin of `zikao.photo.picture`.
 *
 * @typedef {import("../formats/pixels.js").Picture} Pixels
 */
import { free } from "../formats/freed.js";
import { BILINEAR, BOX } from "../formats/pixels.js";
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
    /** @type {Uint8Array | null} */
    this.grey = null;
    /** Made once, by what they are. @type {Map<string, Pixels>} */
    this.made = new Map();
  }

  get width() {
    return this.rgb.width;
  }

  get height() {
    return this.rgb.height;
  }

  /** BT.601, as JPEG stores it: a byte a pixel, row by row. */
  get luma() {
    this.grey ??= taken(this.rgb.converted(1));
    return this.grey;
  }

  /** The picture with squares of `times` by `times` pixels averaged to one. It stays the picture's own. @param {number} times */
  fewer(times) {
    return times > 1 ? this.once(`fewer ${times}`, () => this.rgb.reduced(times)) : this.rgb;
  }

  /** The whole picture on a square, as networks look at it. It stays the picture's own. @param {number} side */
  stretched(side) {
    return this.once(`stretched ${side}`, () => fitted(this.rgb, side));
  }

  /** The picture averaged to this size: three bytes a pixel, row by row. @param {number} width @param {number} height */
  reduced(width, height) {
    const whole = this.width % width === 0 && this.height % height === 0;
    return taken(whole ? this.rgb.reduced(this.width / width, this.height / height) : this.rgb.resized(width, height, BOX));
  }

  /** Gives back the memory of the picture and of all that was made of it. */
  drop() {
    for (const each of [this.rgb, ...this.made.values()]) each.drop();
    this.made.clear();
    if (this.grey) free(this.grey);
    this.grey = null;
  }

  /** @param {string} name @param {() => Pixels} make */
  once(name, make) {
    const made = this.made.get(name) ?? make();
    this.made.set(name, made);
    return made;
  }
}

/** The bytes of a picture that nobody needs any longer. @param {Pixels} pixels */
export function taken(pixels) {
  const bytes = pixels.bytes();
  pixels.drop();
  return bytes;
}

/**
 * Pillow's `resize` with `reducing_gap=2`: first whole pixels are averaged, down to twice the size that is wanted.
 *
 * @param {Pixels} rgb
 * @param {number} side
 */
function fitted(rgb, side) {
  const [across, down] = [rgb.width, rgb.height].map((length) => Math.trunc(length / side / 2) || 1);
  if (across === 1 && down === 1) return rgb.resized(side, side, BILINEAR);
  const near = rgb.reduced(across ?? 1, down ?? 1);
  return instead(near, near.resized(side, side, BILINEAR, [0, 0, rgb.width / (across ?? 1), rgb.height / (down ?? 1)]));
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

/** Difference of bytes, without a sign. @param {Uint8Array} one @param {Uint8Array} other as long */
export function apart(one, other) {
  const difference = new Uint8Array(one.length);
  for (let at = 0; at < one.length; at += 1) difference[at] = Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return difference;
}
