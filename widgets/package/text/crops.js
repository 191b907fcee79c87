import { BICUBIC, BILINEAR } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";

/**
 * Cutting lines out of a page, straightened and in the height that the reader wants: the twin of `zikao.package.text.crops`.
 *
 * @typedef {import("../../formats/pixels.js").Picture} Picture
 * @typedef {import("./lines.js").Box} Box
 * @typedef {import("../../formats/filters.js").Colours} Colours
 */

export const HEIGHT = 48;
const [NARROWEST, WIDEST] = [16, 1600];

/** The bytes of a picture in the module's memory, which is given back. @param {Picture} picture @returns {Colours} */
export function taken(picture) {
  const colours = { width: picture.width, height: picture.height, rgb: picture.bytes() };
  picture.drop();
  return colours;
}

/** A page and reduced copies of it, made when they are wanted: sampling from a page that is much too large would skip pixels. */
export class Levels {
  /** @param {Picture} picture in colours; it stays its owner's */
  constructor(picture) {
    this.picture = picture;
    this.copies = new Map([[1, picture]]);
  }

  /** The page with so many pixels made one along both sides; 0 counts as 1. @param {number} factor */
  reduced(factor) {
    const times = Math.max(1, factor);
    const copy = this.copies.get(times) ?? this.picture.reduced(times);
    this.copies.set(times, copy);
    return copy;
  }

  /** One line of the page, HEIGHT pixels high. @param {Box} box @returns {Colours} */
  crop(box) {
    const width = Math.min(WIDEST, Math.max(NARROWEST, whole((HEIGHT * box.width) / box.height)));
    const factor = Math.max(1, whole(box.height / HEIGHT));
    const [cos, sin] = [Math.cos(box.angle) / factor, Math.sin(box.angle) / factor];
    const [stepX, stepY] = [box.width / width, box.height / HEIGHT];
    const [[left, top] = [0, 0]] = box.corners();
    const matrix = [cos * stepX, -sin * stepY, left / factor, sin * stepX, cos * stepY, top / factor];
    // Small lines gain from the better curve; for large ones the straight one is as good and faster.
    const by = box.height < HEIGHT ? BICUBIC : BILINEAR;
    return taken(this.reduced(factor).affine(width, HEIGHT, matrix, by));
  }

  /** Gives the copies back. */
  drop() {
    for (const [times, copy] of this.copies) if (times > 1) copy.drop();
    this.copies = new Map([[1, this.picture]]);
  }
}
