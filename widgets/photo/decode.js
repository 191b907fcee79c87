import { NotTried } from "../formats/header.js";
import { canInflate } from "../formats/inflated.js";
import { Jpeg } from "../formats/jpeg.js";
import { ihdrOf } from "../formats/png.js";
import { Unclear, unfiltered } from "../formats/unfiltered.js";
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
/** PNG's colour type of pixels that name a colour. */
const INDEXED = 3;
const NOTHING = new Uint8Array();

/**
 * @param {Pixels} pixels
 * @param {Jpeg | import("../formats/png.js").Png} file
 * @param {Header} header of the same file
 * @returns {Promise<Picture | null>} null where its data are damaged
 * @throws {NotTried} the limits do not allow it, or it is damaged in a way that decoders end in, each in its own
 */
export async function decode(pixels, file, header) {
  if (header.width * header.height > LIMITS.PIXELS) throw new NotTried("on_device");
  return file instanceof Jpeg ? ofJpeg(pixels, file, header) : ofPng(pixels, file);
}

/** @param {Pixels} pixels @param {Jpeg} jpeg @param {Header} header @returns {Picture | null} */
function ofJpeg(pixels, jpeg, { width, height, colorMode, bitsPerChannel }) {
  const count = width * height;
  if (count * jpeg.scans > LIMITS.PIXEL_SCANS) throw new NotTried("on_device");
  const bands = BANDS[colorMode];
  if (!bands || bitsPerChannel !== BITS) return null;
  const scale = count <= MOST_PIXELS ? 1 : ([2, 4].find((each) => count <= MOST_PIXELS * each ** 2) ?? 8);
  const found = pixels.jpeg(jpeg.pictureOnly(), { bands, width, height, eighths: 8 / scale });
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
  const ihdr = ihdrOf(png.chunks);
  /** @param {string} wanted */
  const bodies = (wanted) => png.chunks.filter(({ name }) => name === wanted).map((each) => png.bodyOf(each));
  const [head, packed, [palette], [transparent]] = [bodies("IHDR")[0], bodies("IDAT"), bodies("PLTE"), bodies("tRNS")];
  if (!ihdr || !head || head[11] || !packed[0]) return null;
  if (ihdr.color === INDEXED && !palette) throw new NotTried("on_device");
  try {
    const told = { ihdr, interlaced: Boolean(head[12]), packed, palette: palette ?? NOTHING, transparent: transparent ?? null };
    const found = await unfiltered(told);
    if (!found) return null;
    const picture = pixels.of(found.rgb, ihdr.width, ihdr.height);
    picture.clear = found.clear;
    return picture;
  } catch (error) {
    if (error instanceof Unclear) throw new NotTried("on_device");
    throw error;
  }
}
