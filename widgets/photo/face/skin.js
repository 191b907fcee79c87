/** The face's own pixels, and how the light falls on them: the twin of `zikao.photo.face.skin`. */
import { BICUBIC } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";
import { LINEAR } from "../color.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import { median, quantile } from "../quantiles.js";
import { lenses } from "./eyes.js";
import { LIDS, OVAL } from "./mesh.js";
import { FACE_SKIN, SIDE, likeliest } from "./outline.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./mesh.js").Mesh} Mesh
 * @typedef {import("./eyes.js").Box} Box
 */

/** Luma that is taken for lost in light or in the dark, after ISO/IEC 29794-5. */
const OVER = 247;
const UNDER = 25;
/** Share of the skin's own median luma up to which it is lost in the dark, if the picture as a whole is not. */
const OF_OWN = 0.4;
/** Median luma up to which skin may be dark, or any skin in dim light: the face alone does not tell which. */
const DARK_OR_DIM = 34;
/** Luma of the whites of the eyes from which on a face has been given light. */
const WHITES = 50;
/** Quantile of the luma between the lids that their whites reach, and irises and lashes do not. */
const BRIGHTEST = 0.9;
/** Pixels between the lids from which on there are whites among them. */
const LEAST_OPEN = 12;
/** Luma that a tenth of a picture reaches which was given enough light: a portrait's ground has to. */
const BRIGHT = 128;
const TENTH = 0.9;
/** Of that tenth, every so many pixels along either axis. */
const SPARSE = 4;
const CHEEKS = /** @type {const} */ ([
  [50, 101, 205, 187],
  [280, 330, 425, 411],
]);
/** Pixels of the smallest box of a face. */
const SMALLEST = 8;
/** Share of the face that has to be bare, for its light to be told. */
const LEAST = 0.15;
/** Of a luma byte, a root of its light: as sRGB without the straight piece in its darks. */
const LIGHTNESS = LINEAR.map((light) => light ** Math.fround(1 / 2.4));
/** Half the side of the square on a cheek, by the distance of the pupils. */
const CHEEK = 0.16;

/** Luma of the face's bounding box, and which of its pixels are the face's. */
export class Skin {
  /**
   * @param {Uint8Array} luma
   * @param {Mask} mask
   * @param {readonly [number, number]} corner the box's left upper corner in the picture
   * @param {number} [dark] luma up to which its pixels are lost in the dark
   */
  constructor(luma, mask, corner, dark = UNDER) {
    this.luma = luma;
    this.mask = mask;
    this.corner = corner;
    this.dark = dark;
  }

  /** Pixels of the face that are lost in light. */
  get over() {
    return this.those((luma) => luma >= OVER);
  }

  /** Pixels of the face that are lost in the dark. */
  get under() {
    return this.those((luma) => luma <= this.dark);
  }

  get overexposed() {
    return this.over.count() / this.mask.count();
  }

  get underexposed() {
    return this.under.count() / this.mask.count();
  }

  /** @param {(luma: number) => boolean} test */
  those(test) {
    return Mask.where(this.mask.width, this.mask.height, (at) => Boolean(this.mask.at[at]) && test(this.luma[at] ?? 0));
  }
}

/**
 * The face inside its oval, made smaller where its pupils are further apart than asked, never larger.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {number | null} [pupilDistance]
 * @returns {Skin | null} null where next to nothing of it lies in the picture
 */
export function readSkin(picture, mesh, pupilDistance = null) {
  const oval = mesh.those(OVAL);
  const box = bounds(oval, picture);
  const [left, top, right, bottom] = box;
  if (Math.min(right - left, bottom - top) < SMALLEST) return null;
  const scale = pupilDistance === null ? 1 : Math.min(1, pupilDistance / Math.max(mesh.pupilDistance, 1e-6));
  let [width, height] = [right - left, bottom - top];
  let face = picture.rgb.crop(...box);
  let luma = face.converted(1);
  face.drop();
  if (scale < 1) {
    [width, height] = [Math.max(SMALLEST, whole(width * scale)), Math.max(SMALLEST, whole(height * scale))];
    face = luma;
    luma = face.resized(width, height, BICUBIC);
    face.drop();
  }
  const mask = within(picture, oval, box, width, height, scale);
  return mask.any() ? new Skin(taken(luma), mask, [left, top]) : null;
}

/** The box of the picture in which points lie. @param {readonly (readonly number[])[]} points @param {Picture} picture @returns {Box} */
export function bounds(points, { width, height }) {
  const [across, down] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  return [
    Math.max(0, Math.floor(Math.min(...across))),
    Math.max(0, Math.floor(Math.min(...down))),
    Math.min(width, Math.ceil(Math.max(...across))),
    Math.min(height, Math.ceil(Math.max(...down))),
  ];
}

/**
 * What of a box lies between points of the picture.
 *
 * @param {Picture} picture
 * @param {readonly (readonly number[])[]} points
 * @param {readonly number[]} box whose first two numbers are its left upper corner
 * @param {number} width of the box as it is looked at
 * @param {number} height
 * @param {number} [scale] of that to the picture
 */
export function within(picture, points, [left = 0, top = 0], width, height, scale = 1) {
  const mask = picture.rgb.pixels.blank(width, height);
  mask.polygon(
    points.flatMap(([x = 0, y = 0]) => [(x - left) * scale, (y - top) * scale]),
    1,
  );
  return new Mask(width, height, taken(mask));
}

/**
 * Of the face only its skin, by the parts network, and nothing around the eyes.
 *
 * So lenses, rims, lashes and whatever else lies over it do not count.
 *
 * @param {Skin} skin
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Float32Array} parts
 * @returns {Skin | null} null where next to nothing is left
 */
export function bare(skin, picture, mesh, parts) {
  const { width, height } = skin.mask;
  const [left, top] = skin.corner;
  const kinds = likeliest(parts);
  const mask = skin.mask.copy();
  for (let y = top, at = 0; y < top + height; y += 1) {
    const row = Math.trunc(((y + 0.5) * SIDE) / picture.height) * SIDE;
    for (let x = left; x < left + width; x += 1, at += 1) {
      const cell = row + Math.trunc(((x + 0.5) * SIDE) / picture.width);
      if (kinds[cell] !== FACE_SKIN) mask.at[at] = 0;
    }
  }
  for (const [x0, y0, x1, y1] of lenses(mesh)) {
    const [from, to] = [Math.max(0, x0 - left), Math.min(width, x1 - left)];
    for (let row = Math.max(0, y0 - top); row < Math.min(height, y1 - top); row += 1)
      if (to > from) mask.at.fill(0, row * width + from, row * width + to);
  }
  if (mask.count() < LEAST * skin.mask.count()) return null;
  const own = median(mask.pick(skin.luma));
  const enough = (isLit(picture) && own > DARK_OR_DIM) || whites(picture, mesh) >= WHITES;
  return new Skin(skin.luma, mask, skin.corner, enough ? Math.min(UNDER, Math.trunc(OF_OWN * own)) : UNDER);
}

/** @param {Picture} picture */
function isLit({ luma, width }) {
  const sparse = [];
  for (let row = 0; row < luma.length; row += width * SPARSE)
    for (let at = row; at < row + width; at += SPARSE) sparse.push(luma[at] ?? 0);
  return quantile(Uint8Array.from(sparse), TENTH) >= BRIGHT;
}

/**
 * Luma of the whites of the eyes, 0..255; 0 where too little of them is to be seen.
 *
 * They are much the same in every face, so they tell the light that fell on it, which its skin does not.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 */
export function whites(picture, mesh) {
  const found = LIDS.map((lids) => {
    const opening = mesh.those(lids);
    const box = bounds(opening, picture);
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    if (width <= 0 || height <= 0) return 0;
    const seen = within(picture, opening, box, width, height).pick(piece(picture, box));
    return seen.length >= LEAST_OPEN ? quantile(seen, BRIGHTEST) : 0;
  });
  return Math.max(...found);
}

/** Luma of a box of the picture. @param {Picture} picture @param {Box} box */
function piece({ luma, width }, [left, top, right, bottom]) {
  const out = new Uint8Array((right - left) * (bottom - top));
  for (let row = top; row < bottom; row += 1)
    out.set(luma.subarray(row * width + left, row * width + right), (row - top) * (right - left));
  return out;
}

/**
 * Difference of both cheeks' mean lightness by their sum; null where a cheek is not in the picture.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 */
export function sideLight(picture, mesh) {
  const [left = null, right = null] = cheeks(mesh).map((box) => brightness(picture, box));
  if (left === null || right === null) return null;
  return Math.abs(left - right) / Math.max(left + right, 1e-3);
}

/** A square on either cheek; the picture's left one first. @param {Mesh} mesh @returns {Box[]} */
export function cheeks(mesh) {
  const half = Math.max(1, mesh.pupilDistance * CHEEK);
  return CHEEKS.map((numbers) => {
    const points = mesh.those(numbers);
    return AXES.map((axis) => points.reduce((sum, point) => Math.fround(sum + point[axis]), 0) / points.length);
  })
    .sort(([x = 0, y = 0], [toX = 0, toY = 0]) => x - toX || y - toY)
    .map(([x = 0, y = 0]) => [whole(x - half), whole(y - half), whole(x + half), whole(y + half)]);
}

const AXES = /** @type {const} */ ([0, 1]);

/** Mean lightness, 0..1; null where the box is not wholly in the picture. @param {Picture} picture @param {Box} box */
export function brightness(picture, box) {
  if (box[0] < 0 || box[1] < 0 || box[2] > picture.width || box[3] > picture.height) return null;
  const seen = piece(picture, box);
  return seen.reduce((sum, luma) => sum + (LIGHTNESS[luma] ?? 0), 0) / seen.length;
}
