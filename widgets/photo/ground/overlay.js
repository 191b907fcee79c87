/**
 * Letters, seals and lines laid over the person, straight thin strokes, such as no face has: the twin of
 * `zikao.photo.ground.overlay`.
 *
 * Writing is found by its bars: ridges of brightness or of colour, a few pixels wide, that run straight across or down. Hair, beards
 * and wrinkles curve and slant. On clothes it may be the cloth's own: that is left open.
 *
 * @typedef {import("../face/mesh.js").Mesh} Mesh
 * @typedef {import("../face/outline.js").Outline} Outline
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("../../formats/pixels.js").Pixels} Pixels
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 * @typedef {readonly [x: number, y: number]} Place
 */
import { rounded } from "../../formats/rounding.js";
import { CHIN, LEFT_PUPIL, RIGHT_PUPIL } from "../face/mesh.js";
import { BACKGROUND, BODY_SKIN, CLOTHES, FACE_SKIN, likely, part, SIDE } from "../face/outline.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";

/** Pixels of the longer side. */
const LOOKED_AT = 640;
/** Shares from which on a network is believed. */
const [LIKELY, SURELY] = [0.5, Math.fround(0.9)];
/** Pixels to either side at which a stroke has ended. */
const WIDTH = 3;
/** Luma, or red less blue, between a stroke and both its sides. */
const CONTRAST = 15;
/** Pixels that a bar runs straight. */
const LONG = 6;
const CELL = 5;
/** Share of a cell's pixels in bars that makes it a cell of letters. */
const DENSE = 0.12;
/** Around eyes, brows, nose and mouth, by the distance of the pupils. */
const ROOM = 0.22;
/** Half width and half height around a pupil, whose glints are bars too. */
const [EYE_ACROSS, EYE_DOWN] = [0.42, 0.35];
const MARGIN = 3;
/** Points of each eye with its brow, of the mouth and of the nostrils. */
const FEATURES = [
  [33, 133, 159, 145, 70, 105, 107],
  [362, 263, 386, 374, 300, 334, 336],
  [61, 291, 0, 17],
  [98, 327, 2, 1],
];
/** Cells of the largest cluster of letters on skin, brighter, darker, redder and bluer ones. Of 88 portraits without any only one has 8. */
const ON_SKIN = /** @type {const} */ ([12, 16, 8, 12]);
const ON_CLOTHES = /** @type {const} */ ([12, 20, 12, 12]);
/** Share of a cluster's cells that must have bars across, and down. */
const BOTH = 0.25;
/** Share of the clothes in one cluster from which on it is the pattern of the cloth. */
const PATTERN = 0.15;
/** Share of the picture's length that a line runs through. */
const ALONG = 0.6;
/** Luma between a line and both its sides. */
const LINE = 6;
/** Share of the side beside the edges, where a frame would lie. */
const RIM = 0.02;

/**
 * Letters over the person.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Outline} outline
 * @param {Float32Array} parts
 * @returns {{letters: Mask, doubtful: Mask}} cells of a grid over the whole picture; letters: on skin, nobody's own; doubtful: on
 *   clothes, laid over them or printed on them
 */
export function findOverlay(picture, mesh, outline, parts) {
  const small = picture.fewer(Math.max(1, rounded(Math.max(picture.width, picture.height) / LOOKED_AT, 0)));
  const { width, height, pixels } = small;
  const times = Math.fround(width / picture.width);
  const points = mesh.flat.map(([x, y]) => /** @type {Place} */ ([Math.fround(x * times), Math.fround(y * times)]));
  const bodySkin = part(parts, BODY_SKIN);
  const skin = likely(part(parts, FACE_SKIN).map((share, at) => share + (bodySkin[at] ?? 0)), width, height, pixels);
  const cloth = likely(clothesOf(outline, parts, ((points[CHIN]?.[1] ?? 0) * SIDE) / height), width, height, pixels);
  const bare = skin.without(boxed(eyes(points), width, height)).shrunk(MARGIN);
  const plain = bare.without(boxed(features(points), width, height)).shrunk(MARGIN);
  const clothes = cloth.shrunk(MARGIN + 1);
  const clothCells = cells(clothes, pixels).filter((share) => share >= 128).length;
  const letters = new Mask(Math.ceil(width / CELL), Math.ceil(height / CELL));
  const found = { letters, doubtful: letters.copy() };
  const here = around(bare.or(clothes));
  if (!here) return found;
  const [bareHere, plainHere, clothesHere] = [bare, plain, clothes].map((each) => cropped(each, here));
  if (!bareHere || !plainHere || !clothesHere) return found;
  const person = bareHere.or(clothesHere);
  for (const [at, { across, down }] of bars(small, here).entries()) {
    const [most, mostCloth] = [ON_SKIN[at] ?? 0, ON_CLOTHES[at] ?? 0];
    if (across.or(down).and(person).count() < CELL * CELL * DENSE * Math.min(most, mostCloth)) continue;
    const [barsAcross, barsDown] = [runs(across, 1), runs(down, here.width)];
    const skinHere = at ? plainHere : bareHere;
    put(found.letters, clusters(barsAcross.and(skinHere), barsDown.and(skinHere), most, pixels), here);
    const onCloth = clusters(barsAcross.and(clothesHere), barsDown.and(clothesHere), mostCloth, pixels);
    if (onCloth.count() <= PATTERN * clothCells) put(found.doubtful, onCloth, here);
  }
  return found;
}

/**
 * Shares of the clothes; below the chin also of what only the outline takes for the person.
 *
 * @param {Outline} outline
 * @param {Float32Array} parts
 * @param {number} chin in their rows
 */
function clothesOf(outline, parts, chin) {
  const [clothes, background] = [part(parts, CLOTHES), part(parts, BACKGROUND)];
  const from = rounded(Math.max(0, chin), 0) * SIDE;
  return clothes.map((share, at) =>
    at >= from && (outline.shares[at] ?? 0) > SURELY && (background[at] ?? 0) > LIKELY ? 1 : share
  );
}

/**
 * The person and the strokes that reach into it, by whole cells; null where there is nobody.
 *
 * @typedef {{left: number, top: number, width: number, height: number}} Part in pixels
 * @param {Mask} person
 * @returns {Part | null}
 */
function around(person) {
  const bounds = person.bounds();
  if (!bounds) return null;
  const room = LONG + WIDTH;
  const start = (/** @type {number} */ at) => Math.floor(Math.max(0, at - room) / CELL) * CELL;
  const stop = (/** @type {number} */ at, /** @type {number} */ side) => Math.min(side, Math.ceil((at + room) / CELL) * CELL);
  const [left, top] = [start(bounds[0]), start(bounds[1])];
  const [right, bottom] = [stop(bounds[2], person.width), stop(bounds[3], person.height)];
  return { left, top, width: right - left, height: bottom - top };
}

/** A part of a mask. @param {Mask} mask @param {Part} here */
function cropped(mask, { left, top, width, height }) {
  const found = new Mask(width, height);
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * mask.width + left;
    found.at.set(mask.at.subarray(from, from + width), row * width);
  }
  return found;
}

/** Adds the cells of a part to those of the whole. @param {Mask} whole @param {Mask} found @param {Part} here */
function put(whole, found, { left, top }) {
  for (const at of found.cells()) {
    const column = at % found.width;
    const row = (at - column) / found.width;
    whole.at[(top / CELL + row) * whole.width + left / CELL + column] = 1;
  }
}

/**
 * Pixels that stand out from what lies above and below, and from what lies to the left and right: brighter, darker, redder, bluer ones.
 *
 * @typedef {{across: Mask, down: Mask}} Bars
 * @param {import("../../formats/pixels.js").Picture} small
 * @param {Part} here
 * @returns {Bars[]}
 */
function bars(small, here) {
  const rgb = small.crop(here.left, here.top, here.left + here.width, here.top + here.height);
  const bytes = rgb.bytes();
  const luma = taken(rgb.converted(1));
  rgb.drop();
  const redder = new Int16Array(luma.length);
  for (let at = 0; at < redder.length; at += 1) redder[at] = (bytes[at * 3] ?? 0) - (bytes[at * 3 + 2] ?? 0);
  return [luma, redder].flatMap((values) => {
    const [across, down] = [ridges(values, here, here.width), ridges(values, here, 1)];
    return [
      { across: across.above, down: down.above },
      { across: across.below, down: down.below },
    ];
  });
}

/**
 * Boxes of thin straight lines through most of the picture, as a dirty scanner leaves them. What lies to both sides of a line is
 * alike; beside a step, sharpening leaves a line that is lower than it.
 *
 * @param {Picture} picture
 * @returns {Box[]}
 */
export function findLines({ luma, width, height }) {
  /** @type {Box[]} */
  const found = [];
  for (const upright of [true, false]) {
    const [lines, length, step, aside] = upright ? [width, height, width, 1] : [height, width, 1, width];
    const rim = Math.max(3, Math.trunc(RIM * lines));
    /** @type {[Box[], Box[]]} */
    const [brighter, darker] = [[], []];
    for (let at = rim; at < lines - rim; at += 1) {
      const { above, below } = standingOut(luma, { start: at * aside, length, step, aside }, ALONG * length);
      /** @type {Box} */
      const box = upright ? [at, 0, at + 1, height] : [0, at, width, at + 1];
      if (above >= ALONG * length) brighter.push(box);
      if (below >= ALONG * length) darker.push(box);
    }
    found.push(...brighter, ...darker);
  }
  return found;
}

/**
 * How many pixels of a line are brighter than both its sides, and how many darker; fewer where neither can be as many as wanted.
 *
 * @param {Uint8Array} luma
 * @param {{start: number, length: number, step: number, aside: number}} line aside: from a line to the next
 * @param {number} least
 */
function standingOut(luma, { start, length, step, aside }, least) {
  let [above, below] = [0, 0];
  const far = 2 * aside;
  for (let along = 0, at = start; along < length; along += 1, at += step) {
    const here = luma[at] ?? 0;
    const before = here - (luma[at - far] ?? 0);
    if (before < LINE && before > -LINE) {
      if (Math.max(above, below) + length - along - 1 < least) break;
      continue;
    }
    const behind = here - (luma[at + far] ?? 0);
    const apart = Math.max(LINE, Math.abs(before - behind));
    if (before >= apart && behind >= apart) above += 1;
    else if (before <= -apart && behind <= -apart) below += 1;
  }
  return { above, below };
}

/**
 * Pixels that stand out from what lies to both sides: above it, or below.
 *
 * @param {Uint8Array | Int16Array} values
 * @param {Part} here
 * @param {number} step from one pixel to the next on that side
 */
function ridges(values, { width, height }, step) {
  const [above, below] = [new Mask(width, height), new Mask(width, height)];
  const [columns, rows] = step === 1 ? [WIDTH, 0] : [0, WIDTH];
  const far = WIDTH * step;
  for (let row = rows; row < height - rows; row += 1) {
    const end = (row + 1) * width - columns;
    for (let at = row * width + columns; at < end; at += 1) {
      const value = values[at] ?? 0;
      const before = value - (values[at - far] ?? 0);
      if (before < CONTRAST && before > -CONTRAST) continue;
      const behind = value - (values[at + far] ?? 0);
      if (before >= CONTRAST && behind >= CONTRAST) above.at[at] = 1;
      else if (before <= -CONTRAST && behind <= -CONTRAST) below.at[at] = 1;
    }
  }
  return { above, below };
}

/** What of each line lies in a run of at least `LONG`. @param {Mask} mask @param {number} step to a line's next pixel: 1 along rows */
function runs(mask, step) {
  const { width, height, at: cells } = mask;
  const found = new Mask(width, height);
  for (let start = cells.indexOf(1); start >= 0; start = cells.indexOf(1, start + 1)) {
    const before = step === 1 ? start % width : 1;
    if (before && cells[start - step]) continue;
    const most = step === 1 ? width - (start % width) : height;
    let run = 1;
    while (run < most && cells[start + run * step]) run += 1;
    for (let along = 0; run >= LONG && along < run; along += 1) found.at[start + along * step] = 1;
  }
  return found;
}

/**
 * Cells of letters that lie together in such numbers; seams and chains have bars of one direction.
 *
 * @param {Mask} across
 * @param {Mask} down
 * @param {number} least
 * @param {Pixels} pixels
 */
function clusters(across, down, least, pixels) {
  const share = cells(across.or(down), pixels);
  const [width, height] = [Math.ceil(across.width / CELL), Math.ceil(across.height / CELL)];
  const dense = Mask.where(width, height, (cell) => (share[cell] ?? 0) > 255 * DENSE);
  const found = new Mask(width, height);
  if (dense.count() < least) return found;
  const ways = [across, down].map((bars) => cells(bars, pixels));
  const near = dense.grown(1);
  for (const first of dense.cells()) {
    const cluster = near.taken(first).filter((cell) => dense.at[cell]);
    const isBoth = ways.every((way) => cluster.filter((cell) => way[cell]).length >= BOTH * cluster.length);
    if (cluster.length >= least && isBoth) for (const cell of cluster) found.at[cell] = 1;
  }
  return found;
}

/** Share of each cell, of 255. @param {Mask} mask @param {Pixels} pixels */
function cells(mask, pixels) {
  const drawn = mask.drawn(pixels);
  const shares = taken(drawn.reduced(CELL));
  drawn.drop();
  return shares;
}

/** @param {Place[]} points @param {number} number @returns {Place} */
const at = (points, number) => points[number] ?? [0, 0];

/** @param {Place[]} points */
function pupilDistance(points) {
  const [[x, y], [x2, y2]] = [at(points, LEFT_PUPIL), at(points, RIGHT_PUPIL)];
  return Math.fround(Math.hypot(x2 - x, y2 - y));
}

/** @param {Place[]} points @returns {Box[]} */
function eyes(points) {
  const [across, down] = [EYE_ACROSS * pupilDistance(points), EYE_DOWN * pupilDistance(points)];
  return [at(points, LEFT_PUPIL), at(points, RIGHT_PUPIL)].map(([x, y]) => [x - across, y - down, x + across, y + down]);
}

/** @param {Place[]} points @returns {Box[]} */
function features(points) {
  const room = Math.fround(ROOM * pupilDistance(points));
  return FEATURES.map((numbers) => {
    const [x, y] = [0, 1].map((axis) => numbers.map((number) => at(points, number)[axis] ?? 0));
    const [columns, rows] = [x ?? [], y ?? []];
    return /** @type {Box} */ ([
      Math.fround(Math.min(...columns) - room),
      Math.fround(Math.min(...rows) - room),
      Math.fround(Math.max(...columns) + room),
      Math.fround(Math.max(...rows) + room),
    ]);
  });
}

/** What lies in any of the boxes. @param {Box[]} boxes @param {number} width @param {number} height */
function boxed(boxes, width, height) {
  const mask = new Mask(width, height);
  for (const box of boxes) {
    const [left = 0, top = 0, right = 0, bottom = 0] = box.map((each) => rounded(Math.max(0, each), 0));
    for (let row = top; row < Math.min(bottom, height); row += 1)
      if (left < width) mask.at.fill(1, row * width + left, row * width + Math.min(Math.max(left, right), width));
  }
  return mask;
}
