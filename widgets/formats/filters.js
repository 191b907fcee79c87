/**
 * Pillow's filters, in its own whole numbers (libImaging: BoxBlur.c, RankFilter.c; ImageOps.autocontrast), for pictures that lie
 * here rather than in the memory of `Pixels`.
 *
 * @typedef {{width: number, height: number, rgb: Uint8Array}} Colours three bytes a pixel, row by row
 * @typedef {{width: number, height: number, levels: Uint8Array}} Grey one byte a pixel
 */

const PASSES = 3;
/** One in the fixed point of BoxBlur.c, and half of it. */
const ONE = 1 << 24;
const HALF = 1 << 23;
const { fround } = Math;

/** `convert("L")`. @param {Colours} picture @returns {Grey} */
export function grey({ width, height, rgb }) {
  const levels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < levels.length; at += 1, from += 3) {
    levels[at] = ((rgb[from] ?? 0) * 19595 + (rgb[from + 1] ?? 0) * 38470 + (rgb[from + 2] ?? 0) * 7471 + 0x8000) >> 16;
  }
  return { width, height, levels };
}

/**
 * `crop`, of a part that lies within.
 *
 * @param {Colours} picture
 * @param {readonly [left: number, top: number, right: number, bottom: number]} part in pixels
 * @returns {Colours}
 */
export function cropped(picture, [left, top, right, bottom]) {
  const [width, height] = [right - left, bottom - top];
  const rgb = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * picture.width + left) * 3;
    rgb.set(picture.rgb.subarray(from, from + 3 * width), 3 * width * y);
  }
  return { width, height, rgb };
}

/** `convert("RGB")`. @param {Grey} picture @returns {Colours} */
export function coloured({ width, height, levels }) {
  const rgb = new Uint8Array(3 * levels.length);
  levels.forEach((level, at) => rgb.fill(level, 3 * at, 3 * at + 3));
  return { width, height, rgb };
}

/** `GaussianBlur(sigma)`: three blurs by a box, along the rows and then along the columns. @param {Grey} picture @param {number} sigma */
export function blurred(picture, sigma) {
  const radius = boxRadius(sigma);
  const across = turned(boxed(picture, radius));
  return turned(boxed(across, radius));
}

/** Of the box that comes to a blur of this sigma after all passes, in C's single precision. @param {number} sigma */
function boxRadius(sigma) {
  const squared = fround(fround(sigma * sigma) / PASSES);
  const length = fround(Math.sqrt(12 * squared + 1));
  const whole = Math.floor((length - 1) / 2);
  const top = fround(fround(2 * whole + 1) * fround(whole * (whole + 1) - fround(3 * squared)));
  const part = fround(top / fround(6 * fround(squared - (whole + 1) * (whole + 1))));
  return fround(whole + part);
}

/** Rows as columns. @param {Grey} picture @returns {Grey} */
function turned({ width, height, levels }) {
  const out = new Uint8Array(levels.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) out[x * height + y] = levels[y * width + x] ?? 0;
  return { width: height, height: width, levels: out };
}

/** @param {Grey} picture @param {number} reach the box's radius, with a fraction @returns {Grey} */
function boxed({ width, height, levels }, reach) {
  const radius = Math.trunc(reach);
  const inner = Math.trunc(fround(ONE / fround(fround(reach * 2) + 1)));
  const outer = Math.trunc((ONE - (radius * 2 + 1) * inner) / 2);
  let [from, to] = [levels.slice(), new Uint8Array(levels.length)];
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let row = 0; row < from.length; row += width) {
      /** @param {number} x */
      const at = (x) => from[row + Math.min(width - 1, Math.max(0, x))] ?? 0;
      let sum = 0;
      for (let x = -radius - 1; x < radius; x += 1) sum += at(x);
      for (let x = 0; x < width; x += 1) {
        sum += at(x + radius) - at(x - radius - 1);
        to[row + x] = (sum * inner + (at(x - radius - 1) + at(x + radius + 1)) * outer + HALF) / ONE;
      }
    }
    [from, to] = [to, from];
  }
  return { width, height, levels: from };
}

/** `autocontrast` without the darkest and lightest. @param {Grey} picture @param {number} tails percent of either @returns {Grey} */
export function contrasted({ width, height, levels }, tails) {
  const counts = new Array(256).fill(0);
  for (const level of levels) counts[level] += 1;
  const cut = Math.floor((levels.length * tails) / 100);
  const [upwards, downwards] = [counts.map((_, at) => at), counts.map((_, at) => 255 - at)];
  for (const order of [upwards, downwards]) {
    let left = cut;
    for (const level of order) {
      const gone = Math.min(left, counts[level]);
      counts[level] -= gone;
      left -= gone;
      if (left <= 0) break;
    }
  }
  const low = upwards.find((level) => counts[level]) ?? 255;
  const high = downwards.find((level) => counts[level]) ?? 0;
  if (high <= low) return { width, height, levels };
  const scale = 255 / (high - low);
  const offset = -low * scale;
  const table = Uint8Array.from(upwards, (level) => Math.min(255, Math.max(0, Math.trunc(level * scale + offset))));
  return { width, height, levels: levels.map((level) => table[level] ?? 0) };
}

/** `MedianFilter(3)`: of each band the middle of nine; beyond an edge its own pixels go on. @param {Colours} picture @returns {Colours} */
export function middled({ width, height, rgb }) {
  const out = new Uint8Array(rgb.length);
  const near = new Uint8Array(9);
  for (let y = 0; y < height; y += 1) {
    const rows = [Math.max(0, y - 1), y, Math.min(height - 1, y + 1)];
    for (let x = 0; x < width; x += 1) {
      const columns = [Math.max(0, x - 1), x, Math.min(width - 1, x + 1)];
      for (let band = 0; band < 3; band += 1) {
        let count = 0;
        for (const row of rows) for (const column of columns) near[count++] = rgb[(row * width + column) * 3 + band] ?? 0;
        out[(y * width + x) * 3 + band] = near.sort()[4] ?? 0;
      }
    }
  }
  return { width, height, rgb: out };
}
