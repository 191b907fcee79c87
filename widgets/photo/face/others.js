/** Faces beside the one that is measured, which the detector misses, cut by the picture's edge: the twin of `zikao.photo.face.others`. */
import { whole } from "../../formats/rounding.js";
import { Mask } from "../masks.js";
import { OVAL } from "./mesh.js";
import { FACE_SKIN, SIDE, part } from "./outline.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./mesh.js").Mesh} Mesh
 */

/** Size of the ellipse around the face, by that of its oval, within which skin is its own: ears, forehead. */
const OWN = 1.6;
/** Share of a second face's box that has to be skin: crests and pictures on cloth have none. */
const SKIN = 0.2;

/**
 * Cells of the parts network that are skin of another face than this one.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Float32Array} parts
 */
export function otherFace(picture, mesh, parts) {
  const oval = mesh.those(OVAL);
  const [across, down] = [
    extent(oval.map(([x]) => x * (SIDE / picture.width))),
    extent(oval.map(([, y]) => y * (SIDE / picture.height))),
  ];
  const skin = part(parts, FACE_SKIN);
  return Mask.where(SIDE, SIDE, (at) => {
    if ((skin[at] ?? 0) <= 0.5) return false;
    const x = ((at % SIDE) + 0.5 - across.middle) / across.reach;
    const y = (Math.floor(at / SIDE) + 0.5 - down.middle) / down.reach;
    return x ** 2 + y ** 2 > 1;
  });
}

/** @param {readonly number[]} places along an axis */
function extent(places) {
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return { middle: (low + high) / 2, reach: Math.max((high - low) / 2, 1) * OWN };
}

/** Skin of another face, by that of the measured one; 0 where neither has any. @param {Mask} other @param {Float32Array} parts */
export function otherFaceShare(other, parts) {
  const skin = part(parts, FACE_SKIN).reduce((sum, share) => sum + Number(share > 0.5), 0);
  const beside = other.count();
  return beside / Math.max(skin - beside, 1);
}

/**
 * Of several faces those that have skin; all of them where none has.
 *
 * @template {{box: ArrayLike<number>}} Face
 * @param {Picture} picture
 * @param {readonly (readonly [Face, Mesh])[]} faces
 * @param {Float32Array} parts
 */
export function withSkin(picture, faces, parts) {
  const skin = part(parts, FACE_SKIN);
  const [across, down] = [SIDE / picture.width, SIDE / picture.height];
  const sure = faces.filter(([{ box }]) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = [across, down, across, down].map((scale, at) =>
      Math.min(SIDE, Math.max(0, whole((box[at] ?? 0) * scale))),
    );
    let seen = 0;
    for (let row = top; row < bottom; row += 1)
      for (let column = left; column < right; column += 1) seen += Number((skin[row * SIDE + column] ?? 0) > 0.5);
    return right > left && bottom > top && seen / ((right - left) * (bottom - top)) >= SKIN;
  });
  return sure.length ? sure : faces;
}
