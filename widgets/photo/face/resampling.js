/**
 * Whether the picture was enlarged, by what the finest details of the face still hold: the twin of `zikao.photo.face.resampling`.
 *
 * Of the spectrum only its power is asked for, as far as the finest band, and always for a frequency downwards together with its
 * negative. So the waves are laid over the square one by one, cosines and sines apart; both look the same from either end, so
 * that half of each is enough.
 */

/** Cycles a pixel along either axis. */
const COARSE = /** @type {const} */ ([0.05, 0.1]);
const MIDDLE = /** @type {const} */ ([0.14, 0.22]);
const FINE = /** @type {const} */ ([0.26, 0.34]);
/** log10 of fine to middle power, up to which the fine details count as missing. Untouched portraits: -0.9. */
const MISSING = -1.15;
/** log10 by which the fall from middle to fine exceeds that before it, at most, where there is a kink. */
const KINK = 0.32;
/** Pixels of the square that is looked at. */
const SMALLEST = 64;
const LARGEST = 224;

/**
 * True where the finest details are cut off; null where the face is too small to tell.
 *
 * @param {import("./skin.js").Skin} skin of the file's own pixels, not resized ones
 */
export function wasEnlarged({ luma, mask }) {
  const side = Math.min(mask.width, mask.height, LARGEST);
  if (side < SMALLEST) return null;
  const square = windowed(luma, mask.width, (mask.width - side) >> 1, (mask.height - side) >> 1, side);
  const most = Math.ceil(FINE[1] * side);
  const power = powerOf(square, side, most);
  const [coarse = 0, middle = 0, fine = 0] = [COARSE, MIDDLE, FINE].map((band) => Math.log10(mean(power, side, most, band) + 1e-6));
  return fine - middle <= MISSING && fine - middle - (middle - coarse) <= KINK;
}

/**
 * The square about its mean, faded out towards its edges (Hann's way).
 *
 * @param {Uint8Array} luma
 * @param {number} width
 * @param {number} left
 * @param {number} top
 * @param {number} side
 */
function windowed(luma, width, left, top, side) {
  const fade = Float64Array.from({ length: side }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (side - 1)));
  const square = new Float64Array(side * side);
  let sum = 0;
  for (let at = 0; at < square.length; at += 1) {
    square[at] = luma[(top + Math.floor(at / side)) * width + left + (at % side)] ?? 0;
    sum += square[at] ?? 0;
  }
  const middle = sum / square.length;
  return square.map((each, at) => (each - middle) * (fade[Math.floor(at / side)] ?? 0) * (fade[at % side] ?? 0));
}

/**
 * Power by the frequency down (row) and across (column), that of a frequency down and of its negative together.
 *
 * @param {Float64Array} square
 * @param {number} side
 * @param {number} most frequencies along either axis
 */
function powerOf(square, side, most) {
  const waves = [new Waves(1, Math.cos, side, most), new Waves(-1, Math.sin, side, most)];
  const power = new Float64Array(most * most);
  for (const across of waves) {
    const once = across.over(square);
    for (const down of waves) {
      const twice = down.over(once);
      for (let at = 0; at < power.length; at += 1) power[at] = (power[at] ?? 0) + 2 * squared(twice[at] ?? 0);
    }
  }
  // There is no negative of no frequency.
  for (let at = 0; at < most; at += 1) power[at] = (power[at] ?? 0) / 2;
  return power;
}

/** @param {number} value */
const squared = (value) => value * value;

/** Cosines or sines of each frequency. */
class Waves {
  /**
   * @param {1 | -1} sign by which the second half is the first one seen from the end
   * @param {(turn: number) => number} wave
   * @param {number} side
   * @param {number} most frequencies
   */
  constructor(sign, wave, side, most) {
    this.sign = sign;
    this.side = side;
    this.most = most;
    this.half = (side >> 1) + 1;
    const turn = Float64Array.from({ length: side }, (_, at) => wave((2 * Math.PI * at) / side));
    /** By frequency, then by place. */
    this.at = new Float64Array(most * this.half);
    for (let to = 0; to < this.at.length; to += 1)
      this.at[to] = turn[((to % this.half) * Math.floor(to / this.half)) % side] ?? 0;
  }

  /**
   * Laid over each row of numbers.
   *
   * @param {Float64Array} rows
   * @returns {Float64Array} by frequency, then by row: what were columns can be laid over next
   */
  over(rows) {
    const { sign, side, half } = this;
    const count = rows.length / side;
    const folded = new Float64Array(half * count);
    for (let row = 0, to = 0; row < count; row += 1) {
      for (let at = 0; at < half; at += 1) {
        const there = at && 2 * at !== side ? sign * (rows[(row + 1) * side - at] ?? 0) : 0;
        folded[to++] = (rows[row * side + at] ?? 0) + there;
      }
    }
    return products(this.at, folded, half);
  }
}

/**
 * Each row of the one with each row of the other.
 *
 * @param {Float64Array} one
 * @param {Float64Array} other
 * @param {number} length of a row
 */
function products(one, other, length) {
  const out = new Float64Array((one.length / length) * (other.length / length));
  for (let row = 0, to = 0; row < one.length; row += length) {
    for (let column = 0; column < other.length; column += length, to += 1) {
      let sum = 0;
      for (let at = 0; at < length; at += 1) sum += (one[row + at] ?? 0) * (other[column + at] ?? 0);
      out[to] = sum;
    }
  }
  return out;
}

/**
 * Mean power from one frequency along either axis to below another.
 *
 * @param {Float64Array} power
 * @param {number} side
 * @param {number} most
 * @param {readonly [number, number]} band
 */
function mean(power, side, most, band) {
  const [start = 0, stop = 0] = band.map((each) => Math.ceil(each * side));
  let [sum, count] = [0, 0];
  for (let across = 0; across < stop; across += 1) {
    for (let down = across < start ? start : 0; down < stop; down += 1) {
      sum += power[down * most + across] ?? 0;
      count += down ? 2 : 1;
    }
  }
  return sum / count;
}
