/**
 * A grid of single-precision numbers over one of another size, as Pillow resizes a picture of mode F: weights and sums in double
 * precision, each pass kept in single precision.
 */

/** Cells on either side that have a say where none is left out. */
const SUPPORT = 1;

/**
 * Weighted by their distance (Pillow's BILINEAR).
 *
 * @param {Float32Array} values row by row
 * @param {number} width of them
 * @param {number} height
 * @param {number} across wanted
 * @param {number} down
 * @param {readonly [number, number, number, number]} [box] of which it is made: left, top, right, bottom
 */
export function resized(values, width, height, across, down, box = [0, 0, width, height]) {
  const [left, top, right, bottom] = Float32Array.from(box);
  const columns = weights(width, left ?? 0, right ?? 0, across);
  const rows = weights(height, top ?? 0, bottom ?? 0, down);
  const sideways = across !== width || left || right !== across;
  const upright = down !== height || top || bottom !== down;
  const fewer = height - down;
  const passes = [sideways && columns, upright && rows].filter(Boolean);
  if (passes.length === 2 && fewer > 0 && fewer > (width - across) * 2) passes.reverse();
  let [at, broad] = [values, width];
  for (const pass of passes) {
    if (pass === rows) at = vertical(at, broad, rows);
    else if (pass === columns) [at, broad] = [horizontal(at, broad, columns), across];
  }
  return at === values ? values.slice() : at;
}

/**
 * Of each wanted cell the first that has a say, and the weights from there on.
 *
 * @typedef {{first: number, weights: Float64Array}[]} Weights
 * @param {number} size cells that there are
 * @param {number} from the part of them that is looked at, with fractions
 * @param {number} to
 * @param {number} wanted
 * @returns {Weights}
 */
function weights(size, from, to, wanted) {
  const scale = Math.fround(to - from) / wanted;
  const spread = Math.max(1, scale);
  const support = SUPPORT * spread;
  const inverse = 1 / spread;
  return Array.from({ length: wanted }, (_, cell) => {
    const center = from + (cell + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const last = Math.min(size, Math.trunc(center + support + 0.5));
    const found = Float64Array.from({ length: last - first }, (__, at) =>
      Math.max(0, 1 - Math.abs((at + first - center + 0.5) * inverse)),
    );
    let sum = 0;
    for (const each of found) sum += each;
    return { first, weights: sum ? found.map((each) => each / sum) : found };
  });
}

/** @param {Float32Array} values @param {number} width @param {Weights} columns */
function horizontal(values, width, columns) {
  const rows = values.length / width;
  const out = new Float32Array(rows * columns.length);
  let to = 0;
  for (let row = 0; row < rows; row += 1) {
    for (const { first, weights: shares } of columns) {
      let sum = 0;
      for (let at = 0, from = row * width + first; at < shares.length; at += 1, from += 1)
        sum += (values[from] ?? 0) * (shares[at] ?? 0);
      out[to++] = sum;
    }
  }
  return out;
}

/** @param {Float32Array} values @param {number} width @param {Weights} rows */
function vertical(values, width, rows) {
  const out = new Float32Array(rows.length * width);
  let to = 0;
  for (const { first, weights: shares } of rows) {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let at = 0, from = first * width + column; at < shares.length; at += 1, from += width)
        sum += (values[from] ?? 0) * (shares[at] ?? 0);
      out[to++] = sum;
    }
  }
  return out;
}
