/**
 * What the outline takes for the person and the parts network for no part of one: the twin of `zikao.photo.ground.between`.
 *
 * The outline goes by shape: a sharp shadow of the head, a small person behind or the back of a chair hides in it. The parts network
 * goes by looks and misses clothes: what it calls background low in the picture has to differ from the clothes as well before it
 * is a thing.
 *
 * @typedef {import("../face/outline.js").Outline} Outline
 * @typedef {import("./backdrop.js").Backdrop} Backdrop
 */
import { distance, lab, picked } from "../color.js";
import { BACKGROUND, BODY_SKIN, CLOTHES, FACE_SKIN, part, sized } from "../face/outline.js";
import { Mask } from "../masks.js";
import { medianColor, quantile } from "../quantiles.js";
import { smoothed } from "./backdrop.js";
import { isShadow, lightOf, linear, OTHER_COLOR, solid } from "./things.js";

/** Share of the height down to which shadows are looked for: below, clothes pass for wall. */
const UPPER = 2 / 3;
/** L* below the wall's slope from which on a cell is in the shadow. */
const DARKER = 4;
/** How far apart the quarters of a shadow's depth may lie, by its median; hair has 0.8 and more. */
const EVEN = 0.5;
/** Share of a shadow outside the outline up to which it is the person's: dark corners lie all outside. */
const OPEN = 0.7;
/** Cells around the person that may be the parts network's error; a shadow starts right behind them. */
const BESIDE = 1;
/** The same for a thing. */
const AWAY = 3;
/** Probability of a person from which on nothing in the upper part is called a thing: a scarf is one's own. */
const SURELY = Math.fround(0.9);
/** dE*ab to the clothes and to the skin from which on a cell low in the picture is neither. */
const NOT_CLOTHES = 20;
/** Share of the picture that has to be clothes before anything is called unlike them: where the parts network sees fewer, it has missed them. */
const LEAST_CLOTHES = 0.03;

/**
 * Shadows and things in the outline of the person.
 *
 * @param {Backdrop} backdrop
 * @param {Outline} outline
 * @param {Float32Array} parts
 * @returns {{shadow: Mask, objects: Mask}} cells of the backdrop's grid; shadow: hard ones, of some size, three cells thick somewhere
 *   and evenly dark, which loose hair is not
 */
export function findBetween(backdrop, outline, parts) {
  const { width, height } = backdrop.mask;
  const upper = Math.trunc(height * UPPER) * width;
  const background = sized(part(parts, BACKGROUND), width, height);
  const person = Mask.where(width, height, (cell) => (background[cell] ?? 0) < 0.5);
  const colors = smoothed(backdrop.rgb, width);
  const [seen, even] = [lab(colors), backdrop.level()];
  const off = distance(seen, even);
  /** @param {number} cell how much darker it is than the wall */
  const darker = (cell) => Math.fround((even[cell * 3] ?? 0) - (seen[cell * 3] ?? 0));
  const away = (/** @type {number} */ by) => person.grown(by).or(backdrop.edge).not();
  const wall = lightOf(backdrop);
  const light = linear(colors);
  const shaded = (/** @type {number} */ cell) => isShadow(light.subarray(cell * 3, cell * 3 + 3), wall);
  const dark = away(BESIDE).kept((cell) => cell < upper && darker(cell) > DARKER && shaded(cell));
  let strange = away(AWAY)
    .without(backdrop.mask)
    .kept((cell) => (off[cell] ?? 0) > OTHER_COLOR && !shaded(cell));
  let shadow = new Mask(width, height);
  for (const area of solid(dark, 1)) {
    const cells = area.cells();
    const depths = Float32Array.from(cells, darker);
    const [low = 0, middle = 0, high = 0] = [0.25, 0.5, 0.75].map((share) => quantile(depths, share));
    const open = area.and(backdrop.mask).count() / cells.length;
    if (high - low <= EVEN * middle && open <= OPEN) shadow = shadow.or(area);
  }
  if (strange.any()) {
    const unlike = unlikeThePerson(seen, parts, width, height);
    const probability = outline.sized(width, height);
    strange = strange.kept((cell) => (cell < upper ? (probability[cell] ?? 0) < SURELY : Boolean(unlike.at[cell])));
  }
  const objects = solid(strange).reduce((all, area) => all.or(area), new Mask(width, height));
  return { shadow, objects };
}

/**
 * Cells of another colour than the clothes and the skin that the parts network does see.
 *
 * @param {Float32Array} seen
 * @param {Float32Array} parts
 * @param {number} width
 * @param {number} height
 */
function unlikeThePerson(seen, parts, width, height) {
  const clothes = likelier(part(parts, CLOTHES), width, height);
  let unlike = new Mask(width, height);
  if (clothes.share() < LEAST_CLOTHES) return unlike;
  unlike = unlike.not();
  const bare = part(parts, BODY_SKIN);
  const skin = likelier(part(parts, FACE_SKIN).map((share, at) => share + (bare[at] ?? 0)), width, height);
  for (const cells of [clothes, skin]) {
    if (!cells.any()) continue;
    const off = distance(seen, medianColor(picked(seen, cells.cells())));
    unlike = unlike.kept((cell) => (off[cell] ?? 0) > NOT_CLOTHES);
  }
  return unlike;
}

/** @param {Float32Array} shares @param {number} width @param {number} height */
function likelier(shares, width, height) {
  const here = sized(shares, width, height);
  return Mask.where(width, height, (cell) => (here[cell] ?? 0) > 0.5);
}
