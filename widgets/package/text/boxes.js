import { Box } from "./lines.js";

/**
 * From the map of how likely each pixel belongs to text to boxes around its lines: the twin of `zikao.package.text.boxes`.
 * Connected pieces by runs of pixels, then the smallest rectangle by trying angles.
 *
 * @typedef {{row: number, start: number, stop: number, sum: number}} Run of set pixels in a row; sum: of their values
 * @typedef {{runs: Run[], size: number, sum: number}} Piece connected runs; size: in pixels
 */

// The model's own post-processing values (inference.yml beside the weights).
const PIXEL = 0.2;
const PIECE = 0.4;
const WIDEN = 1.4;
const LEAST_SIDE = 3;
/** A page of print has a hundred lines; a picture stuffed with specks must not cost minutes. */
const MOST_BOXES = 300;
/** Boxes less oblong than this say nothing about the direction in which they are read. */
const LYING = 1.5;

/** Tried one after the other, each around the best one before, in radians: from, below, step in degrees. */
const ANGLES = [
  [0, 90, 5],
  [-5, 5.5, 0.5],
  [-0.5, 0.55, 0.05],
].map(([from = 0, below = 0, step = 1]) =>
  Array.from({ length: Math.ceil((below - from) / step) }, (_, at) => (from + at * (from + step - from)) * (Math.PI / 180)),
);

/**
 * Boxes around the text of a probability map, in its pixels, best supported first. All of them read to the right, or, where most
 * of the page's text stands upright, downwards; which of the two ends a line begins at is for the reader to find out.
 *
 * @param {Float32Array} likely row by row
 * @param {number} width
 * @param {number} height
 */
export function textBoxes(likely, width, height) {
  const good = pieces(likely, width, height).filter((each) => each.runs.length >= LEAST_SIDE && each.sum / each.size >= PIECE);
  const largest = good.sort((one, other) => other.size - one.size).slice(0, MOST_BOXES);
  const rectangles = largest.map(({ runs }) => smallestRectangle(runs)).filter((box) => box.height > LEAST_SIDE);
  const upright = mostlyUpright(rectangles);
  return rectangles.map((rectangle) => widened(directed(rectangle, upright)));
}

/** Runs row by row, and where each row's begin. @param {Float32Array} likely @param {number} width @param {number} height */
function runsOf(likely, width, height) {
  /** @type {Run[]} */
  const runs = [];
  const first = [0];
  const limit = Math.fround(PIXEL);
  for (let row = 0; row < height; row += 1) {
    const at = row * width;
    for (let x = 0; x < width; x += 1) {
      if (!((likely[at + x] ?? 0) > limit)) continue;
      const run = { row, start: x, stop: x, sum: 0 };
      for (; x < width && (likely[at + x] ?? 0) > limit; x += 1) run.sum += likely[at + x] ?? 0;
      run.stop = x;
      runs.push(run);
    }
    first.push(runs.length);
  }
  return { runs, first };
}

/**
 * Connected pieces in the order of their first runs; neighbours touch by side or corner.
 *
 * @param {Float32Array} likely
 * @param {number} width
 * @param {number} height
 */
function pieces(likely, width, height) {
  const { runs, first } = runsOf(likely, width, height);
  const above = Int32Array.from(runs, (_, at) => at);
  /** @param {number} at */
  const root = (at) => {
    let found = at;
    while (above[found] !== found) {
      above[found] = above[above[found] ?? 0] ?? 0;
      found = above[found] ?? 0;
    }
    return found;
  };
  for (let row = 1; row < height; row += 1) {
    let [upper, lower] = [first[row - 1] ?? 0, first[row] ?? 0];
    const [upperEnd, lowerEnd] = [lower, first[row + 1] ?? 0];
    while (upper < upperEnd && lower < lowerEnd) {
      const [one, other] = [runs[upper], runs[lower]];
      if (!one || !other) break;
      if (one.stop >= other.start && one.start <= other.stop) {
        const [a, b] = [root(upper), root(lower)];
        above[Math.max(a, b)] = Math.min(a, b);
      }
      if (one.stop < other.stop) upper += 1;
      else lower += 1;
    }
  }
  /** @type {Map<number, Piece>} */
  const found = new Map();
  runs.forEach((run, at) => {
    const piece = found.get(root(at)) ?? { runs: [], size: 0, sum: 0 };
    piece.runs.push(run);
    piece.size += run.stop - run.start;
    piece.sum += run.sum;
    found.set(root(at), piece);
  });
  return [...found.values()];
}

/** The rectangle of least area around the ends of runs, lying along its longer side. @param {readonly Run[]} runs */
function smallestRectangle(runs) {
  const count = 2 * runs.length;
  const middleX = runs.reduce((sum, { start, stop }) => sum + start + stop, 0) / count;
  const middleY = runs.reduce((sum, { row }) => sum + 2 * (row + 0.5), 0) / count;
  const xs = Float64Array.from([...runs.map(({ start }) => start), ...runs.map(({ stop }) => stop)], (x) => x - middleX);
  const ys = Float64Array.from([...runs, ...runs], ({ row }) => row + 0.5 - middleY);
  let angle = 0;
  for (const around of ANGLES) {
    let [best, least] = [angle, Infinity];
    for (const each of around) {
      const { left, right, top, bottom } = extents(xs, ys, angle + each);
      const area = (right - left) * (bottom - top);
      if (area < least) [best, least] = [angle + each, area];
    }
    angle = best;
  }
  const { left, right, top, bottom } = extents(xs, ys, angle);
  // The points are the middles of rows: half a row is missing at either end.
  const width = right - left + Math.abs(Math.sin(angle));
  const height = bottom - top + Math.abs(Math.cos(angle));
  const [u, v] = [(right + left) / 2, (bottom + top) / 2];
  const x = middleX + u * Math.cos(angle) - v * Math.sin(angle);
  const y = middleY + u * Math.sin(angle) + v * Math.cos(angle);
  return height > width ? new Box(x, y, height, width, angle + Math.PI / 2) : new Box(x, y, width, height, angle);
}

/** How far points reach along and across a direction. @param {Float64Array} xs @param {Float64Array} ys @param {number} angle */
function extents(xs, ys, angle) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < xs.length; at += 1) {
    const [x, y] = [xs[at] ?? 0, ys[at] ?? 0];
    const [along, across] = [x * cos + y * sin, y * cos - x * sin];
    if (along < left) left = along;
    if (along > right) right = along;
    if (across < top) top = across;
    if (across > bottom) bottom = across;
  }
  return { left, right, top, bottom };
}

/** Whether most of the text stands upright, by length. @param {readonly Box[]} boxes */
const mostlyUpright = (boxes) =>
  boxes
    .filter((box) => box.width > LYING * box.height)
    .reduce((sum, box) => sum + (box.stands ? box.width : -box.width), 0) > 0;

/** The same box with an angle that says how it is read; short ones follow the page. @param {Box} box @param {boolean} upright */
function directed({ x, y, width, height, angle, stands }, upright) {
  if (stands !== upright && width <= LYING * height) {
    [width, height, angle, stands] = [height, width, angle + Math.PI / 2, upright];
  }
  // To the right or downwards, never to the left or upwards.
  const forward = stands ? Math.sin(angle) : Math.cos(angle);
  return new Box(x, y, width, height, forward > 0 ? angle : angle - Math.PI);
}

/** The model marks the core of a line only; this undoes it by the same amount on every side. @param {Box} box */
function widened({ x, y, width, height, angle }) {
  const more = (width * height * WIDEN) / (width + height);
  return new Box(x, y, width + more, height + more, angle);
}
