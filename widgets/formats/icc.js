import { find, joined, says } from "./bytes.js";
import { unpacked } from "./inflated.js";
import { APP2, ICC, isFrame } from "./segments.js";

/**
 * What the numbers of a picture mean, and how they become sRGB: the twin of `zikao.formats.icc`. The arithmetic is that of
 * LittleCMS, as on the server; the module with it is asked for only where a picture has a profile.
 *
 * @typedef {"nothing" | "srgb" | "other" | "unreadable"} Told
 * @typedef {{told: Told, srgb: ((rgb: Uint8Array) => Uint8Array) | null}} Colors srgb: null where the numbers stay as they are
 * @typedef {{cmsOpenProfileFromMem(data: Uint8Array, bytes: number): number, cmsCreate_sRGBProfile(): number,
 *   cmsCreateTransform(from: number, kind: number, to: number, same: number, intent: number, flags: number): number,
 *   cmsDoTransform(transform: number, pixels: Uint8Array, count: number): Uint8Array,
 *   cmsDeleteTransform(transform: number): void, cmsCloseProfile(profile: number): void}} Lcms
 */

/** Bytes of a profile that is looked at; a camera's has a few hundred, a scanner's some thousands. */
const LARGEST = 1_000_000;
/** A chain of any number of calculations, which no camera writes and which keeps the library busy for minutes. */
const PROGRAM = "mpet";
const LEVELS = [0, 64, 128, 192, 255];
/** Levels by which the profiles that are called sRGB differ from one another. */
const SAME = 2;
/** LittleCMS's own numbers for pixels of three bytes, and for keeping the relation to white. */
const [RGB_8, RELATIVE] = [0x40019, 1];

/**
 * The profile of a JPEG, as Pillow puts it together: null where there is none, or its parts are not all there.
 *
 * @param {import("./jpeg.js").Jpeg} jpeg
 */
export function jpegProfile(jpeg) {
  const frame = jpeg.segments.findIndex(({ marker }) => isFrame(marker));
  const before = jpeg.segments.slice(0, Math.max(0, frame)).filter(({ marker, body }) => marker === APP2 && says(body, ICC));
  const parts = before.map(({ body }) => body.subarray(ICC.length)).filter(({ length }) => length > 1).sort(inOrder);
  return parts[0]?.[1] === parts.length ? joined(parts.map((each) => each.subarray(2))) : null;
}

/**
 * What stands behind a JPEG's header so that its numbers are read by a profile, in pieces as Pillow writes them.
 *
 * @param {Uint8Array} profile
 */
export function profileSegments(profile) {
  const most = 65_533 - ICC.length - 2;
  const count = Math.ceil(profile.length / most);
  const label = [...ICC].map((letter) => letter.charCodeAt(0));
  return joined(
    Array.from({ length: count }, (_, at) => {
      const part = profile.subarray(at * most, (at + 1) * most);
      const bytes = 2 + label.length + 2 + part.length;
      return joined([Uint8Array.from([0xff, APP2, bytes >> 8, bytes & 255, ...label, at + 1, count]), part]);
    }),
  );
}

/** The profile of a PNG: null where there is none, empty where it cannot be unpacked. @param {import("./png.js").Png} png */
export async function pngProfile(png) {
  const chunk = png.chunks.find(({ name }) => name === "iCCP");
  if (!chunk) return null;
  const body = png.bodyOf(chunk);
  const named = body.indexOf(0);
  if (named < 0) return new Uint8Array();
  const { out, whole } = await unpacked(new Blob([body.slice(named + 2)]), "deflate", LARGEST + 1);
  // Nothing of one that is damaged.
  return whole || out.length > LARGEST ? out : new Uint8Array();
}

/**
 * @param {Uint8Array | null} profile
 * @param {Lcms} lcms
 * @returns {Colors}
 */
export function colorsOf(profile, lcms) {
  if (!profile) return { told: "nothing", srgb: null };
  if (profile.length > LARGEST || !says(profile, "RGB ", 16) || find(profile, PROGRAM) >= 0) return UNREADABLE;
  const from = lcms.cmsOpenProfileFromMem(profile, profile.length);
  if (!from) return UNREADABLE;
  const to = lcms.cmsCreate_sRGBProfile();
  const transform = lcms.cmsCreateTransform(from, RGB_8, to, RGB_8, RELATIVE, 0);
  lcms.cmsCloseProfile(from);
  lcms.cmsCloseProfile(to);
  if (!transform) return UNREADABLE;
  const srgb = (/** @type {Uint8Array} */ rgb) => lcms.cmsDoTransform(transform, rgb, rgb.length / 3);
  return leavesAlone(srgb) ? { told: "srgb", srgb: null } : { told: "other", srgb };
}

/** @type {Colors} */
const UNREADABLE = { told: "unreadable", srgb: null };

/** @param {(rgb: Uint8Array) => Uint8Array} srgb */
function leavesAlone(srgb) {
  const samples = Uint8Array.from(LEVELS.flatMap((red) => LEVELS.flatMap((green) => LEVELS.flatMap((blue) => [red, green, blue]))));
  const made = srgb(samples);
  return samples.every((each, at) => Math.abs(each - (made[at] ?? 0)) <= SAME);
}

/** As Python orders bytes. @param {Uint8Array} one @param {Uint8Array} other */
function inOrder(one, other) {
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}
