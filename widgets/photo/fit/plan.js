/**
 * Where to cut and how much to scale, so that hair, eyes, face width and centring all come out right: the twin of
 * `zikao.photo.fit.plan`.
 *
 * @typedef {"top" | "left" | "right"} Side
 * @typedef {(side: Side, start: number, end: number) => boolean} MayExtend
 *   whether plain background may be added at a side of which the crop shows this stretch, in shown pixels
 * @typedef {readonly [low: number, high: number]} Range both ends allowed, in pixels of the made file
 * @typedef {{width: number, height: number, hairTop: Range, eyes: Range, faceWidth: Range}} Wanted
 *   the made file, in its pixels; heights are counted from the upper edge
 * @typedef {{hairTop: number, eyes: readonly [number, number], faceWidth: number, centerX: number}} Head
 *   what was measured in the original, in shown pixels
 * @typedef {{left: number, top: number, right: number, bottom: number, scale: number, extend: Side[]}} Plan
 *   the crop in shown pixels, which may lie partly outside the picture; scale: pixels of the made file to one shown pixel;
 *   extend: sides at which the crop lies outside the picture
 */

/** Scales that are tried: a step is a third of a pixel of the face's width. */
const SCALES = 400;
/** Distance to the middle, in half widths of a range, that is allowed: the rest is for measuring errors. */
const SURE = 0.9;
/** Share of the width that the face may stand off the middle rather than have background added. */
const OFF_CENTER = 0.02;
/** Of a pixel: what rounding may put outside. */
const HAIR = 1e-6;

/** No crop satisfies everything; why, and the widest that the face could be in the made file, in its pixels. */
export class NoPlan {
  /** @param {"too small" | "proportions" | "cut off"} reason @param {number} faceWidth */
  constructor(reason, faceWidth) {
    this.reason = reason;
    this.faceWidth = faceWidth;
  }
}

/** @param {Range} range */
const middle = ([low, high]) => (low + high) / 2;
/** @param {Range} range */
const half = ([low, high]) => (high - low) / 2;

/**
 * The crop that lies nearest to the middle of all ranges, with as little background added as possible.
 *
 * @param {Head} head
 * @param {readonly [width: number, height: number]} size of the original, in shown pixels
 * @param {Wanted} wanted
 * @param {number} largest the scale beyond which pixels would have to be invented
 * @param {MayExtend} mayExtend asked for each side at which the crop would leave the picture
 * @returns {Plan | NoPlan}
 */
export function plan(head, size, wanted, largest, mayExtend) {
  const widest = head.faceWidth * largest;
  if (widest < wanted.faceWidth[0]) return new NoPlan("too small", widest);
  // On an endless picture: what is still impossible, no background would mend.
  if (!fitsAnywhere(head, wanted, largest)) {
    return new NoPlan(fitsAnywhere(head, wanted, Infinity) ? "too small" : "proportions", widest);
  }
  for (const extendTop of [false, true]) {
    for (const extendSides of [false, true]) {
      const found = within(head, size, wanted, largest, extendTop, extendSides);
      if (found && found.extend.every((side) => mayExtend(side, ...stretch(found, side)))) return found;
    }
  }
  return new NoPlan("cut off", widest);
}

/** @param {Head} head @param {Wanted} wanted @param {number} largest */
const fitsAnywhere = (head, wanted, largest) =>
  best(head, wanted, scalesOf(head, wanted, largest), () => [-Infinity, Infinity]) !== null;

/** @param {Head} head @param {Wanted} wanted @param {number} largest */
function scalesOf(head, wanted, largest) {
  const low = wanted.faceWidth[0] / head.faceWidth;
  const high = Math.min(wanted.faceWidth[1] / head.faceWidth, largest);
  const step = (high - low) / (SCALES - 1);
  return Array.from({ length: SCALES }, (_, at) => (at === SCALES - 1 ? high : at * step + low));
}

/**
 * @param {Head} head
 * @param {readonly [number, number]} size
 * @param {Wanted} wanted
 * @param {number} largest
 * @param {boolean} extendTop
 * @param {boolean} extendSides
 * @returns {Plan | null}
 */
function within(head, [width, height], wanted, largest, extendTop, extendSides) {
  let scales = scalesOf(head, wanted, largest);
  if (!extendSides) scales = scales.filter((each) => leftOf(head, width, wanted, each, true) !== null);
  // The shift is what is added to a scaled height. Below the person nothing can be added.
  const found = best(head, wanted, scales, (scale) => [wanted.height - scale * height, extendTop ? Infinity : 0]);
  if (!found) return null;
  const [scale, shift] = found;
  const left = leftOf(head, width, wanted, scale, !extendSides);
  if (left === null) return null;
  const top = -shift / scale;
  const [right, bottom] = [left + wanted.width / scale, top + wanted.height / scale];
  /** @type {[Side, boolean][]} */
  const outside = [
    ["left", left < -HAIR],
    ["right", right > width + HAIR],
    ["top", top < -HAIR],
  ];
  return { left, top, right, bottom, scale, extend: outside.flatMap(([side, needed]) => (needed ? [side] : [])) };
}

/**
 * The crop's left edge; null where it leaves the picture although it has to lie `inside`.
 *
 * @param {Head} head
 * @param {number} width
 * @param {Wanted} wanted
 * @param {number} scale
 * @param {boolean} inside
 */
function leftOf(head, width, wanted, scale, inside) {
  const across = wanted.width / scale;
  const left = head.centerX - across / 2;
  if (!inside) return left;
  const kept = Math.min(Math.max(left, 0), width - across);
  return kept >= -HAIR && Math.abs(kept - left) <= OFF_CENTER * across ? kept : null;
}

/**
 * Scale and shift that keep the greatest distance to a middle least; null where that is too great.
 *
 * @param {Head} head
 * @param {Wanted} wanted
 * @param {number[]} scales
 * @param {(scale: number) => [low: number, high: number]} shifts
 * @returns {[scale: number, shift: number] | null}
 */
function best(head, wanted, scales, shifts) {
  const [upper, lower] = [Math.min(...head.eyes), Math.max(...head.eyes)];
  /** @type {[number, number] | null} */
  let found = null;
  let least = SURE;
  for (const scale of scales) {
    const eyesHalf = half(wanted.eyes) - (scale * (lower - upper)) / 2;
    const [low, high] = shifts(scale);
    if (eyesHalf <= 0 || low > high) continue;
    const hair = scale * head.hairTop - middle(wanted.hairTop);
    const eyes = (scale * (upper + lower)) / 2 - middle(wanted.eyes);
    // Both are the same share of their range off, to either side.
    const even = -(hair * eyesHalf + eyes * half(wanted.hairTop)) / (eyesHalf + half(wanted.hairTop));
    const shift = Math.min(Math.max(even, low), high);
    const off = Math.max(
      Math.abs(hair + shift) / half(wanted.hairTop),
      Math.abs(eyes + shift) / eyesHalf,
      Math.abs(scale * head.faceWidth - middle(wanted.faceWidth)) / half(wanted.faceWidth),
    );
    if (off < least) [found, least] = [[scale, shift], off];
  }
  return found;
}

/** @param {Plan} found @param {Side} side @returns {[number, number]} */
const stretch = (found, side) => (side === "top" ? [found.left, found.right] : [found.top, found.bottom]);
