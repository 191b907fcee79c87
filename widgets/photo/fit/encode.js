/**
 * A JPEG inside a band of bytes, at the best quality that fits: the twin of `zikao.photo.fit.encode`, by the same encoder.
 *
 * @typedef {{data: Uint8Array<ArrayBuffer>, quality: number, fullColor: boolean}} Encoded
 *   quality: 1..100 on the IJG scale; fullColor: 4:4:4, else 4:2:0
 */

/** Quality from which full colour detail (4:4:4) is worth more than the next steps of quality. */
const FINE_FROM = 75;

/**
 * The picture as baseline JPEG with no metadata but its density; null where no quality fits the band. Full colour detail is kept
 * where quality 75, or `qualityMin` if that is more, allows it.
 *
 * @param {import("../../formats/pixels.js").Picture} image
 * @param {number} dpi
 * @param {number} qualityMin
 * @param {readonly [least: number, most: number]} band bytes
 * @returns {Encoded | null}
 */
export function encode(image, dpi, qualityMin, [least, most]) {
  const fine = Math.max(qualityMin, FINE_FROM);
  for (const { fullColor, from } of [
    { fullColor: true, from: fine },
    { fullColor: false, from: qualityMin },
    { fullColor: true, from: qualityMin },
  ]) {
    for (let quality = 100; quality >= from; quality -= 1) {
      const data = image.jpeg({ quality, full: fullColor, dpi });
      if (data.length < least) break;
      if (data.length <= most) return { data, quality, fullColor };
    }
  }
  return null;
}
