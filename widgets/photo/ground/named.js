/**
 * Names of background colours, and how far a colour is from those that a rulebook allows: the twin of `zikao.photo.ground.named`.
 *
 * @typedef {import("./colors.js").Rgb} Rgb
 */
import { distance, lab } from "../color.js";

/** Chroma up to which a colour passes for white or grey. */
const COLORLESS = 9;
/** L* of the darkest white, and of the darkest light blue. */
const [WHITE_FROM, LIGHT_FROM] = [88, 64];

/** What a photo studio would call a colour. @param {Float32Array} color L*, a*, b* */
export function nameOf(color) {
  const [lightness = 0, a = 0, b = 0] = color;
  const chroma = Math.hypot(a, b);
  if (chroma <= COLORLESS) return lightness >= WHITE_FROM ? "white" : "grey";
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  if (hue >= 215 && hue <= 310) return lightness >= LIGHT_FROM ? "light_blue" : "blue";
  return (hue <= 50 || hue >= 340) && chroma >= 35 ? "red" : "other";
}

/** dE*ab to the nearest allowed colour; null where none is allowed. @param {Float32Array} color @param {Record<string, Rgb>} allowed */
export function distanceTo(color, allowed) {
  const colors = Object.values(allowed);
  return colors.length ? Math.min(...distance(lab(colors.flat()), color)) : null;
}
