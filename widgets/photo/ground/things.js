/**
 * What does not belong before a plain background, things, and writing or patterns: the twin of `zikao.photo.ground.things`.
 *
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./backdrop.js").Backdrop} Backdrop
 */
import { BOX } from "../../formats/pixels.js";
import { rounded } from "../../formats/rounding.js";
import { distance, LINEAR, picked } from "../color.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import { medianColor } from "../quantiles.js";

/** dE*ab to the background's slope from which on a cell is not simply background. */
export const OTHER_COLOR = 14;
/** Share of the picture of the smallest thing: a tenth of the picture's width, squared, in 3:4. */
const LEAST_THING = 0.004;
/** Cells that the middle of a thing is away from its edge; strokes are thinner. */
const SOLID = 2;
/** How far apart the three channels of a shadow may be darkened, by the least darkened one. */
const SHADOW_TINT = Math.fround(0.3);
/** Light that a shadow on a lit wall leaves, of the wall's. */
const DARKEST_SHADOW = Math.fround(0.1);
const DARKEST_WALL = Math.fround(0.02);

/** Pixels of the longer side at which strokes are looked for: finer ones cannot be read. */
const LOOKED_AT = 320;
/** Step over two pixels that is a stroke's edge and no noise. */
const EDGE = 20;
/** Share of edge pixels that makes a cell part of a stroke. */
const STROKE_CELL = 0.18;
/** Share of the picture's cells with strokes from which on they are writing or a pattern. */
const LEAST_STROKES = 0.0012;
/**
 * Cells from the person's margin within which what starts at the person passes for hair. The furthest strand among the studio
 * portraits ends at 4; writing that touches the head goes on beyond.
 */
const STRAND = 10;

/** dE*ab to the background's slope up to which a cell is plain. */
const PLAIN = 6;
/**
 * Share of the background beside strokes that is of another colour, or not plain, from which on what looks like writing may be
 * leaves, bricks or a shelf.
 */
const [WILD, WILD_AND_UNEVEN] = [0.05, 0.3];
/** Share of the background that has to lie beside strokes to be looked at alone: writing covers less. */
const BESIDE = 0.5;

/** Cells of the backdrop's grid. */
export class Things {
  /**
   * @param {Mask} objects
   * @param {Mask} strokes writing and patterns
   * @param {Mask} fine everything thin: strokes, and the strands of hair that start at the person
   * @param {boolean} wild the background is not plain beside what is thin
   */
  constructor(objects, strokes, fine, wild) {
    this.objects = objects;
    this.strokes = strokes;
    this.fine = fine;
    this.wild = wild;
  }

  /**
   * All that is no plain background, with what the blur spread of what is thin. What is thin before a wild background is that
   * background itself.
   */
  get cells() {
    return this.wild ? this.objects : this.objects.or(this.fine.grown(1));
  }

  /** Null where edges are found but the background is wild: writing is not told from its own edges. */
  get hasText() {
    if (this.strokes.share() < LEAST_STROKES) return false;
    return this.wild ? null : true;
  }
}

/** What is seen before the background beside the person. @param {Picture} picture @param {Backdrop} backdrop */
export function findThings(picture, backdrop) {
  const objects = objectsOf(backdrop);
  const fine = strokesOf(picture, backdrop.mask).without(objects.grown(2));
  return new Things(objects, withoutHair(fine, backdrop), fine, isWild(backdrop, objects, fine));
}

/**
 * Whether too much of the background is of another colour, apart from what is thin.
 *
 * @param {Backdrop} backdrop
 * @param {Mask} objects
 * @param {Mask} fine
 */
function isWild(backdrop, objects, fine) {
  const off = distance(backdrop.seen, backdrop.even);
  const thin = fine.grown(1);
  const cells = off.length;
  let beside = backdrop.mask.without(thin);
  if (beside.count() / cells < BESIDE) beside = backdrop.mask;
  const other = backdrop.grid((cell) => (off[cell] ?? 0) > OTHER_COLOR).and(beside).or(objects);
  const uneven = backdrop.grid((cell) => (off[cell] ?? 0) > PLAIN).and(beside);
  return other.count() / cells > WILD || uneven.count() > WILD_AND_UNEVEN * Math.max(1, beside.count());
}

/** Strokes but those that start at the person and end near: strands of hair. @param {Mask} strokes @param {Backdrop} backdrop */
function withoutHair(strokes, backdrop) {
  if (strokes.share() < LEAST_STROKES) return strokes;
  const person = backdrop.mask.or(backdrop.edge).not();
  const starting = strokes.grown(1).connected(strokes.and(person.grown(2)));
  return strokes.without(starting.and(person.grown(STRAND)));
}

/** Large connected areas of another colour that no shadow explains. @param {Backdrop} backdrop */
function objectsOf(backdrop) {
  const off = distance(backdrop.seen, backdrop.even);
  const strange = backdrop.grid((cell) => (off[cell] ?? 0) > OTHER_COLOR);
  const wall = lightOf(backdrop);
  let found = new Mask(strange.width, strange.height);
  for (const area of solid(strange)) {
    const light = linear(picked(backdrop.rgb, area.cells()));
    if (!isShadow(medianColor(light), wall)) found = found.or(area);
  }
  return found;
}

/** Linear light of the background, to the nearest stored byte. @param {Backdrop} backdrop */
export const lightOf = (backdrop) => linear(backdrop.color().map((each) => rounded(each, 0)));

/** Linear light of stored bytes. @param {Uint8Array | Float32Array} rgb */
export function linear(rgb) {
  const light = new Float32Array(rgb.length);
  for (let at = 0; at < light.length; at += 1) light[at] = LINEAR[rgb[at] ?? 0] ?? 0;
  return light;
}

/**
 * The areas that are large enough to be things, and somewhere so many cells away from their edge.
 *
 * @param {Mask} strange
 * @param {number} [thick]
 */
export function solid(strange, thick = SOLID) {
  const [cores, left] = [strange.shrunk(thick), strange.copy()];
  const found = [];
  for (const core of cores.cells()) {
    const cells = left.taken(core);
    if (!cells.length || cells.length / left.at.length < LEAST_THING) continue;
    const area = new Mask(strange.width, strange.height);
    for (const cell of cells) area.at[cell] = 1;
    found.push(area);
  }
  return found;
}

/**
 * Whether linear light is that of the wall in shadow: a shadow takes about the same share of the light in every channel, and
 * leaves some.
 *
 * @param {Float32Array} light three numbers
 * @param {Float32Array} wall three numbers
 */
export function isShadow(light, wall) {
  const [red, green, blue] = [share(light, wall, 0), share(light, wall, 1), share(light, wall, 2)];
  const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  return most < 1 && least > DARKEST_SHADOW && Math.fround(most - least) < Math.fround(SHADOW_TINT * most);
}

/** @param {Float32Array} light @param {Float32Array} wall @param {number} channel */
const share = (light, wall, channel) => Math.fround((light[channel] ?? 0) / Math.max(wall[channel] ?? 0, DARKEST_WALL));

/** Cells of the background that hold edges. @param {Picture} picture @param {Mask} mask */
function strokesOf(picture, mask) {
  const fewer = Math.max(1, rounded(Math.max(picture.width, picture.height) / LOOKED_AT, 0));
  const small = picture.fewer(fewer);
  const { width, height } = small;
  // Grey writing on light blue has the ground's luma, but not its red.
  const luma = taken(small.converted(1));
  const rgb = small.bytes();
  const red = new Uint8Array(luma.length);
  for (let at = 0; at < red.length; at += 1) red[at] = rgb[at * 3] ?? 0;
  const edges = new Mask(width, height);
  for (const values of [luma, red]) {
    markSteps(edges, values, 1);
    markSteps(edges, values, width);
  }
  const drawn = edges.drawn(small.pixels);
  const held = taken(drawn.resized(mask.width, mask.height, BOX));
  drawn.drop();
  return mask.kept((cell) => (held[cell] ?? 0) >= STROKE_CELL * 255);
}

/**
 * Marks pixels whose neighbours on both sides lie a step apart.
 *
 * @param {Mask} edges
 * @param {Uint8Array} values
 * @param {number} step from one pixel to the next on that side
 */
function markSteps({ width, height, at: marks }, values, step) {
  const [columns, rows] = step === 1 ? [1, 0] : [0, 1];
  for (let row = rows; row < height - rows; row += 1) {
    const end = (row + 1) * width - columns;
    for (let at = row * width + columns; at < end; at += 1) {
      const apart = (values[at + step] ?? 0) - (values[at - step] ?? 0);
      if (apart >= EDGE || apart <= -EDGE) marks[at] = 1;
    }
  }
}
