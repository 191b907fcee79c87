/** What flash and lamps leave in the eyes: red pupils, and lamps mirrored in spectacles. The twin of `zikao.photo.face.eyes`. */
import { whole } from "../../formats/rounding.js";
import { lab, picked } from "../color.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import { LEFT_IRIS, LEFT_PUPIL, RIGHT_IRIS, RIGHT_PUPIL } from "./mesh.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./mesh.js").Mesh} Mesh
 * @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels of the picture; right and bottom lie outside
 */

/** a* of a pupil lit from within. Brown irises reach about 18. */
const RED = 28;
/** b* below which it is violet. */
const VIOLET = -10;
/** Radius that is looked at, by that of the iris. */
const PUPIL = 0.6;
/** Pixels across a pupil from which on its colour can be told. */
const SMALLEST = 3;
/** By how much the red of any colour that counts as red exceeds its green, and some more. */
const REDDER = 40;
const RED_SHARE = 0.3;
/** Share of its box that a pupil's disk covers at least, however few pixels it has. */
const DISK = 0.6;
const MIRRORED = 250;
/** Half the width and height of what a spectacle lens covers, by the distance of the pupils. */
const LENS = /** @type {const} */ ([0.36, 0.24]);

/** Whether a pupil is red; null where the eyes are too small to tell. @param {Picture} picture @param {Mesh} mesh */
export function hasRedEye(picture, mesh) {
  const seen = pupils(mesh)
    .map((box) => isRed(picture, box))
    .filter((red) => red !== null);
  return seen.length ? seen.some(Boolean) : null;
}

/** The pupils that are red. @param {Picture} picture @param {Mesh} mesh */
export const redEyes = (picture, mesh) => pupils(mesh).filter((box) => isRed(picture, box));

/** Boxes of both pupils, the picture's left one first. @param {Mesh} mesh */
export function pupils(mesh) {
  const found = [LEFT_PUPIL, RIGHT_PUPIL].flatMap((pupil, at) =>
    mesh.those([pupil]).map(([x, y]) => {
      const iris = mesh.those(at ? RIGHT_IRIS : LEFT_IRIS);
      const radius = (iris.reduce((sum, [toX, toY]) => sum + Math.hypot(toX - x, toY - y), 0) / iris.length) * PUPIL;
      return around(x, y, radius, radius);
    }),
  );
  return found.sort((one, other) => one.map((each, at) => each - (other[at] ?? 0)).find(Boolean) ?? 0);
}

/** @param {Picture} picture @param {Box} box */
function isRed(picture, box) {
  const [columns, rows] = [box[2] - box[0], box[3] - box[1]];
  const pixels = columns >= SMALLEST ? cut(picture, box) : null;
  if (!pixels) return null;
  let redder = 0;
  for (let at = 0; at < pixels.length; at += 3)
    redder += Number((pixels[at] ?? 0) >= Math.min(pixels[at + 1] ?? 0, 255 - REDDER) + REDDER);
  if (redder < RED_SHARE * DISK * rows * columns) return false;
  const disk = Mask.where(columns, rows, (at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    return (((column + 0.5) / columns) * 2 - 1) ** 2 + (((row + 0.5) / rows) * 2 - 1) ** 2 <= 1;
  });
  const colors = lab(picked(pixels, disk.cells()));
  let red = 0;
  for (let at = 0; at < colors.length; at += 3) red += Number((colors[at + 1] ?? 0) >= RED && (colors[at + 2] ?? 0) > VIOLET);
  return red / (colors.length / 3) >= RED_SHARE;
}

/**
 * Share of both lenses' places that is white without detail; null where they lie outside the picture.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 */
export function mirroredLight(picture, mesh) {
  const shares = lenses(mesh).flatMap((box) => {
    const pixels = cut(picture, box);
    if (!pixels) return [];
    let white = 0;
    for (let at = 0; at < pixels.length; at += 3)
      white += Number(Math.min(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0) >= MIRRORED);
    return [white / (pixels.length / 3)];
  });
  return shares.length ? shares.reduce((sum, each) => sum + each) / shares.length : null;
}

/** What spectacle lenses would cover, the picture's left one first. @param {Mesh} mesh */
export function lenses(mesh) {
  return mesh.pupils.map(([x, y]) => around(x, y, LENS[0] * mesh.pupilDistance, LENS[1] * mesh.pupilDistance));
}

/** @param {number} x @param {number} y @param {number} across @param {number} down @returns {Box} */
const around = (x, y, across, down) => [whole(x - across), whole(y - down), whole(x + across), whole(y + down)];

/** Its pixels, three bytes each; null where it does not lie within the picture. @param {Picture} picture @param {Box} box */
function cut(picture, box) {
  if (box[0] < 0 || box[1] < 0 || box[2] > picture.width || box[3] > picture.height || box[0] >= box[2]) return null;
  return taken(picture.rgb.crop(...box));
}
