/**
 * Decoded pixels as they are shown: the twin of `zikao.formats.upright`. What is handed in is given back to the module's memory.
 *
 * @typedef {import("./pixels.js").Picture} Picture
 */

/** @param {Picture} picture as stored @param {number} orientation 1 to 8, as in EXIF @returns {Picture} */
export const upright = (picture, orientation) => (orientation > 1 ? instead(picture, picture.turned(orientation)) : picture);

/** 8 bits of red, green and blue; what is transparent was laid on white when it was decoded. @param {Picture} picture */
export const plain = (picture) => (picture.bands === 3 ? picture : instead(picture, picture.converted(3)));

/** @template T @param {Picture} old @param {T} made */
export function instead(old, made) {
  old.drop();
  return made;
}
