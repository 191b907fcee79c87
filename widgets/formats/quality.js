/**
 * JPEG quality from the quantisation tables, as the Independent JPEG Group's library scales those of ITU-T T.81, annex K.1:
 * the twin of `zikao.formats.quality`.
 *
 * @typedef {number[]} Table 64 steps in natural order, row by row
 * @typedef {{value: number, exact: boolean, residual: number}} Quality
 *   value: 1..100; residual: the mean distance of a luminance step to the IJG table of it
 */

const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112,
  100, 103, 99,
];
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66,
  ...Array.from({ length: 38 }, () => 99),
];
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49,
  56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/** 64 steps as a DQT segment lists them, put into rows. @param {number[]} steps @returns {Table} */
export function naturalOrder(steps) {
  /** @type {Table} */
  const rows = [];
  ZIGZAG.forEach((place, index) => (rows[place] = steps[index] ?? 0));
  return rows;
}

/** The 8-bit table of a quality of 1..100. @param {Table} base @param {number} quality */
function scaled(base, quality) {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return base.map((step) => Math.min(Math.max(Math.floor((step * scale + 50) / 100), 1), 255));
}

/** @param {Table} one @param {Table} other */
const apart = (one, other) => one.reduce((sum, step, at) => sum + Math.abs(step - (other[at] ?? 0)), 0);

/**
 * The quality of a picture that uses these tables, one a component, luminance first.
 *
 * @param {Table[]} tables
 * @returns {Quality}
 */
export function qualityOf(tables) {
  const luminance = tables[0] ?? [];
  const residuals = Array.from({ length: 100 }, (_, at) => apart(luminance, scaled(LUMINANCE, at + 1)));
  const least = Math.min(...residuals);
  // Of equally near ones the better: a picture is not called worse than it may be.
  const value = (least ? residuals.lastIndexOf(least) : residuals.indexOf(0)) + 1;
  const own = [luminance, scaled(CHROMINANCE, value)];
  const exact = !least && tables.every((table) => own.some((each) => !apart(table, each)));
  return { value, exact, residual: least / 64 };
}
