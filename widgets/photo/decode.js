import { NotTried } from "../formats/header.js";
import * as LIMITS from "./limits.js";

/**
 * A portrait's pixels, as the server has them: the twin of `zikao.photo.decode`, so far for JPEG.
 *
 * @typedef {import("../formats/header.js").Header} Header
 * @typedef {import("../formats/pixels.js").Pixels} Pixels
 * @typedef {import("../formats/pixels.js").Picture} Picture
 */

/** Pixels of a JPEG that are kept; a larger one is decoded at a half, a quarter or an eighth of its scale. */
const MOST_PIXELS = 4_000_000;
/** Bands of the ways in which a JPEG's header says that it is coloured. @type {Record<string, number>} */
const BANDS = { grey: 1, rgb: 3, cmyk: 4 };
const BITS = 8;

/**
 * @param {Pixels} pixels
 * @param {import("../formats/jpeg.js").Jpeg} jpeg
 * @param {Header} header of the same file
 * @returns {Picture | null} null where its data are damaged
 * @throws {NotTried} the limits do not allow it, or it is damaged in a way that processors decode each in their own
 */
export function decode(pixels, jpeg, { width, height, colorMode, bitsPerChannel }) {
  const count = width * height;
  if (count > LIMITS.PIXELS || count * jpeg.scans > LIMITS.PIXEL_SCANS) throw new NotTried("on_device");
  const bands = BANDS[colorMode];
  if (!bands || bitsPerChannel !== BITS) return null;
  const scale = count <= MOST_PIXELS ? 1 : ([2, 4].find((each) => count <= MOST_PIXELS * each ** 2) ?? 8);
  const found = pixels.jpeg(jpeg.pictureOnly(), { bands, width, height, scale });
  if (!found) return null;
  // The server's vector code and this plain one agree on whatever an encoder can write, and on nothing else.
  if (found.warnings) {
    found.picture.drop();
    throw new NotTried("on_device");
  }
  return found.picture;
}
