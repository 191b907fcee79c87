/**
 * Colours as an eye tells them apart, CIELAB, and the distance in it: the twin of `zikao.photo.color`, which names the sources.
 * A list of colours is a Float32Array of L*, a*, b*, three numbers a colour.
 */

const THIRD = 1 / 3;
/** Light of which L* is a cube root, by that of white. */
const DARK = (6 / 29) ** 3;

/** Linear light 0..1 of a stored byte. */
export const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const stored = byte / 255;
  return stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;
});

/** To XYZ by that of white, so that any grey has three equal values. */
const RELATIVE = Float32Array.from(
  [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ].flatMap((row) => row.map((each) => each / row.reduce((sum, more) => sum + more)))
);
const [X_RED = 0, X_GREEN = 0, X_BLUE = 0, Y_RED = 0, Y_GREEN = 0, Y_BLUE = 0, Z_RED = 0, Z_GREEN = 0, Z_BLUE = 0] = RELATIVE;

/**
 * L*, a*, b* of stored sRGB.
 *
 * @param {ArrayLike<number>} rgb three numbers a colour, of which what lies behind the point is cut off
 */
export function lab(rgb) {
  const colors = new Float32Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const red = LINEAR[Math.trunc(rgb[at] ?? 0)] ?? 0;
    const green = LINEAR[Math.trunc(rgb[at + 1] ?? 0)] ?? 0;
    const blue = LINEAR[Math.trunc(rgb[at + 2] ?? 0)] ?? 0;
    const x = root(red * X_RED + green * X_GREEN + blue * X_BLUE);
    const y = root(red * Y_RED + green * Y_GREEN + blue * Y_BLUE);
    const z = root(red * Z_RED + green * Z_GREEN + blue * Z_BLUE);
    colors[at] = 116 * y - 16;
    colors[at + 1] = 500 * (x - y);
    colors[at + 2] = 200 * (y - z);
  }
  return colors;
}

/** @param {number} relative */
const root = (relative) => (relative <= DARK ? relative * ((29 / 6) ** 2 * THIRD) + 4 / 29 : Math.cbrt(relative));

/**
 * dE*ab (1976) between colours of two lists, or between each of a list and one.
 *
 * @param {Float32Array} one
 * @param {Float32Array} other as long, or one colour
 */
export function distance(one, other) {
  const apart = new Float32Array(one.length / 3);
  const step = other.length === 3 ? 0 : 3;
  for (let at = 0; at < apart.length; at += 1) {
    const lightness = (one[at * 3] ?? 0) - (other[at * step] ?? 0);
    const a = (one[at * 3 + 1] ?? 0) - (other[at * step + 1] ?? 0);
    const b = (one[at * 3 + 2] ?? 0) - (other[at * step + 2] ?? 0);
    apart[at] = Math.sqrt(lightness * lightness + a * a + b * b);
  }
  return apart;
}

/**
 * Those of a list of colours.
 *
 * @template {Uint8Array | Float32Array} Colors
 * @param {Colors} colors
 * @param {ArrayLike<number>} which of them
 * @returns {Colors}
 */
export function picked(colors, which) {
  const found = colors instanceof Uint8Array ? new Uint8Array(which.length * 3) : new Float32Array(which.length * 3);
  for (let to = 0; to < which.length; to += 1) {
    const from = (which[to] ?? 0) * 3;
    found[to * 3] = colors[from] ?? 0;
    found[to * 3 + 1] = colors[from + 1] ?? 0;
    found[to * 3 + 2] = colors[from + 2] ?? 0;
  }
  return /** @type {Colors} */ (found);
}
