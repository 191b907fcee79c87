/** Quantiles of whole numbers, by counting them: the twin of `zikao.package.text.quantile`. */

/**
 * The level at or below which this share of them lies; 0 where there are none.
 *
 * @param {ArrayLike<number>} levels none below 0
 * @param {number} share 0..1
 */
export function quantile(levels, share) {
  let most = 0;
  for (let at = 0; at < levels.length; at += 1) most = Math.max(most, levels[at] ?? 0);
  const counts = new Uint32Array(most + 1);
  for (let at = 0; at < levels.length; at += 1) {
    const level = levels[at] ?? 0;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const wanted = share * levels.length;
  let [level, count] = [0, counts[0] ?? 0];
  while (count < wanted && level < most) count += counts[++level] ?? 0;
  return level;
}

/** The middle one, or the mean of the two in the middle. @param {ArrayLike<number>} values at least one */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
