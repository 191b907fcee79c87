/** What the person wears, by the parts network, spectacles before the eyes and clothes: the twin of `zikao.photo.face.worn`. */
import { whole } from "../../formats/rounding.js";
import { lab, picked } from "../color.js";
import { Mask } from "../masks.js";
import { medianColor } from "../quantiles.js";
import { LEFT_SIDE, RIGHT_SIDE } from "./mesh.js";
import { BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS, SIDE, part } from "./outline.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./mesh.js").Mesh} Mesh
 */

/** Share of the eye band from which on there are spectacles. */
export const GLASSES = 0.02;
/** The eye band above and below the pupils, by their distance. */
const ABOVE = 0.35;
const BELOW = 0.45;
/** Cells of 256 beside the background in which clothes count as its neighbours. */
const OUTLINE = 12;
const LEAST_CELLS = 40;
/**
 * Cells of 256x256 below the chin, a hundredth, that must be neither bare nor background to be clothes that the parts network has
 * missed; shoulders that are bare leave up to 200.
 */
const LEAST_HIDDEN = 650;

/**
 * Left, top, right, bottom of the band over both eyes in which spectacles are looked for.
 *
 * @param {Mesh} mesh
 * @returns {[number, number, number, number]}
 */
export function eyeBand(mesh) {
  const sides = mesh.those([...LEFT_SIDE.slice(-1), ...RIGHT_SIDE.slice(-1)]).map(([x]) => x);
  const middle = Math.fround(mesh.pupils.reduce((sum, [, y]) => sum + y, 0)) / 2;
  return [Math.min(...sides), middle - ABOVE * mesh.pupilDistance, Math.max(...sides), middle + BELOW * mesh.pupilDistance];
}

/**
 * Share of the band over both eyes, from side to side of the face, that is none of the person.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Float32Array} parts
 */
export function glassesShare(picture, mesh, parts) {
  const band = eyeBand(mesh);
  const [across, down] = [SIDE / picture.width, SIDE / picture.height];
  const [left = 0, top = 0, right = 0, bottom = 0] = [across, down, across, down].map((scale, at) =>
    Math.min(SIDE, Math.max(0, whole((band[at] ?? 0) * scale))),
  );
  const others = part(parts, OTHERS);
  let seen = 0;
  for (let row = top; row < bottom; row += 1)
    for (let column = left; column < right; column += 1) seen += Number((others[row * SIDE + column] ?? 0) > 0.5);
  return right > left && bottom > top ? seen / ((right - left) * (bottom - top)) : 0;
}

/**
 * Median L*a*b* of the clothes where they meet the background; null where there are none to be seen.
 *
 * Clothes of the background's own colour pass for background with the parts network. Then what the outline network, which goes by
 * shape, calls a person below the chin counts.
 *
 * @param {Picture} picture
 * @param {Float32Array} parts
 * @param {import("./outline.js").Outline} outline
 * @param {number} chin a share of the height
 */
export function clothesColor(picture, parts, outline, chin) {
  const clothes = likely(part(parts, CLOTHES));
  const beside = clothes.and(likely(part(parts, 0)).grown(OUTLINE));
  let cells = beside.count() >= LEAST_CELLS ? beside : clothes;
  if (cells.count() < LEAST_CELLS) {
    const [hair, body, face] = [HAIR, BODY_SKIN, FACE_SKIN].map((each) => part(parts, each));
    const below = Math.max(0, whole(chin * SIDE)) * SIDE;
    const shares = outline.sized(SIDE, SIDE);
    cells = Mask.where(SIDE, SIDE, (at) => {
      const bare = Math.fround(Math.fround((hair?.[at] ?? 0) + (body?.[at] ?? 0)) + (face?.[at] ?? 0));
      return at >= below && (shares[at] ?? 0) > 0.5 && bare <= 0.5;
    });
    if (cells.count() < LEAST_HIDDEN) return null;
  }
  return medianColor(lab(picked(picture.reduced(SIDE, SIDE), cells.cells())));
}

/** @param {Float32Array} shares */
const likely = (shares) => Mask.where(SIDE, SIDE, (at) => (shares[at] ?? 0) > 0.5);
