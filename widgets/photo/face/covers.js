/**
 * What lies over the face, masks, hands, patches, bars, hair, hats, and lenses that are not clear: the twin of
 * `zikao.photo.face.covers`, which says by what it is told.
 *
 * Everything is looked at in an upright frame of the face, whose unit is the distance of the pupils.
 */
import { BILINEAR, NEAREST } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";
import { LINEAR, picked } from "../color.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import SAID from "../seen.json" with { type: "json" };
import { median, medianColor, quantile } from "../quantiles.js";
import { CHIN, LEFT_IRIS, LEFT_PUPIL, LIDS, OVAL, RIGHT_IRIS, RIGHT_PUPIL } from "./mesh.js";
import { NotMeasured } from "./networks.js";
import { BACKGROUND, BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS, SIDE, likeliest } from "./outline.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("./mesh.js").Mesh} Mesh
 * @typedef {import("./mesh.js").Place} Place
 */

/** Pixels of the frame to the distance of the pupils. */
const UNIT = 40;
const WIDE = 120;
const HIGH = 160;
/** Half the frame's width, in distances of the pupils. */
const HALF = WIDE / UNIT / 2;
/** Distances of the pupils from the frame's upper edge to the eye line: hats end below that. */
const ABOVE = 1.9;

/** Of the oval: its rim is where the network draws its borders. */
const INNER = 0.86;
/** The upper face, from the brows down to below the eyes. */
const UPPER_TO = 0.35;
/** Below the eye line: where nose and mouth lie. */
const MOUTH_FROM = 0.5;
/** Half the width of the mouth's place, and where it begins and ends below the eye line. */
const LIPS = /** @type {const} */ ([0.35, 0.6, 1.35]);
/** Above the eye line: where hats begin and brows have ended. */
const BROWS_TO = -0.45;
/** Half the width of what is looked at for a hat: hair may be wide. */
const HEAD = 1.4;
/** Half the width and height of what is looked at around an eye: lids, and the skin beside them. */
const AROUND = /** @type {const} */ ([0.3, 0.2]);
/** Share of either half of the face in which the network must see the face, to be believed about the other. */
const KNOWN = 0.8;
/** Share of the face from which on, if it is nothing to the network, it has not seen the face at all. */
const LOST = 0.5;

export const BROWS = /** @type {const} */ ([
  [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  [336, 296, 334, 293, 300, 276, 283, 282, 295, 285],
]);
const BROW_ROOM = 0.04;
/** Radius that is looked at for a lid over the iris, by that of the iris. */
const IRIS = 0.75;
/** Pixels of it from which on something is said. */
const LEAST_IRIS = 6;
/** Half the width of the skin under an eye that a lid is compared with, where it begins and where it ends. */
const UNDER_EYE = /** @type {const} */ ([0.2, 0.18, 0.34]);
/** Light of a lid by that skin's. Irises, blue ones as well, have up to 0.4, pupils up to 0.2. */
const LID = /** @type {const} */ ([0.5, 1.8]);
const LID_HUE = 0.35;

/** Light of skin that passes for the face's own, by that of the skin beside. */
const LIKE_SKIN = /** @type {const} */ ([0.35, 2]);
/** How far, in natural logarithms of red and blue by green, such skin's colour may lie from it. */
const HUE = 0.5;
/** Quantile of the light around an eye that skin and the eye's white reach, and behind a cover nothing. */
const BRIGHTEST = 0.9;
/** That quantile's light, by the skin's, up to which there is no skin. */
const BLACK = 0.12;
/** Hue from which on there is no skin either, if next to nothing passes for it. */
const STRANGE = 0.8;
const NOTHING = 0.05;
/** Share of what lies around an eye that the network calls the face's skin, from which on a strange hue is no cover. */
const FACE = 0.5;
/** Share of what is seen around an eye that passes for skin, from which on it is skin even where the network sees nothing. */
const ALIKE = 0.4;
/** Pixels of skin that are compared with, at least. */
const LEAST = 25;
/** Light that is added, so that black has no hue. */
const A_LITTLE = Math.fround(0.004);
/** Light through lenses up to which their colour counts: clear ones mirror coloured lamps as well. */
const LENS_LIGHT = 0.85;
/** Forehead and cheeks, away from the eyes: where skin is compared with, and how far from the middle. */
const FOREHEAD = -0.42;
const CHEEK = /** @type {const} */ ([0.36, 0.75]);
const HIGH_CHEEK = /** @type {const} */ ([0.3, 0.45]);
const ASIDE = 0.12;
/** Half the width of the nose between the eyes, and its end. */
const NOSE = /** @type {const} */ ([0.1, 0.14]);

/**
 * Shares are 0..1.
 *
 * @typedef {object} Covers
 * @property {number} mouth share of the face below the eyes that something else lies over
 * @property {[number, number]} eyes share of the skin around each eye that is not seen, in the mesh's order
 * @property {number} brows share of the more hidden brow that is under hair
 * @property {number | null} lenses how far the skin seen through spectacles is from that beside them: light taken, or change of hue
 * @property {boolean} bridge skin is seen between the eyes, as it is under spectacles and not under a bar
 * @property {number} headwear share of the head from the brows up that is clothes or other things
 * @property {[number, number]} lids share of each iris's place that looks like the skin under that eye, in the mesh's order
 */

/** The face upright, the pupils a unit apart. */
class Frame {
  /**
   * @param {Float32Array} light linear, three numbers a pixel
   * @param {Uint8Array} parts class of the parts network
   * @param {Place[]} points the mesh in units to the right of the middle between the pupils, and below it
   * @param {Mask} face inside of the oval
   */
  constructor(light, parts, points, face) {
    this.light = light;
    this.parts = parts;
    this.points = points;
    this.face = face;
  }

  /**
   * Pixels by where they lie.
   *
   * @param {(across: number, down: number, at: number) => boolean} test in units to the right of the middle between the pupils, and below it
   */
  where(test) {
    const mask = new Mask(WIDE, HIGH);
    for (let row = 0, at = 0; row < HIGH; row += 1) {
      for (let column = 0; column < WIDE; column += 1, at += 1)
        if (test(ACROSS[column] ?? 0, DOWN[row] ?? 0, at)) mask.at[at] = 1;
    }
    return mask;
  }

  /** @param {readonly number[]} numbers @returns {Place[]} */
  those(numbers) {
    return numbers.map((each) => this.points[each] ?? [0, 0]);
  }
}

/** Of columns and rows, where their middles lie. @param {number} count @param {number} before */
const middles = (count, before) =>
  Float32Array.from({ length: count }, (_, at) => Math.fround((at + 0.5) / UNIT) - Math.fround(before));
const ACROSS = middles(WIDE, HALF);
const DOWN = middles(HIGH, ABOVE);

/**
 * What lies over a face.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Float32Array} parts of the whole picture
 * @returns {Covers}
 * @throws {NotMeasured} the parts network does not see the face
 */
export function readCovers(picture, mesh, parts) {
  const frame = upright(picture, mesh, parts);
  /** @param {...number} kinds @returns {Test} */
  const are = (...kinds) => (at) => kinds.includes(frame.parts[at] ?? 0);
  const nothing = are(BACKGROUND);
  if (share(frame.face, nothing) > LOST) throw new NotMeasured(SAID.reasons.lost_parts);
  const upper = frame.where((_, down, at) => Boolean(frame.face.at[at]) && down > BROWS_TO && down < UPPER_TO);
  const lower = frame.where((_, down, at) => Boolean(frame.face.at[at]) && down > MOUTH_FROM);
  const [over, bare] = [are(BODY_SKIN, CLOTHES, OTHERS), are(FACE_SKIN)];
  // What is nothing to the network, as in faces that fill the picture, is a cover only if it knows the rest.
  const knows = share(upper, are(FACE_SKIN, OTHERS, HAIR)) >= KNOWN;
  const below = share(lower, bare);
  const black = blackMouth(frame);
  const mouth = share(lower, (at) => over(at) || (knows && nothing(at)) || Boolean(black?.at[at]));
  const skins = SIDES.map((side) => ownSkin(frame, side, mouth < 1 - KNOWN));
  const seen = LIDS.map((lids, eye) => {
    const [x, y] = middleOf(frame.those(lids)).map((each, axis) => Math.fround(each / (AROUND[axis] ?? 1)));
    const place = frame.where(
      (across, down) => square(across / AROUND[0] - (x ?? 0)) + square(down / AROUND[1] - (y ?? 0)) <= 1,
    );
    const skin = skins[eye] ?? null;
    const look = skin && lookOf(picked(frame.light, place.cells()), skin);
    const unseen = below >= KNOWN && (!look || look.alike < ALIKE);
    const known = share(place, bare) > FACE;
    const gone = look && (isBlack(look) || (isStrange(look) && !known));
    const hidden = are(BODY_SKIN, CLOTHES, OTHERS, HAIR, ...(unseen ? [BACKGROUND] : []));
    return { look, hidden: share(place, gone ? () => true : hidden) };
  });
  const head = frame.where((across, down, at) => Math.abs(across) < HEAD && down < BROWS_TO && !nothing(at));
  return {
    mouth,
    eyes: [seen[0]?.hidden ?? 0, seen[1]?.hidden ?? 0],
    brows: Math.max(...BROWS.map((brow) => underHair(frame, brow))),
    lenses: through(seen.map(({ look }) => look)),
    bridge: hasBridge(frame, skins),
    headwear: share(head, are(CLOTHES, OTHERS)),
    lids: [lid(frame, LEFT_PUPIL, LEFT_IRIS), lid(frame, RIGHT_PUPIL, RIGHT_IRIS)],
  };
}

/** @typedef {(at: number) => boolean} Test of a pixel, by its number */

/** The side of the face at the mesh's first eye, then the other. */
const SIDES = [-1, 1];

/** @param {number} value */
const square = (value) => value * value;

/** How much of a place is so; 0 where there is no such place. @param {Mask} place @param {Test} test */
function share(place, test) {
  let [all, so] = [0, 0];
  for (let at = 0; at < place.at.length; at += 1) {
    if (!place.at[at]) continue;
    all += 1;
    so += Number(test(at));
  }
  return all ? so / all : 0;
}

/** @param {readonly Place[]} points @returns {Place} */
const middleOf = (points) => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

/** @param {Picture} picture @param {Mesh} mesh @param {Float32Array} parts */
function upright(picture, mesh, parts) {
  const middle = middleOf(mesh.pupils);
  const right = mesh.across;
  const chin = mesh.at(CHIN);
  /** @type {Place} */
  let down = [-right[1], right[0]];
  if ((chin[0] - middle[0]) * down[0] + (chin[1] - middle[1]) * down[1] < 0) down = [right[1], -right[0]];
  const unit = Math.max(mesh.pupilDistance, 1e-6);
  const step = unit / UNIT;
  /** @param {import("../../formats/pixels.js").Picture} image @param {readonly number[]} scale @param {number} how */
  const cut = (image, scale, how) => {
    const matrix = [0, 1].flatMap((axis) => {
      const [along, below, from] = [right[axis] ?? 0, down[axis] ?? 0, middle[axis] ?? 0];
      const corner = from - along * (unit * HALF) - below * (unit * ABOVE);
      return [along * step, below * step, corner].map((part) => Math.fround(part) * (scale[axis] ?? 1));
    });
    return taken(image.affine(WIDE, HIGH, matrix, how));
  };
  const fewer = Math.max(1, Math.trunc(step));
  const { pixels } = picture.rgb;
  const kinds = pixels.blank(SIDE, SIDE);
  kinds.memory.set(likeliest(parts));
  const points = mesh.points.map(([x, y]) => {
    const [off, below] = [x - middle[0], y - middle[1]];
    return /** @type {Place} */ ([
      Math.fround((off * right[0] + below * right[1]) / unit),
      Math.fround((off * down[0] + below * down[1]) / unit),
    ]);
  });
  const oval = OVAL.map((each) => points[each] ?? /** @type {Place} */ ([0, 0]));
  const center = middleOf(oval);
  const inside = pixels.blank(WIDE, HIGH);
  inside.polygon(
    oval.flatMap(([x, y]) => [
      (center[0] + (x - center[0]) * INNER + HALF) * UNIT,
      (center[1] + (y - center[1]) * INNER + ABOVE) * UNIT,
    ]),
    1,
  );
  const found = new Frame(
    linear(cut(picture.fewer(fewer), [1 / fewer, 1 / fewer], BILINEAR)),
    cut(kinds, [SIDE / picture.width, SIDE / picture.height], NEAREST),
    points,
    new Mask(WIDE, HIGH, taken(inside)),
  );
  kinds.drop();
  return found;
}

/** @param {Uint8Array} bytes */
function linear(bytes) {
  const light = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) light[at] = LINEAR[bytes[at] ?? 0] ?? 0;
  return light;
}

/**
 * Median light of the face's skin on one side, away from the eyes; null where there is too little.
 *
 * @param {Frame} frame
 * @param {number} side
 * @param {boolean} below the cheeks count down to the mouth
 */
function ownSkin(frame, side, below) {
  const [from, to] = below ? CHEEK : HIGH_CHEEK;
  const skin = frame.where(
    (across, down, at) =>
      Boolean(frame.face.at[at]) &&
      frame.parts[at] === FACE_SKIN &&
      side * across > ASIDE &&
      (down < FOREHEAD || (down > from && down < to)),
  );
  return skin.count() >= LEAST ? medianColor(picked(frame.light, skin.cells())) : null;
}

/** Light as eyes weigh it. @param {ArrayLike<number>} light @param {number} [at] */
const luminance = (light, at = 0) => 0.2126 * (light[at] ?? 0) + 0.7152 * (light[at + 1] ?? 0) + 0.0722 * (light[at + 2] ?? 0);

/** Logarithms of red and of blue by green. @param {ArrayLike<number>} light @param {number} [at] @returns {[number, number]} */
function hues(light, at = 0) {
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((band) => Math.log(Math.fround((light[at + band] ?? 0) + A_LITTLE)));
  return [red - green, blue - green];
}

/**
 * Each colour's light by the skin's, and how far its hue lies from the skin's.
 *
 * @param {Float32Array} light
 * @param {Float32Array} skin
 */
function besideSkin(light, skin) {
  const whole = Math.max(luminance(skin), 1e-4);
  const [red, blue] = hues(skin);
  const bySkin = new Float32Array(light.length / 3);
  const apart = new Float32Array(light.length / 3);
  for (let at = 0; at < bySkin.length; at += 1) {
    bySkin[at] = luminance(light, at * 3) / whole;
    const [ownRed, ownBlue] = hues(light, at * 3);
    apart[at] = Math.hypot(ownRed - red, ownBlue - blue);
  }
  return { bySkin, apart };
}

/**
 * Share of colours that pass for skin.
 *
 * @param {{bySkin: Float32Array, apart: Float32Array}} beside
 * @param {readonly [number, number]} light
 * @param {number} hue
 */
const alike = ({ bySkin, apart }, [low, high], hue) =>
  bySkin.reduce((sum, each, at) => sum + Number(each > low && each < high && (apart[at] ?? 0) < hue), 0) / bySkin.length;

/** @typedef {{brightest: number, hue: number, alike: number}} Look what is seen around an eye, by the skin beside */

/** @param {Float32Array} light @param {Float32Array} skin @returns {Look} */
function lookOf(light, skin) {
  const beside = besideSkin(light, skin);
  const half = median(beside.bySkin);
  const upper = beside.apart.filter((_, at) => (beside.bySkin[at] ?? 0) >= half);
  return { brightest: quantile(beside.bySkin, BRIGHTEST), hue: median(upper), alike: alike(beside, LIKE_SKIN, HUE) };
}

/** @param {Look} look */
const isBlack = ({ brightest }) => brightest < BLACK;

/** Next to nothing in it has the colour of skin. @param {Look} look */
const isStrange = (look) => look.hue > STRANGE && look.alike < NOTHING;

/** No skin is there to be seen. @param {Look} look */
const isNothing = (look) => isBlack(look) || isStrange(look);

/** What both lenses have in common: a tint is theirs, a shadow on one side is not. @param {readonly (Look | null)[]} looks */
function through(looks) {
  const both = looks.flatMap((look) => look ?? []);
  if (both.length < looks.length) return null;
  const light = Math.max(...both.map(({ brightest }) => brightest));
  const hue = light < LENS_LIGHT ? Math.min(...both.map((look) => look.hue)) : 0;
  return Math.min(1, Math.max(0, 1 - light, hue));
}

/** The mean of the skin on both sides, as far as it is known. @param {readonly (Float32Array | null)[]} skins */
function meanOf(skins) {
  const known = skins.flatMap((skin) => (skin ? [skin] : []));
  if (!known.length) return null;
  return Float32Array.from([0, 1, 2], (band) => known.reduce((sum, skin) => sum + (skin[band] ?? 0), 0) / known.length);
}

/** Whether the nose is seen between the eyes. @param {Frame} frame @param {readonly (Float32Array | null)[]} skins */
function hasBridge(frame, skins) {
  const skin = meanOf(skins);
  if (!skin) return true;
  const place = frame.where((across, down) => Math.abs(across) < NOSE[0] && down > 0 && down < NOSE[1]);
  return !isNothing(lookOf(picked(frame.light, place.cells()), skin));
}

/** The mouth's place if nothing like skin or lips is seen in it, whatever the network makes of it. @param {Frame} frame */
function blackMouth(frame) {
  const place = frame.where(
    (across, down, at) => Boolean(frame.face.at[at]) && Math.abs(across) < LIPS[0] && down > LIPS[1] && down < LIPS[2],
  );
  const skin = meanOf(SIDES.map((side) => ownSkin(frame, side, false)));
  return skin && place.any() && isNothing(lookOf(picked(frame.light, place.cells()), skin)) ? place : null;
}

/**
 * How much of an iris's place is skin: the mesh says where it would be even if a lid lies over it.
 *
 * A pupil is dark in any face, so a place without one, of the light and hue of the skin beside, is a lid.
 *
 * @param {Frame} frame
 * @param {number} pupil
 * @param {readonly number[]} iris
 */
function lid(frame, pupil, iris) {
  const [[x, y] = [0, 0]] = frame.those([pupil]);
  const radius = (IRIS * frame.those(iris).reduce((sum, [toX, toY]) => sum + Math.hypot(toX - x, toY - y), 0)) / iris.length;
  const [half, top, bottom] = UNDER_EYE;
  const [first = 0, last = 0, left = 0, right = 0] = [
    y + ABOVE - half,
    y + ABOVE + bottom,
    x + HALF - half,
    x + HALF + half,
  ].map((each) => Math.max(0, whole(each * UNIT)));
  const near = frame.where((_, __, at) => {
    const [column, row] = [at % WIDE, Math.floor(at / WIDE)];
    return row >= first && row < last && column >= left && column < right;
  });
  const place = frame.where(
    (across, down, at) => Boolean(near.at[at]) && square(across - x) + square(down - y) <= square(radius),
  );
  const beside = frame.where((_, down, at) => Boolean(near.at[at]) && down - y > top && frame.parts[at] === FACE_SKIN);
  if (place.count() < LEAST_IRIS || beside.count() < LEAST) return 0;
  return alike(besideSkin(picked(frame.light, place.cells()), medianColor(picked(frame.light, beside.cells()))), LID, LID_HUE);
}

/** @param {Frame} frame @param {readonly number[]} brow */
function underHair(frame, brow) {
  const points = frame.those(brow);
  const [across, down] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const [top, bottom] = [Math.min(...down) - BROW_ROOM, Math.max(...down)];
  const place = frame.where((x, y) => x > left && x < right && y > top && y < bottom);
  return share(place, (at) => frame.parts[at] === HAIR);
}
