/**
 * The named colours of backgrounds: the twin of `zikao.photo.ground.colors`.
 *
 * @typedef {readonly [red: number, green: number, blue: number]} Rgb
 */

/** sRGB of what photo studios call so; light blue is the reference value of the national standard. */
export const BACKGROUND_COLORS = /** @type {const} */ ({
  white: [255, 255, 255],
  light_blue: [100, 197, 255],
  blue: [67, 142, 219],
  red: [217, 0, 27],
});

/** What is allowed where the caller says nothing else. @type {Record<string, Rgb>} */
export const ALLOWED_BACKGROUNDS = { white: BACKGROUND_COLORS.white, light_blue: BACKGROUND_COLORS.light_blue };
