/**
 * A frame, or bars, along the picture's edges: the twin of `zikao.photo.ground.border`.
 *
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {{left: number, top: number, right: number, bottom: number}} Frame how far it reaches into the picture from each edge, in
 *   pixels; 0 where it has no such side
 * @typedef {{luma: Uint8Array, count: number, length: number, at: (line: number) => number, step: number}} Strip
 *   lines from one of the picture's edges inwards: at: where one begins; step: to a line's next pixel
 */
import { median } from "../quantiles.js";

/** How far into the picture a frame's inner edge is looked for, by the side's length. */
const DEEPEST = 0.08;
/** Luma between frame and picture over two pixels. */
const STEP = 10;
/** Share of the side's length along which there is a step; dark clothes may hide a part of a dark frame's. */
const ALONG = 0.75;
/** Luma around a line's median in which that share of a frame's own pixels lies, unlike a wild ground's. */
const ONE_COLOR = 16;

/**
 * The frame; null where there is none. A frame is of one colour and ends in a straight step in parallel to at least two of the
 * four edges, along most of their length. One such line alone may be the edge of a door or of a backdrop.
 *
 * @param {Picture} picture
 * @returns {Frame | null}
 */
export function findFrame({ luma, width, height }) {
  const [across, down] = [width, height].map((side) => Math.min(side, Math.trunc(side * DEEPEST) + 2));
  const columns = { luma, count: across ?? 0, length: height, step: width };
  const rows = { luma, count: down ?? 0, length: width, step: 1 };
  const found = {
    left: stepDepth({ ...columns, at: (line) => line }),
    top: stepDepth({ ...rows, at: (line) => line * width }),
    right: stepDepth({ ...columns, at: (line) => width - 1 - line }),
    bottom: stepDepth({ ...rows, at: (line) => (height - 1 - line) * width }),
  };
  return Object.values(found).filter((depth) => depth > 0).length >= 2 ? found : null;
}

/** Lines before the deepest line of steps; 0 where there is none. @param {Strip} strip */
function stepDepth(strip) {
  const missing = (1 - ALONG) * strip.length;
  for (let line = strip.count - 3; line >= 0; line -= 1) {
    const steps = hasSteps(strip, line, strip.length - missing);
    if (steps && (oneColor(strip, line) || oneColor(strip, line + 1))) return line + 2;
  }
  return 0;
}

/** Whether so many pixels of a line, two lines on, are a step away. @param {Strip} strip @param {number} line @param {number} least */
function hasSteps({ luma, length, at, step }, line, least) {
  const [here, there] = [at(line), at(line + 2)];
  let count = 0;
  for (let along = 0; along < length; along += 1) {
    if (Math.abs((luma[here + along * step] ?? 0) - (luma[there + along * step] ?? 0)) >= STEP) count += 1;
    else if (count + length - along - 1 < least) return false;
  }
  return count >= least;
}

/** Whether most of a line is equally bright. @param {Strip} strip @param {number} line */
function oneColor({ luma, length, at, step }, line) {
  const values = Uint8Array.from({ length }, (_, along) => luma[at(line) + along * step] ?? 0);
  const middle = Math.trunc(median(values));
  return values.filter((each) => Math.abs(each - middle) <= ONE_COLOR).length / length >= ALONG;
}
