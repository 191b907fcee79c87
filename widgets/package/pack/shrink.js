import { joined } from "../../formats/bytes.js";
import { NotTried } from "../../formats/header.js";
import { jpegProfile, pngProfile, profileSegments } from "../../formats/icc.js";
import { pictureOnly, readJpeg } from "../../formats/jpeg.js";
import { Broken, LANCZOS, Refused } from "../../formats/pixels.js";
import { readPng } from "../../formats/png.js";
import { whole } from "../../formats/rounding.js";
import { clean } from "../../formats/strip.js";
import { Unclear, coded, unfiltered } from "../../formats/unfiltered.js";
import { instead, plain, upright } from "../../formats/upright.js";

/**
 * Making pictures smaller, only where a limit asks for it, and only as far as they stay legible: the twin of
 * `zikao.package.pack.shrink`, by the same decoder and encoder.
 *
 * @typedef {import("../../formats/pixels.js").Pixels} Pixels
 * @typedef {import("../../formats/pixels.js").Picture} Picture
 */

/** Fact to the spec's value for it, and what stands in where a spec has none. @type {Record<string, [name: string, least: number]>} */
const LEAST = {
  page_legibility: ["legibility_min", 0.8],
  page_sharpness: ["sharpness_min", 0.12],
  page_text_height: ["text_height_min", 12],
};

/**
 * Quality, and share of each side: what costs a reader least comes first.
 *
 * @type {readonly [quality: number, share: number][]}
 */
export const ATTEMPTS = [
  ...(/** @type {[number, number][]} */ ([[85, 1], [75, 1], [85, 0.8], [75, 0.8], [85, 0.6], [75, 0.6]])),
  ...(/** @type {[number, number][]} */ ([[75, 0.5], [75, 0.4], [75, 0.3], [75, 0.25]])),
];

const BITS = 8;
const COMPONENTS = [1, 3, 4];
/** PNG's colour type of grey. */
const GREY = 0;

/**
 * The most bytes that one picture may have, so that all of them stay within the limit together. Small pictures are left alone:
 * only what lies above the share has to shrink.
 *
 * @param {readonly number[]} sizes bytes of each picture that can be made smaller
 * @param {number} fixed bytes of all else
 * @param {number} limit bytes in all
 * @returns {number | null} null where nothing has to shrink; 0 where there is no room at all
 */
export function shareOf(sizes, fixed, limit) {
  let room = limit - fixed;
  if (sizes.reduce((sum, size) => sum + size, 0) <= room) return null;
  let left = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (size * left > room) break;
    room -= size;
    left -= 1;
  }
  return left ? Math.max(0, Math.floor(room / left)) : 0;
}

/**
 * The picture as a JPEG of no more than `most` bytes, upright and without metadata.
 *
 * @param {Pixels} pixels
 * @param {"jpeg" | "png"} kind
 * @param {Uint8Array<ArrayBuffer>} data a file that was found to decode
 * @param {number} most bytes
 * @param {number} [least] the smallest share of each side that is tried
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where it does not get there
 * @throws {import("../../formats/strip.js").Unclean} the picture is not whole
 * @throws {NotTried} decoders part over it, or there is no room for it here
 */
export async function smaller(pixels, kind, data, most, least = 0) {
  const bare = clean(kind, data);
  try {
    const { shown, profile } = await opened(pixels, kind, joined(bare.parts));
    const picture = upright(shown, bare.orientation);
    const extra = profile?.length ? { extra: profileSegments(profile) } : {};
    const made = attempted(picture, most, least, extra);
    picture.drop();
    return made;
  } catch (error) {
    if (error instanceof Broken || error instanceof Refused || error instanceof Unclear) throw new NotTried("on_device");
    throw error;
  }
}

/** @param {Picture} picture @param {number} most @param {number} least @param {{extra?: Uint8Array}} beside */
function attempted(picture, most, least, beside) {
  for (const [quality, share] of ATTEMPTS) {
    if (share < least) break;
    const [width, height] = /** @type {[number, number]} */ ([picture.width, picture.height].map((side) => Math.max(1, whole(side * share))));
    const shown = share === 1 ? picture : picture.resized(width, height, LANCZOS);
    const made = shown.jpeg({ quality, ...beside });
    if (shown !== picture) shown.drop();
    if (made.length <= most) return made;
  }
  return null;
}

/**
 * In grey or colour, on white, and the profile that its numbers keep.
 *
 * @param {Pixels} pixels
 * @param {"jpeg" | "png"} kind
 * @param {Uint8Array<ArrayBuffer>} data
 * @returns {Promise<{shown: Picture, profile: Uint8Array | null}>}
 */
async function opened(pixels, kind, data) {
  if (kind === "png") return ofPng(pixels, data);
  const jpeg = readJpeg(data);
  const { frame } = jpeg;
  const bands = frame?.tables.length ?? 0;
  if (!frame || frame.precision !== BITS || !COMPONENTS.includes(bands)) throw new NotTried("on_device");
  const found = pixels.jpeg(pictureOnly(jpeg), { bands, width: frame.width, height: frame.height, eighths: 8 });
  if (!found) throw new NotTried("on_device");
  if (found.warnings) {
    found.picture.drop();
    throw new NotTried("on_device");
  }
  const { picture } = found;
  // Of inks it would say something else.
  return picture.bands > 3 ? { shown: plain(picture), profile: null } : { shown: picture, profile: jpegProfile(jpeg) };
}

/** @param {Pixels} pixels @param {Uint8Array<ArrayBuffer>} data */
async function ofPng(pixels, data) {
  const png = readPng(data);
  const told = coded(png);
  const found = told && (await unfiltered(told));
  if (!found) throw new NotTried("on_device");
  const { ihdr, transparent } = told;
  const colors = pixels.of(found.rgb, ihdr.width, ihdr.height);
  const grey = ihdr.color === GREY && ihdr.depth <= BITS && !transparent;
  const shown = grey ? instead(colors, colors.converted(1)) : colors;
  // Of numbers that are none of its own it would say something else.
  const kept = grey ? ihdr.depth > 1 : ihdr.color === 2;
  return { shown, profile: kept ? await pngProfile(png) : null };
}

/**
 * Whether every page can be read well enough; null where a page was not measured.
 *
 * @param {readonly Record<string, any>[]} pages facts of the pages of a picture, as measured
 * @param {Record<string, any>} values of the spec, by name
 */
export function isLegible(pages, values) {
  if (!pages[0] || pages.some((page) => page.page_legibility === undefined)) return null;
  const least = Object.entries(LEAST).map(([fact, [name, otherwise]]) => /** @type {const} */ ([fact, values[name] ?? otherwise]));
  // A page on which nothing at all was read has neither sharpness nor height.
  return pages.every((page) => least.every(([fact, low]) => (page[fact] ?? 0) >= low));
}
