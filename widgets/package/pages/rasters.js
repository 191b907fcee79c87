import { readExif } from "../../formats/exif.js";
import { PARTS } from "../../formats/header.js";
import { held, readJpeg, rebuilt } from "../../formats/jpeg.js";
import { ihdrOf, readPng } from "../../formats/png.js";
import { isFrame } from "../../formats/segments.js";
import { Unclear, coded, unfiltered } from "../../formats/unfiltered.js";
import { instead, plain, upright } from "../../formats/upright.js";
import SAID from "../pages.json" with { type: "json" };

/**
 * From the bytes of a JPEG or PNG to pixels, no larger than reading needs and never beyond the limits: the twin of
 * `zikao.package.pages.rasters`. Where data make no sense both decoders go on, each in its own way: such a page is the server's.
 *
 * @typedef {import("../../formats/pixels.js").Picture} Picture
 * @typedef {import("../../formats/pixels.js").Pixels} Pixels
 * @typedef {typeof import("../limits.js")} Limits
 * @typedef {object} Raster a page as pixels
 * @property {Picture} picture in colours, upright by the file's own marks, LONG_SIDE pixels long or less; whoever got it drops it
 * @property {string} digest of the picture: equal for the same one, whatever else its file holds
 * @property {number} width of the page as stored, but upright
 * @property {number} height
 * @property {number} reduced pixels of the page by pixels of the picture, along a side
 * @property {boolean} bilevel whether the page is stored in one bit a pixel
 * @property {boolean} damaged whether the decoder had to guess
 */

const { words: WORDS } = SAID;
/** Pixels to which pages are reduced, where they are larger: small print of a whole A4 page stays readable. */
const LONG_SIDE = 2000;
/** Of the first component, beside which the others have one sample: across and down, half a byte each. */
const SAMPLED = [0x11, 0x21, 0x12, 0x22, 0x41];
/** In how many parts of its side libjpeg can decode a picture. */
const PARTS_OF_SIDE = 8;
/** Scans of a JPEG; writers make about ten. Each costs a walk over the whole picture. */
const MOST_SCANS = 100;
/** Pixels of all scans together: twelve scans of the largest picture that comes in several. */
const MOST_SCANNED = 300_000_000;
const BITS = 8;
/** Bytes held for each pixel of a PNG by colour type, while the picture is made smaller. @type {Record<number, number>} */
const PNG_HELD = { 0: 2, 2: 4, 3: 5, 4: 8, 6: 8 };
const [INDEXED, DEEP, DEEP_HELD] = [3, 16, 8];

/** No pixels come out. */
export class UnreadableError extends Error {
  /** @param {string} reason in zh-CN @param {boolean} [damaged] whether the file is at fault, rather than beyond a limit */
  constructor(reason, damaged = false) {
    super(reason);
    this.reason = reason;
    this.damaged = damaged;
  }
}

/**
 * Decodes a JPEG at the scale that is wanted.
 *
 * @param {Pixels} pixels
 * @param {Uint8Array} data
 * @param {Limits} limits
 * @returns {Raster}
 * @throws {UnreadableError}
 */
export function jpegRaster(pixels, data, limits) {
  const jpeg = readJpeg(data, PARTS);
  const { frame, scans } = jpeg;
  if (!frame?.width || !frame.height) throw new UnreadableError(WORDS.damaged, true);
  const { width, height } = frame;
  const count = width * height;
  const kept = held(jpeg);
  if (count > limits.PIXELS || count * kept > limits.BYTES_AT_ONCE) throw new UnreadableError(WORDS.too_many_pixels);
  const walks = kept ? scans : 1;
  if (jpeg.overfull || walks > MOST_SCANS || walks * count > Math.max(count, MOST_SCANNED)) {
    throw new UnreadableError(WORDS.too_many_parts);
  }
  const bands = frame.tables.length;
  if (frame.precision !== BITS || ![1, 3, 4].includes(bands)) throw new UnreadableError(WORDS.not_decoded);
  const longest = Math.max(width, height);
  if (isOddlySampled(jpeg) && (longest > LONG_SIDE || bands === 4)) throw new UnreadableError(WORDS.not_decoded);
  let eighths = PARTS_OF_SIDE;
  while (eighths > 1 && Math.ceil((longest * (eighths - 1)) / PARTS_OF_SIDE) >= LONG_SIDE) eighths -= 1;
  const found = pixels.jpeg(rebuilt(jpeg), { bands, width, height, eighths });
  if (found?.warnings) found.picture.drop();
  if (!found || found.warnings) throw new UnreadableError(WORDS.not_decoded);
  const colours = bands === 4 ? fromInks(pixels, found.picture) : plain(found.picture);
  const shown = raster(upright(colours, readExif(jpeg.exif).orientation ?? 1), width, height, false);
  return { ...shown, damaged: !jpeg.ended };
}

/**
 * Whether its colours are sampled in a way that is not one of 4:4:4, 4:2:2, 4:4:0, 4:2:0 and 4:1:1: the server has another decoder
 * for it.
 *
 * @param {import("../../formats/jpeg.js").Jpeg} jpeg of one frame
 */
function isOddlySampled({ segments, frame }) {
  const body = segments.find(({ marker }) => isFrame(marker))?.body;
  const factors = (frame?.tables ?? []).map((_, at) => body?.[7 + 3 * at] ?? 0);
  const [first = 0, ...others] = factors;
  return factors.length > 1 && (!SAMPLED.includes(first) || others.some((each) => each !== 0x11));
}

/** Adobe stores how much light each ink lets through. @param {Pixels} pixels @param {Picture} inks */
function fromInks(pixels, inks) {
  const stored = inks.bytes();
  const rgb = new Uint8Array((stored.length / 4) * 3);
  for (let from = 0, to = 0; from < stored.length; from += 4) {
    const black = 255 - (stored[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink += 1) rgb[to++] = Math.floor(((255 - (stored[from + ink] ?? 0)) * black) / 255);
  }
  return instead(inks, pixels.of(rgb, inks.width, inks.height));
}

/**
 * Decodes a PNG and reduces it; see `jpegRaster`.
 *
 * @param {Pixels} pixels
 * @param {Uint8Array} data
 * @param {Limits} limits
 * @returns {Promise<Raster>}
 * @throws {UnreadableError}
 */
export async function pngRaster(pixels, data, limits) {
  const png = readPng(data, PARTS);
  const ihdr = ihdrOf(png.chunks);
  if (!ihdr) throw new UnreadableError(WORDS.damaged, true);
  const { width, height, depth, color } = ihdr;
  const kept = depth === DEEP ? DEEP_HELD : (PNG_HELD[color] ?? DEEP_HELD);
  if (width * height * kept > limits.BYTES_AT_ONCE) throw new UnreadableError(WORDS.too_many_pixels);
  if (png.overfull) throw new UnreadableError(WORDS.too_many_parts);
  const found = coded(png);
  const times = Math.floor(Math.max(width, height) / LONG_SIDE);
  if (!found) throw new UnreadableError(WORDS.not_decoded);
  const { rgb, clear } = await decoded({ ...found, transparent: color === INDEXED ? found.transparent : null });
  // Made smaller while it is transparent, and laid on white after that, as nothing here does.
  if (times > 1 && clear) throw new UnreadableError(WORDS.not_decoded);
  const whole = pixels.of(rgb, width, height);
  const picture = times > 1 ? instead(whole, whole.reduced(times)) : whole;
  return raster(upright(picture, readExif(png.exif).orientation ?? 1), width, height, depth === 1 && color !== INDEXED);
}

/** @param {Parameters<typeof unfiltered>[0]} png */
async function decoded(png) {
  try {
    const found = await unfiltered(png);
    if (found) return found;
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    throw new UnreadableError(WORDS.not_decoded);
  }
  throw new UnreadableError(WORDS.damaged, true);
}

/** @param {Picture} picture @param {number} across @param {number} down @param {boolean} bilevel @returns {Raster} */
function raster(picture, across, down, bilevel) {
  const [short, long] = across < down ? [across, down] : [down, across];
  const [width, height] = picture.width > picture.height ? [long, short] : [short, long];
  const reduced = long / Math.max(picture.width, picture.height) || 1;
  return { picture, digest: digest(picture), width, height, reduced, bilevel, damaged: false };
}

/** Averages over all pixels tell pictures apart as well as the pixels do, in a sixteenth of the time. @param {Picture} picture */
function digest(picture) {
  const small = picture.reduced(4);
  // Two of FNV-1a, which begin apart: no other picture of one package comes to the same by chance.
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (const byte of small.bytes()) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x01000193) ^ (other >>> 15);
  }
  small.drop();
  return [picture.width, picture.height, one >>> 0, other >>> 0].join(" ");
}
