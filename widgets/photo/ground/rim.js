/**
 * A coloured rim along the person, what a careless cut leaves of the old ground, or an app draws: the twin of
 * `zikao.photo.ground.rim`.
 *
 * On a clean picture whatever lies between the ground and the person is a mixture of the two: hair, a soft outline, the blur of a
 * lens or of JPEG. A rim is of a hue that no mixture of them has, and of the same all along. Pale and dark rims are left alone: light
 * on the hair and sharpening look alike.
 *
 * @typedef {import("../face/outline.js").Outline} Outline
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./backdrop.js").Backdrop} Backdrop
 */
import { rounded } from "../../formats/rounding.js";
import { distance, lab, picked } from "../color.js";
import { Mask } from "../masks.js";

/** Pixels of the longer side: a JPEG seldom keeps colours finer than half a portrait's pixels. */
const LOOKED_AT = 320;
/** Pixels to both sides of the outline that are looked at. */
const ABOUT = 6;
/** dE*ab to the background's slope up to which a pixel beside the person is background. */
const GROUND = 12;
/** Probability from which on a pixel is surely the person. */
const SURELY = Math.fround(0.9);
/** Pixels from there within which a rim lies. */
const NEAR = 6;
/** Pixels from the ground on that may be a rim. */
const BAND = 2;
/** Pixels from the ground between which the person's own colour is read. */
const [WITHIN_FROM, WITHIN_TO] = [3, 6];
/** Pixels of the side of the squares over which colours are averaged. */
const SQUARE = 4;
/** Pixels of the band that a square needs, and of the person's own colour in and around it. */
const LEAST = 3;
/** Squares below which nothing is said. */
const FEWEST = 20;
/** Of a* and b*, from the nearest mixture, from which on a square is of a strange hue. */
const STRANGE = 14;
/** C*ab of the band from which on it has a hue. */
const COLORFUL = 15;
/** How far aside of the strange squares' common direction, by the way along it, a hue is still the same. */
const ASIDE = 0.6;

/** Grids of squares over the whole picture; those at its right and lower edge may be narrower. */
export class Rim {
  /**
   * @param {Mask} outline squares along the person's outline whose colours could be compared
   * @param {Mask} strange those of them whose band is of a hue that is none of the ground's and none of the person's
   */
  constructor(outline, strange) {
    this.outline = outline;
    this.strange = strange;
  }

  /** 0..1 of the outline; null where too little of it shows. */
  get share() {
    const seen = this.outline.count();
    return seen >= FEWEST ? this.strange.count() / seen : null;
  }
}

/**
 * The rim of one hue along the person. The ground has to be plain: before a wild one the outline is not told from what stands
 * behind it.
 *
 * @param {Picture} picture
 * @param {Backdrop} backdrop
 * @param {Outline} outline
 */
export function findRim(picture, backdrop, outline) {
  const small = picture.fewer(Math.max(1, rounded(Math.max(picture.width, picture.height) / LOOKED_AT, 0)));
  const { width, height } = small;
  const person = outline.sized(width, height);
  const body = Mask.where(width, height, (at) => (person[at] ?? 0) >= 0.5);
  const here = body.grown(ABOUT).and(body.not().grown(ABOUT)).cells();
  const seen = lab(picked(small.bytes(), here));
  const even = backdrop.at(here, width, height);
  const ground = new Mask(width, height);
  distance(seen, even).forEach((off, at) => {
    const pixel = here[at] ?? 0;
    if (off <= GROUND && !body.at[pixel]) ground.at[pixel] = 1;
  });
  const surely = Mask.where(width, height, (at) => (person[at] ?? 0) > SURELY);
  const band = ground.grown(BAND).without(ground).and(surely.grown(NEAR));
  const within = ground.grown(WITHIN_TO).without(ground.grown(WITHIN_FROM)).and(surely.grown(BAND));

  const across = Math.ceil(width / SQUARE);
  const down = Math.ceil(height / SQUARE);
  const squares = here.map((pixel) => Math.trunc(pixel / width / SQUARE) * across + Math.trunc((pixel % width) / SQUARE));
  const own = new Sums(across, down, 3);
  const ofBand = new Uint32Array(across * down);
  for (let at = 0; at < here.length; at += 1) {
    const [pixel, square] = [here[at] ?? 0, squares[at] ?? 0];
    if (band.at[pixel]) ofBand[square] = (ofBand[square] ?? 0) + 1;
    else if (within.at[pixel]) own.add(square, seen.subarray(at * 3, at * 3 + 3));
  }
  const around = own.around();
  const compared = Mask.where(across, down, (square) => (ofBand[square] ?? 0) >= LEAST && (around.counts[square] ?? 0) >= LEAST);
  const off = new Sums(across, down, 4);
  for (let at = 0; at < here.length; at += 1) {
    const square = squares[at] ?? 0;
    if (!band.at[here[at] ?? 0] || !compared.at[square]) continue;
    const color = seen.subarray(at * 3, at * 3 + 3);
    const [, a = 0, b = 0] = offMixtures(color, even.subarray(at * 3, at * 3 + 3), around.mean(square));
    off.add(square, [a, b, color[1] ?? 0, color[2] ?? 0]);
  }
  return new Rim(compared, ofOneHue(off, compared));
}

/** Sums of colours, square by square. */
class Sums {
  /** @param {number} across @param {number} down @param {number} channels */
  constructor(across, down, channels) {
    this.across = across;
    this.down = down;
    this.channels = channels;
    this.sums = new Float64Array(across * down * channels);
    this.counts = new Uint32Array(across * down);
  }

  /** @param {number} square @param {ArrayLike<number>} values @param {number} [count] of how many */
  add(square, values, count = 1) {
    this.counts[square] = (this.counts[square] ?? 0) + count;
    for (let channel = 0, at = square * this.channels; channel < this.channels; channel += 1, at += 1)
      this.sums[at] = (this.sums[at] ?? 0) + (values[channel] ?? 0);
  }

  /** The same of each square with its eight neighbours. */
  around() {
    const all = new Sums(this.across, this.down, this.channels);
    this.counts.forEach((count, square) => {
      if (!count) return;
      const column = square % this.across;
      const row = (square - column) / this.across;
      const values = this.sums.subarray(square * this.channels, (square + 1) * this.channels);
      for (let y = Math.max(0, row - 1); y <= row + 1 && y < this.down; y += 1)
        for (let x = Math.max(0, column - 1); x <= column + 1 && x < this.across; x += 1) all.add(y * this.across + x, values, count);
    });
    return all;
  }

  /** @param {number} square */
  mean(square) {
    const count = Math.max(1, this.counts[square] ?? 0);
    return Float32Array.from(this.sums.subarray(square * this.channels, (square + 1) * this.channels), (sum) => sum / count);
  }
}

/**
 * From the nearest mixture of the ground and of the person beside it to the colour that is seen.
 *
 * @param {Float32Array} seen
 * @param {Float32Array} ground
 * @param {Float32Array} own
 */
function offMixtures(seen, ground, own) {
  const [towards, off] = [own.map((each, at) => each - (ground[at] ?? 0)), seen.map((each, at) => each - (ground[at] ?? 0))];
  const along = off.reduce((sum, each, at) => sum + each * (towards[at] ?? 0), 0);
  const length = towards.reduce((sum, each) => sum + each * each, 0);
  const share = Math.min(1, Math.max(0, along / Math.max(length, 1e-6)));
  return off.map((each, at) => each - share * (towards[at] ?? 0));
}

/** Squares whose a* and b* off the mixtures are strange, and of the hue that most such have. @param {Sums} off @param {Mask} compared */
function ofOneHue(off, compared) {
  const hues = [...compared.cells()].map((square) => {
    const [x = 0, y = 0, a = 0, b = 0] = off.mean(square);
    return { square, x, y, isStrange: Math.hypot(x, y) > STRANGE && Math.hypot(a, b) > COLORFUL };
  });
  const strange = hues.filter(({ isStrange }) => isStrange);
  const common = strange.reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 });
  const length = Math.max(Math.hypot(common.x, common.y), 1e-6);
  const found = new Mask(compared.width, compared.height);
  for (const { square, x, y } of strange) {
    const along = (x * common.x + y * common.y) / length;
    const aside = Math.abs(y * common.x - x * common.y) / length;
    if (along > STRANGE && aside < ASIDE * along) found.at[square] = 1;
  }
  return found;
}
