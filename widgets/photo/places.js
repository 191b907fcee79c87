import { rounded } from "../formats/rounding.js";
import { distance } from "./color.js";
import { BROWS } from "./face/covers.js";
import { lenses, redEyes } from "./face/eyes.js";
import { CHIN, OVAL } from "./face/mesh.js";
import { otherFace } from "./face/others.js";
import { SIDE } from "./face/outline.js";
import { brightness, cheeks } from "./face/skin.js";
import { eyeBand } from "./face/worn.js";
import { Mask } from "./masks.js";

/**
 * Where in the picture a fact was read, the box or the line to look at, in numbers and without any pixel: the twin of
 * `zikao.photo.places`. Boxes of what spreads over the background come from the grids that the measuring itself went by, and are
 * found only when somebody asks.
 *
 * @typedef {import("./portrait.js").Portrait} Portrait
 * @typedef {import("./portrait.js").Box} Box
 * @typedef {{box: Box, line: string | null}} Place in pixels of the picture as shown. Of a line, box: x and y of its left or upper
 *   end, then of the other; line: its name
 * @typedef {[x: number, y: number]} Point
 */

/** Places of one fact. */
const MOST = 6;
/** Share of the background's grid of the smallest area that is boxed, where there are larger ones. */
const LEAST = 0.002;
/** Share of the unevenness from which on a cell is one of those that make it. */
const UNEVEN = 0.7;
/** Cells around strokes that are boxed with them, and join letters to words. */
const LETTERS = 2;
/** Pixels of the cells in which burnt-out and drowned skin is looked for. */
const SPOT = 8;
const LEAST_SPOT = 4;
const FOREHEAD = 10;
const EYES = [
  [33, 133, 159, 145],
  [362, 263, 386, 374],
];
const MOUTH = [61, 291, 0, 17];
/** Around the lids and the lips, by the height of the box without it. */
const [EYE_ROOM, MOUTH_ROOM] = [0.5, 0.3];

/**
 * Where a fact was read, the most telling place first; empty where it has none, or was not measured.
 *
 * @param {Portrait} portrait
 * @param {string} fact
 * @returns {Place[]}
 */
export function placesOf(portrait, fact) {
  const find = PLACES[fact];
  if (!find || !(fact in portrait.facts)) return [];
  const { width, height, scale } = portrait.picture;
  /** @type {Place[]} */
  const found = [];
  for (const { box, line } of find(portrait)) {
    const [left, top, right, bottom] = box.map((each, at) => Math.min(Math.max(each, 0), at % 2 ? height : width));
    const inside = /** @type {Box} */ ([left, top, right, bottom]);
    if (line || (inside[0] < inside[2] && inside[1] < inside[3])) {
      found.push({ box: /** @type {Box} */ (inside.map((each) => rounded(each * scale, 1))), line });
    }
  }
  return found.slice(0, MOST);
}

/** Those that overlap as one, in the order of the first of each. @param {Box[]} boxes @returns {Box[]} */
function merged(boxes) {
  /** @type {Box[]} */
  const found = [];
  for (const box of boxes) {
    const at = found.findIndex((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    const other = found[at];
    if (other) {
      const [left, top, right, bottom] = [Math.min(box[0], other[0]), Math.min(box[1], other[1]), Math.max(box[2], other[2]), Math.max(box[3], other[3])];
      found[at] = [left, top, right, bottom];
    } else found.push(box);
  }
  return found.length === boxes.length ? found : merged(found);
}

/** @param {readonly Box[]} boxes @returns {Place[]} */
const places = (boxes) => boxes.map((box) => ({ box, line: null }));

/** The box of points, and around it some more, by its height; a closed eye has at least a tenth. @param {readonly Point[]} points @param {number} [room] @returns {Box} */
function around(points, room = 0) {
  const [x, y] = [points.map(([each]) => each), points.map(([, each]) => each)];
  const [left, top, right, bottom] = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
  const more = room * Math.max(bottom - top, 0.1 * (right - left));
  return [left - more, top - more, right + more, bottom + more];
}

/** @param {Portrait} portrait @param {readonly number[]} numbers @returns {Point[]} */
const points = ({ mesh }, numbers) => (mesh ? numbers.map((each) => [mesh.at(each)[0], mesh.at(each)[1]]) : []);

/** What is done with the mesh; nowhere without one. @type {(portrait: Portrait, find: (mesh: import("./face/mesh.js").Mesh) => readonly Box[]) => Place[]} */
const ofMesh = ({ mesh }, find) => places(mesh ? find(mesh) : []);

/** @type {Find} */
const face = (portrait) => places([around(points(portrait, OVAL))]);

/** @param {Portrait} portrait @param {string} name @returns {Place[]} */
function line(portrait, name) {
  const found = portrait.geometry;
  if (!found) return [];
  if (name === "face_axis") {
    const [forehead, chin] = /** @type {[Point, Point]} */ (points(portrait, [FOREHEAD, CHIN]));
    return [{ box: [...forehead, ...chin], line: name }];
  }
  const half = found.width / 2;
  const [left, right] = [found.centerX - half, found.centerX + half];
  const top = topOf(portrait);
  const chin = found.chin[1];
  const cheeksAt = (0.65 * (found.leftEye[1] + found.rightEye[1])) / 2 + 0.35 * chin;
  /** @type {Record<string, Box>} */
  const ends = {
    eye_line: [found.leftEye[0], found.leftEye[1], found.rightEye[0], found.rightEye[1]],
    hair_top: [left, top, right, top],
    chin: [left, chin, right, chin],
    face_width: [left, cheeksAt, right, cheeksAt],
    face_center: [found.centerX, top, found.centerX, chin],
  };
  return [{ box: /** @type {Box} */ (ends[name]), line: name }];
}

/** The hair's, or the picture's where it was not measured. @param {Portrait} portrait */
const topOf = ({ facts, picture }) => (facts.hair_top_y ?? 0) / picture.scale;

/** @type {Find} */
function head(portrait) {
  const [left, , right, bottom] = around(points(portrait, OVAL));
  return places([[left, topOf(portrait), right, bottom]]);
}

/** What lies at the left and at the right of the head. @param {Portrait} portrait @returns {[Box, Box]} */
function beside(portrait) {
  const { picture, geometry, outline } = portrait;
  const { width, height } = picture;
  const top = topOf(portrait);
  const chin = geometry ? geometry.chin[1] : height;
  const [left, right] = outline ? outline.sides(top / height, chin / height) : [0, 1];
  return [
    [0, top, left * width, chin],
    [right * width, top, width, chin],
  ];
}

/** @param {Portrait} portrait */
const eyes = (portrait) => places(EYES.map((numbers) => around(points(portrait, numbers), EYE_ROOM)).sort(inOrder));

/** As Python orders tuples. @param {readonly number[]} one @param {readonly number[]} other */
const inOrder = (one, other) => one.map((each, at) => each - (other[at] ?? 0)).find((each) => each) ?? 0;

/** From the nose down. @type {Find} */
function lowerFace(portrait) {
  const [left, top, right, bottom] = around(points(portrait, OVAL));
  return places([[left, (top + bottom) / 2, right, bottom]]);
}

/** @type {Find} */
function aboveBrows(portrait) {
  if (!portrait.mesh) return [];
  const [left, , right] = around(points(portrait, OVAL));
  return places([[left, topOf(portrait), right, around(points(portrait, BROWS.flat()))[1]]]);
}

/** @type {Find} */
function darkerCheek(portrait) {
  const light = (/** @type {Box} */ box) => brightness(portrait.picture, box) ?? 0;
  return ofMesh(portrait, (mesh) => [...cheeks(mesh)].sort((one, other) => light(one) - light(other)).slice(0, 1));
}

/** The parts of the face that are burnt out or drowned. @param {Portrait} portrait @param {"over" | "under"} lost */
function skin(portrait, lost) {
  const { skin, picture } = portrait;
  if (!skin) return [];
  const drawn = skin[lost].drawn(picture.rgb.pixels);
  const fewer = drawn.reduced(SPOT);
  const bytes = fewer.bytes();
  const cells = Mask.where(fewer.width, fewer.height, (at) => (bytes[at] ?? 0) >= 128);
  drawn.drop();
  fewer.drop();
  const [x, y] = skin.corner;
  const found = boxed(cells, LEAST_SPOT).map((box) => scaled(box, SPOT, SPOT));
  return places(merged(found.map(([left, top, right, bottom]) => [x + left, y + top, x + right, y + bottom])));
}

/** Boxes of the areas of some size, or else of the largest. @param {Mask} cells @param {number} least */
function boxed(cells, least) {
  const found = cells.areas(least);
  return found[0] ? found : cells.areas().slice(0, 1);
}

/** @param {Box} box @param {number} across @param {number} down @returns {Box} */
const scaled = ([left, top, right, bottom], across, down) => [left * across, top * down, right * across, bottom * down];

/** The person below the chin. @type {Find} */
function clothes({ picture, outline, geometry }) {
  if (!outline || !geometry) return [];
  const above = (rounded((geometry.chin[1] / picture.height) * SIDE, 0) ?? 0) * SIDE;
  const person = Mask.where(SIDE, SIDE, (at) => at >= above && (outline.shares[at] ?? 0) >= 0.5);
  const found = person.areas().slice(0, 1);
  return places(found.map((box) => scaled(box, picture.width / SIDE, picture.height / SIDE)));
}

/** Boxes of areas of the background's grid. @param {Portrait} portrait @param {Mask} cells */
function grid({ picture }, cells) {
  const found = boxed(cells, LEAST * cells.at.length);
  return places(merged(found.map((box) => scaled(box, picture.width / cells.width, picture.height / cells.height))));
}

/** The background above the head and at both sides of it. @type {Find} */
function ground(portrait) {
  const { backdrop, picture, geometry } = portrait;
  if (!backdrop) return [];
  const { mask } = backdrop;
  if (!geometry) return grid(portrait, mask);
  const [left, right] = beside(portrait);
  const down = rounded((left[1] / picture.height) * mask.height, 0);
  const first = rounded((left[2] / picture.width) * mask.width, 0);
  const last = rounded((right[0] / picture.width) * mask.width, 0);
  /** @type {((column: number, row: number) => boolean)[]} */
  const windows = [(_, row) => row < down, (column, row) => row >= down && column < first, (column, row) => row >= down && column >= last];
  const found = windows.flatMap((inside) => bounds(mask, inside));
  return places(found.map((box) => scaled(box, picture.width / mask.width, picture.height / mask.height)));
}

/** The one box of what of a mask lies inside; none where nothing does. @param {Mask} mask @param {(column: number, row: number) => boolean} inside @returns {Box[]} */
function bounds(mask, inside) {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (let at = mask.at.indexOf(1); at >= 0; at = mask.at.indexOf(1, at + 1)) {
    const column = at % mask.width;
    const row = (at - column) / mask.width;
    if (!inside(column, row)) continue;
    [left, top, right, bottom] = [Math.min(left, column), Math.min(top, row), Math.max(right, column + 1), Math.max(bottom, row + 1)];
  }
  return right ? [[left, top, right, bottom]] : [];
}

/** @type {Find} */
function uneven(portrait) {
  const { backdrop, things } = portrait;
  if (!backdrop || !things) return [];
  const far = distance(backdrop.seen, backdrop.median);
  const limit = Math.fround(UNEVEN * Math.max(backdrop.unevenness(things.cells), 0.1));
  return grid(portrait, backdrop.grid((cell) => (far[cell] ?? 0) >= limit).without(things.cells));
}

/** @type {Find} */
function gradient({ backdrop, picture }) {
  if (!backdrop) return [];
  const middle = (/** @type {number} */ at) => Math.fround((backdrop.places[at] ?? 0) + 0.5);
  const ends = backdrop.ends().map((at) => /** @type {Point} */ ([middle(at * 2) * picture.width, middle(at * 2 + 1) * picture.height]));
  const [one, other] = /** @type {[Point, Point]} */ (ends.sort(inOrder));
  return [{ box: [...one, ...other], line: "gradient" }];
}

/** @type {Find} */
function shadow(portrait) {
  const { backdrop, things, between } = portrait;
  if (!backdrop || !things) return [];
  const dark = backdrop.grid((cell) => backdrop.isDark(cell)).without(things.cells);
  return grid(portrait, between ? dark.or(between.shadow) : dark);
}

/** @type {Find} */
function objects(portrait) {
  const { things, between } = portrait;
  if (!things) return [];
  return grid(portrait, between ? things.objects.or(between.objects) : things.objects);
}

/** Words, the longest first. @type {Find} */
const writing = (portrait) => (portrait.things?.hasText ? grid(portrait, portrait.things.strokes.grown(LETTERS)) : []);

/** @type {Find} */
const overlay = (portrait) => (portrait.overlay ? grid(portrait, portrait.overlay.letters.grown(1)) : []);

/** @type {Find} */
function others(portrait) {
  const { picture, mesh, parts } = portrait;
  return mesh && parts ? grid(portrait, otherFace(picture, mesh, parts)) : [];
}

/** @type {Find} */
const rim = (portrait) => (portrait.rim ? grid(portrait, portrait.rim.strange.grown(1)) : []);

/** @type {Find} */
function border({ frame, corners, picture: { width, height } }) {
  if (!frame) return places(corners);
  const { left, top, right, bottom } = frame;
  return places([
    [0, 0, width, top],
    [0, height - bottom, width, height],
    [0, 0, left, height],
    [width - right, 0, width, height],
  ]);
}

/** @typedef {(portrait: Portrait) => Place[]} Find */

/** @param {string} name @returns {Find} */
const lineOf = (name) => (portrait) => line(portrait, name);
/** The same for each fact. @param {string[]} facts @param {Find} find */
const all = (facts, find) => Object.fromEntries(facts.map((fact) => [fact, find]));

/** @type {Record<string, Find>} */
const PLACES = {
  faces: (portrait) => places(portrait.faces.map(({ box }) => /** @type {Box} */ ([...box]))),
  ...all(["hair_top_y", "hair_top_share"], lineOf("hair_top")),
  chin_y: lineOf("chin"),
  ...all(["left_eye_y", "right_eye_y", "eye_line_tilt_deg"], lineOf("eye_line")),
  face_width: lineOf("face_width"),
  face_center_x: lineOf("face_center"),
  head_height_share: head,
  left_space_share: (portrait) => places([beside(portrait)[0]]),
  right_space_share: (portrait) => places([beside(portrait)[1]]),
  roll_deg: lineOf("face_axis"),
  ...all(["yaw_deg", "pitch_deg", "sharpness", "resampled"], face),
  left_eye_openness: (portrait) => eyes(portrait).slice(0, 1),
  right_eye_openness: (portrait) => eyes(portrait).slice(1),
  eyes_closed_score: eyes,
  ...all(["mouth_gap", "smile_score"], (portrait) => places([around(points(portrait, MOUTH), MOUTH_ROOM)])),
  ...all(["glasses_share", "eyes_cover_share"], (portrait) => ofMesh(portrait, (mesh) => [eyeBand(mesh)])),
  ...all(["lens_glare_share", "lens_tint"], (portrait) => ofMesh(portrait, lenses)),
  mouth_cover_share: lowerFace,
  brow_hair_share: (portrait) => places(BROWS.map((brow) => around(points(portrait, brow)))),
  headwear_share: aboveBrows,
  red_eye: (portrait) => ofMesh(portrait, (mesh) => redEyes(portrait.picture, mesh)),
  ...all(["background_rgb", "background_nearest", "background_distance"], ground),
  background_unevenness: uneven,
  background_gradient: gradient,
  ...all(["shadow_share", "hard_shadow_share"], shadow),
  has_object: objects,
  has_text: writing,
  text_on_person: overlay,
  other_face_share: others,
  face_stretch: face,
  ...all(["face_color_variety", "skin_color_distance"], face),
  rim_share: rim,
  has_line: ({ lines }) => places(lines),
  has_border: border,
  overexposed_share: (portrait) => skin(portrait, "over"),
  underexposed_share: (portrait) => skin(portrait, "under"),
  side_light_ratio: darkerCheek,
  clothes_background_distance: clothes,
};
