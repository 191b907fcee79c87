import { readExif } from "../formats/exif.js";
import { NotTried } from "../formats/header.js";
import { canInflate } from "../formats/inflated.js";
import { Jpeg, held, pictureOnly } from "../formats/jpeg.js";
import { Unclear, coded, unfiltered } from "../formats/unfiltered.js";
import * as LIMITS from "./limits.js";

/**
 * A portrait's pixels, as the server has them: the twin of `zikao.photo.decode`, for JPEG and PNG.
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
/** Bytes of a pixel as it is shown. */
const SHOWN = 4;
/** Bytes that Pillow keeps of a pixel of these, and of all others as many as are shown. @type {Record<string, number>} */
const STORED = { grey: 1, palette: 1 };
/** Bytes of buffers, whatever the size of the picture. */
const BESIDE = 4_000_000;

/**
 * @param {Pixels} pixels
 * @param {Jpeg | import("../formats/png.js").Png} file
 * @param {Header} header of the same file
 * @returns {Promise<Picture | null>} null where its data are damaged
 * @throws {NotTried} the limits do not allow it, or it is damaged in a way that decoders end in, each in its own
 */
export async function decode(pixels, file, header) {
  const count = header.width * header.height;
  if (count > LIMITS.PIXELS) throw new NotTried("too_many_pixels");
  if (file instanceof Jpeg && count * file.scans > LIMITS.PIXEL_SCANS) throw new NotTried("too_many_scans");
  if (memory(file, header) > LIMITS.MEMORY) throw new NotTried("too_much_memory");
  return file instanceof Jpeg ? ofJpeg(pixels, file, header) : ofPng(pixels, file);
}

/** @param {Pixels} pixels @param {Jpeg} jpeg @param {Header} header @returns {Picture | null} */
function ofJpeg(pixels, jpeg, { width, height, colorMode, bitsPerChannel }) {
  const count = width * height;
  const bands = BANDS[colorMode];
  if (!bands || bitsPerChannel !== BITS) return null;
  const scale = count <= MOST_PIXELS ? 1 : ([2, 4].find((each) => count <= MOST_PIXELS * each ** 2) ?? 8);
  const found = pixels.jpeg(pictureOnly(jpeg), { bands, width, height, eighths: 8 / scale });
  if (!found) return null;
  // The server's vector code and this plain one agree on whatever an encoder can write, and on nothing else.
  if (found.warnings) {
    found.picture.drop();
    throw new NotTried("on_device");
  }
  return found.picture;
}

/** @param {Pixels} pixels @param {import("../formats/png.js").Png} png */
async function ofPng(pixels, png) {
  if (!canInflate("deflate")) throw new NotTried("on_device");
  const found = coded(png);
  if (!found) return null;
  try {
    const shown = await unfiltered(found);
    if (!shown) return null;
    const picture = pixels.of(shown.rgb, found.ihdr.width, found.ihdr.height);
    picture.clear = shown.clear;
    return picture;
  } catch (error) {
    if (error instanceof Unclear) throw new NotTried("on_device");
    throw error;
  }
}

/**
 * Bytes that decoding takes at its height on the server, until the picture is there as it is shown.
 *
 * @param {Jpeg | import("../formats/png.js").Png} file
 * @param {Header} header of the same file
 */
export function memory(file, { width, height, colorMode, bitsPerChannel, exif }) {
  const pixels = width * height;
  const kept = file instanceof Jpeg ? Math.min(pixels, MOST_PIXELS) : pixels;
  const stored = bitsPerChannel > BITS ? SHOWN : (STORED[colorMode] ?? SHOWN);
  const turned = (readExif(exif).orientation ?? 1) > 1 ? 1 : 0;
  // Reducing goes across first: as many rows as there were, then as many as are looked at.
  const share = LIMITS.LONGEST / Math.max(width, height);
  const reducing = share < 1 ? pixels * share * (1 + share) : 0;
  return BESIDE + (file instanceof Jpeg ? held(file) : 0) * pixels + (stored * (1 + turned) + SHOWN) * kept + SHOWN * reducing;
}
