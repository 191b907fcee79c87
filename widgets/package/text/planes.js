/**
 * Pictures in the numbers that the models take: the twin of `zikao.package.text.planes`.
 *
 * @typedef {import("../../formats/filters.js").Colours} Colours
 * @typedef {readonly [number, number, number]} Three one for each plane, blue first, in levels of 0..255
 */

const BANDS = 3;

/**
 * Writes a picture into three planes, blue first: each less its mean and by its spread.
 *
 * @param {Float32Array} planes written to
 * @param {{from: number, width: number, height: number}} place where the first plane begins, and how large each is; a narrower
 *   picture leaves its right as it is
 * @param {Colours} picture
 * @param {Three} mean
 * @param {Three} spread
 */
export function fill(planes, { from, width, height }, picture, mean, spread) {
  const { rgb } = picture;
  for (let plane = 0; plane < BANDS; plane += 1) {
    const [times, less] = [Math.fround(1 / (spread[plane] ?? 1)), Math.fround((mean[plane] ?? 0) / (spread[plane] ?? 1))];
    const levels = Float32Array.from({ length: 256 }, (_, level) => Math.fround(level * times) - less);
    for (let y = 0; y < picture.height; y += 1) {
      const row = from + (plane * height + y) * width;
      for (let x = 0, at = y * picture.width * BANDS + BANDS - 1 - plane; x < picture.width; x += 1, at += BANDS) {
        planes[row + x] = levels[rgb[at] ?? 0] ?? 0;
      }
    }
  }
}
