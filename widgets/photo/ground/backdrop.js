/**
 * The background as a coarse grid of colours, all but the person, a margin around them, and any frame: the twin of
 * `zikao.photo.ground.backdrop`.
 *
 * @typedef {import("../face/outline.js").Outline} Outline
 * @typedef {import("../picture.js").Picture} Picture
 */
import { rounded } from "../../formats/rounding.js";
import { distance, lab, picked } from "../color.js";
import { NotMeasured } from "../face/networks.js";
import { Mask } from "../masks.js";
import { median, medianColor, quantile } from "../quantiles.js";
import SAID from "../seen.json" with { type: "json" };
import { solved } from "./solved.js";

/** Cells of the longer side: 5x5 pixels of a portrait of 480x640, about the eye's own averaging. */
export const CELLS = 128;
/** Probability of a person up to which a cell is background. */
const SURELY_NOT = Math.fround(0.1);
/** Cells around the person that are left out: stray hair, and the outline's own error. */
const MARGIN = 3;
const LEAST_SHARE = 0.03;
/** L* below the background's slope from which on a place is in the shadow. */
const SHADOW = 4;
/** Of so many cells one is fitted to. */
const EVERY = 5;
const ROUNDS = 4;
/** By the strongest, from which on the cells tell a direction of the slope; of others it stays level. */
const TOLD = 1e-6;
/** dE*ab to the last fit up to which a cell always takes part in the next. */
const NEAR = 6;

/** Grids are row by row; lists hold one entry a background cell, in the grid's order. */
export class Backdrop {
  /**
   * @param {object} read
   * @param {Uint8Array} read.rgb grid of stored colours
   * @param {Mask} read.mask which cells are background
   * @param {Mask} read.edge cells left out along the picture's edges, whatever they show
   * @param {Int32Array} read.cells list of where each cell is in the grid
   * @param {Float32Array} read.seen list of L*a*b*
   * @param {Float32Array} read.places list of places across and down: 0 in the picture's middle, a half at its edges
   * @param {Float32Array} read.median L*a*b*, channel by channel
   * @param {Float32Array} read.slope nine numbers: L*a*b* in the picture's middle, its change over the width and its change over the
   *   height, of the even slope that the background would be without shadows and things
   */
  constructor({ rgb, mask, edge, cells, seen, places, median: middle, slope }) {
    this.rgb = rgb;
    this.mask = mask;
    this.edge = edge;
    this.cells = cells;
    this.seen = seen;
    this.places = places;
    this.median = middle;
    this.slope = slope;
    /** List of L*a*b* of that slope. */
    this.even = sloped(slope, places);
  }

  /** A list of truth values as a grid. @param {(cell: number) => boolean} which of the list */
  grid(which) {
    const grid = new Mask(this.mask.width, this.mask.height);
    this.cells.forEach((index, cell) => {
      grid.at[index] = which(cell) ? 1 : 0;
    });
    return grid;
  }

  /** Median stored red, green, blue. */
  color() {
    return medianColor(picked(this.rgb, this.cells));
  }

  /** 95th percentile of dE*ab to the median, outside the grid `skip`. @param {Mask} skip */
  unevenness(skip) {
    const left = distance(this.seen, this.median).filter((_, cell) => !skip.at[this.cells[cell] ?? 0]);
    return left.length ? quantile(left, 0.95) : 0;
  }

  /** dE*ab between the two most different cells of the fitted slope. */
  gradient() {
    const { along } = this.alongSlope();
    const [low, top] = [along.indexOf(Math.min(...along)), along.indexOf(Math.max(...along))];
    const [x, y] = [0, 1].map((axis) => (this.places[top * 2 + axis] ?? 0) - (this.places[low * 2 + axis] ?? 0));
    const change = [3, 4, 5].map((at) => (x ?? 0) * (this.slope[at] ?? 0) + (y ?? 0) * (this.slope[at + 3] ?? 0));
    return Math.hypot(...change);
  }

  /** Which cells of the list lie furthest apart along the slope, of such as lie opposite each other. @returns {[number, number]} */
  ends() {
    const { along, aside } = this.alongSlope();
    const top = Math.max(...along);
    const low = along.indexOf(Math.min(...along));
    const least = Math.fround(top - Math.fround((top - (along[low] ?? 0)) / 50));
    let [far, nearest] = [low, Infinity];
    along.forEach((each, cell) => {
      const off = Math.abs((aside[cell] ?? 0) - (aside[low] ?? 0));
      if (each >= least && off < nearest) [far, nearest] = [cell, off];
    });
    return [low, far];
  }

  /** Lists of how far the cells lie along the slope's steepest line, and aside of it. */
  alongSlope() {
    const [across, down] = [this.slope.subarray(3, 6), this.slope.subarray(6, 9)];
    const turn = Math.atan2(2 * dot(across, down), dot(across, across) - dot(down, down)) / 2;
    const [x, y] = [Math.fround(Math.cos(turn)), Math.fround(Math.sin(turn))];
    const [along, aside] = [new Float32Array(this.cells.length), new Float32Array(this.cells.length)];
    for (let cell = 0; cell < along.length; cell += 1) {
      const [right, lower] = [this.places[cell * 2] ?? 0, this.places[cell * 2 + 1] ?? 0];
      along[cell] = right * x + lower * y;
      aside[cell] = lower * x - right * y;
    }
    return { along, aside };
  }

  /** Whether a cell of the list is in the shadow. @param {number} cell */
  isDark(cell) {
    return (this.seen[cell * 3] ?? 0) < Math.fround((this.even[cell * 3] ?? 0) - SHADOW);
  }

  /** Share of the background in the shadow, outside the grid `skip`; `more` hides in the outline. @param {Mask} skip @param {Mask} more */
  shadow(skip, more) {
    const dark = this.grid((cell) => this.isDark(cell));
    const hidden = more.count();
    return (dark.without(skip).count() + hidden) / (this.cells.length + hidden);
  }

  /** Grid of L*a*b* of the even slope, also where the person stands. */
  level() {
    const { width, height } = this.mask;
    const all = new Int32Array(width * height).map((_, index) => index);
    return this.at(all, width, height);
  }

  /**
   * L*a*b* of the even slope at places of a grid over the whole picture.
   *
   * @param {Int32Array} places row by row
   * @param {number} width of the grid
   * @param {number} height
   */
  at(places, width, height) {
    return sloped(this.slope, placed(places, width, height));
  }
}

/** Places of cells, across and down, from the picture's middle. @param {Int32Array} cells @param {number} width @param {number} height */
function placed(cells, width, height) {
  const places = new Float32Array(cells.length * 2);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const index = cells[cell] ?? 0;
    const column = index % width;
    places[cell * 2] = Math.fround(column / width) - 0.5;
    places[cell * 2 + 1] = Math.fround((index - column) / width / height) - 0.5;
  }
  return places;
}

/** L*a*b* of a slope. @param {Float32Array} slope @param {Float32Array} places across and down */
function sloped(slope, places) {
  const [l = 0, a = 0, b = 0, lAcross = 0, aAcross = 0, bAcross = 0, lDown = 0, aDown = 0, bDown = 0] = slope;
  const colors = new Float32Array((places.length / 2) * 3);
  for (let from = 0, to = 0; from < places.length; from += 2, to += 3) {
    const [x, y] = [places[from] ?? 0, places[from + 1] ?? 0];
    colors[to] = l + x * lAcross + y * lDown;
    colors[to + 1] = a + x * aAcross + y * aDown;
    colors[to + 2] = b + x * bAcross + y * bDown;
  }
  return colors;
}

/** @param {Float32Array} one @param {Float32Array} other */
const dot = (one, other) => one.reduce((sum, each, at) => sum + each * (other[at] ?? 0), 0);

/** Each cell averaged with its eight neighbours; those along the edges stay as they are. @param {Uint8Array} rgb @param {number} width */
export function smoothed(rgb, width) {
  const smooth = rgb.slice();
  const line = width * 3;
  const sums = new Uint16Array(line);
  for (let above = 0; above + 3 * line <= rgb.length; above += line) {
    for (let at = 0; at < line; at += 1) sums[at] = (rgb[above + at] ?? 0) + (rgb[above + line + at] ?? 0) + (rgb[above + 2 * line + at] ?? 0);
    for (let at = 3; at < line - 3; at += 1)
      smooth[above + line + at] = Math.floor(((sums[at - 3] ?? 0) + (sums[at] ?? 0) + (sums[at + 3] ?? 0) + 4) / 9);
  }
  return smooth;
}

/**
 * The background.
 *
 * @param {Picture} picture
 * @param {Outline} outline
 * @param {number} [frame] thickness of a frame to leave out, in pixels
 * @throws {NotMeasured} too little of it is to be seen
 */
export function readBackdrop(picture, outline, frame = 0) {
  const scale = CELLS / Math.max(picture.width, picture.height);
  const [columns, rows] = /** @type {[number, number]} */ ([picture.width, picture.height].map((side) => Math.max(1, rounded(side * scale, 0))));
  const rgb = picture.reduced(columns, rows);
  const rim = Math.ceil(frame * scale) + 1; // the blur looks one cell beyond
  const edge = Mask.where(columns, rows, (index) => {
    const column = index % columns;
    const row = (index - column) / columns;
    return column < rim || row < rim || column >= columns - rim || row >= rows - rim;
  });
  const person = outline.sized(columns, rows);
  const mask = Mask.where(columns, rows, (index) => (person[index] ?? 0) > SURELY_NOT)
    .grown(MARGIN)
    .or(edge)
    .not();
  const cells = mask.cells();
  if (cells.length < LEAST_SHARE * rgb.length / 3) throw new NotMeasured(SAID.reasons.little_ground);
  const seen = lab(picked(smoothed(rgb, columns), cells));
  const places = placed(cells, columns, rows);
  const middle = medianColor(seen);
  return new Backdrop({ rgb, mask, edge, cells, seen, places, median: middle, slope: slopeOf(seen, places, middle) });
}

/**
 * The slope through most of the cells: fitted again without those far from the last fit.
 *
 * @param {Float32Array} seen
 * @param {Float32Array} places
 * @param {Float32Array} middle
 */
function slopeOf(seen, places, middle) {
  const some = new Int32Array(Math.ceil(places.length / 2 / EVERY)).map((_, at) => at * EVERY);
  const colors = picked(seen, some);
  const here = new Float32Array(some.length * 2).map((_, at) => places[(at >> 1) * EVERY * 2 + (at & 1)] ?? 0);
  let slope = Float32Array.of(...middle, 0, 0, 0, 0, 0, 0);
  let last = "";
  for (let round = 0; round < ROUNDS; round += 1) {
    const off = distance(sloped(slope, here), colors);
    const most = Math.fround(Math.max(NEAR, median(off) * 2.5));
    const near = some.map((_, cell) => ((off[cell] ?? 0) <= most ? 1 : 0));
    if (near.join("") === last) break;
    last = near.join("");
    slope = fitted(colors, here, near);
  }
  return slope;
}

/** The slope nearest to all of these cells. @param {Float32Array} colors @param {Float32Array} places @param {Int32Array} near which of them */
function fitted(colors, places, near) {
  const [matrix, right] = [0, 1].map(() => [0, 1, 2].map(() => [0, 0, 0]));
  for (let cell = 0; cell < near.length; cell += 1) {
    if (!near[cell]) continue;
    const place = [1, places[cell * 2] ?? 0, places[cell * 2 + 1] ?? 0];
    for (let row = 0; row < 3; row += 1) {
      for (let column = 0; column < 3; column += 1) {
        add(matrix, row, column, (place[row] ?? 0) * (place[column] ?? 0));
        add(right, row, column, (place[row] ?? 0) * (colors[cell * 3 + column] ?? 0));
      }
    }
  }
  return Float32Array.from(solved(matrix ?? [], right ?? [], TOLD).flat());
}

/** @param {number[][] | undefined} rows @param {number} row @param {number} column @param {number} value */
function add(rows, row, column, value) {
  const cells = rows?.[row];
  if (cells) cells[column] = (cells[column] ?? 0) + value;
}
