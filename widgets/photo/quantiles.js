/** Medians and other quantiles: the twin of `zikao.photo.quantiles`. */

/** @typedef {Uint8Array | Int16Array | Float32Array | Float64Array} Numbers */

/**
 * Between the two values beside it, by how far it lies from either; rounded as numpy rounds a value of that kind.
 *
 * @param {Numbers} values at least one
 * @param {number} share
 */
export function quantile(values, share) {
  const at = share * (values.length - 1);
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  const sorted = values.slice();
  const [below, above] = [placed(sorted, low), placed(sorted, high)];
  const more = (at - low) * (above - below);
  return values instanceof Float32Array ? Math.fround(below + Math.fround(more)) : below + more;
}

/** @param {Numbers} values at least one */
export const median = (values) => quantile(values, 0.5);

/** Channel by channel. @param {Uint8Array | Float32Array} colors three numbers a colour */
export function medianColor(colors) {
  const channel = colors.slice(0, colors.length / 3);
  return Float32Array.from([0, 1, 2], (band) => {
    for (let at = 0; at < channel.length; at += 1) channel[at] = colors[at * 3 + band] ?? 0;
    return median(channel);
  });
}

/**
 * The value that would stand there if all were sorted; no larger one stands before it from then on, and no smaller one behind
 * (Hoare's way).
 *
 * @param {Numbers} values
 * @param {number} wanted
 */
function placed(values, wanted) {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const middle = values[(from + to) >> 1] ?? 0;
    let [left, right] = [from, to];
    while (left <= right) {
      while ((values[left] ?? 0) < middle) left += 1;
      while ((values[right] ?? 0) > middle) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (wanted <= right) to = right;
    else if (wanted >= left) from = left;
    else break;
  }
  return values[wanted] ?? 0;
}
