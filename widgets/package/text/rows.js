/**
 * What stands beside a label, on its row, however the page lies: the twin of `zikao.package.text.rows`.
 *
 * @typedef {import("./lines.js").Box} Box
 * @typedef {import("./lines.js").Line} Line
 */

/** How far off the label's row a number may stand, in heights of the label. */
const ROW = 0.6;
/** How far it may drift from the row on its way, for pages photographed from the side. */
const DRIFT = 0.04;
/** How far from its label a number may stand, in heights of the label. */
const GAP = 12;

/**
 * The line that follows on the label's row, whatever stands in it.
 *
 * @param {Line} label
 * @param {readonly Line[]} lines
 * @returns {Line | null}
 */
export function nextOnRow(label, lines) {
  /** @type {{gap: number, line: Line} | null} */
  let nearest = null;
  for (const line of lines) {
    const [gap, off] = beside(label.box, line.box);
    const follows = line !== label && -label.box.height < gap && gap < GAP * label.box.height;
    const onRow = off <= ROW * label.box.height + DRIFT * Math.max(0, gap + line.box.width / 2);
    if (follows && onRow && (!nearest || gap < nearest.gap)) nearest = { gap, line };
  }
  return nearest?.line ?? null;
}

/**
 * Gap between the two along the label's direction, and how far the other stands off its row.
 *
 * @param {Box} label
 * @param {Box} other
 * @returns {[number, number]}
 */
function beside(label, other) {
  const [along, across] = label.fromHere(other);
  return [along - (label.width + other.width) / 2, Math.abs(across)];
}
