import { signed } from "../formats/rounding.js";
import { distance } from "./color.js";
import { readComplexion } from "./face/complexion.js";
import { readCovers } from "./face/covers.js";
import { findFaces } from "./face/detector.js";
import { readExpression } from "./face/expression.js";
import { hasRedEye, mirroredLight } from "./face/eyes.js";
import { readGeometry } from "./face/geometry.js";
import { guessed, hidden, shut, tooSmall } from "./face/hidden.js";
import { findMesh } from "./face/mesh.js";
import { NotMeasured } from "./face/networks.js";
import { otherFace, otherFaceShare, withSkin } from "./face/others.js";
import { readPose } from "./face/pose.js";
import { stretched } from "./face/proportions.js";
import { wasEnlarged } from "./face/resampling.js";
import { PUPIL_DISTANCE, sharpness } from "./face/sharpness.js";
import { bare, readSkin, sideLight } from "./face/skin.js";
import { GLASSES, clothesColor, glassesShare } from "./face/worn.js";
import { readBackdrop } from "./ground/backdrop.js";
import { findBetween } from "./ground/between.js";
import { findFrame } from "./ground/border.js";
import { cutCorners } from "./ground/corners.js";
import { distanceTo, nameOf } from "./ground/named.js";
import { findLines, findOverlay } from "./ground/overlay.js";
import { findRim } from "./ground/rim.js";
import { findThings } from "./ground/things.js";
import SAID from "./seen.json" with { type: "json" };

/**
 * What each group of a portrait's facts is made of, what one look gives: the twin of `zikao.photo.groups`. What is null was not
 * found. What a look finds beside its facts is left in the portrait.
 *
 * @typedef {import("./portrait.js").Portrait} Portrait
 * @typedef {import("./portrait.js").Found} Found
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./face/mesh.js").Mesh} Mesh
 * @typedef {import("./face/skin.js").Skin} Skin
 */

/** Detections that are looked at again; a class photo is no portrait anyway. */
const MOST_FACES = 8;
/** Pixels between the pupils up to which single pixels still tell whether a picture was enlarged. */
const LARGEST_FOR_DETAIL = 160;

/** @param {number | null} value @param {number} digits */
const round = (value, digits) => (value === null ? null : signed(value, digits));

/**
 * Detections in which the second network sees a face as well, and its points, best first. Of several only those with skin
 * count: a crest beside the person is none.
 *
 * @param {Portrait} portrait
 */
export async function faces(portrait) {
  const { picture, networks } = portrait;
  /** @type {[import("./face/detector.js").Detection, Mesh][]} */
  const sure = [];
  for (const face of (await findFaces(picture, networks)).slice(0, MOST_FACES)) {
    const mesh = await findMesh(picture, face, networks);
    if (mesh) sure.push([face, mesh]);
  }
  return sure.length > 1 ? withSkin(picture, sure, await portrait.parted()) : sure;
}

/** Frames, cut corners and lines that a program has drawn. @param {Portrait} portrait @returns {Found} */
export function edges(portrait) {
  const frame = (portrait.frame = findFrame(portrait.picture));
  const corners = (portrait.corners = cutCorners(portrait.picture));
  const lines = (portrait.lines = findLines(portrait.picture));
  return { has_border: frame !== null || corners.length > 0, has_line: lines.length > 0 };
}

/** Where eyes, chin and face are, how far eyes and mouth are open. @param {Portrait} portrait @param {Mesh} mesh @returns {Found} */
export function place(portrait, mesh) {
  const found = (portrait.geometry = readGeometry(mesh));
  const { scale } = portrait.picture;
  return {
    left_eye_y: signed(found.leftEye[1] * scale, 1),
    right_eye_y: signed(found.rightEye[1] * scale, 1),
    eye_line_tilt_deg: signed(found.tilt, 2),
    chin_y: signed(found.chin[1] * scale, 1),
    face_width: signed(found.width * scale, 1),
    face_center_x: signed(found.centerX * scale, 1),
    left_eye_openness: signed(found.leftOpenness, 3),
    right_eye_openness: signed(found.rightOpenness, 3),
    mouth_gap: signed(found.mouthGap, 4),
  };
}

/** The top of the hair, and the room around the head; nothing where the hair cannot be told. @param {Portrait} portrait @returns {Promise<Found>} */
export async function head(portrait) {
  const { geometry: found, picture } = portrait;
  const outline = await portrait.outlined();
  if (!found) return {};
  // Hair beside the face counts, another thing at the picture's edge does not.
  const half = 0.6 * found.width;
  const top = outline.top((found.centerX - half) / picture.width, (found.centerX + half) / picture.width, picture.height);
  const [, chin] = found.chin;
  if (top === null || top >= chin) return {};
  const [left, right] = outline.sides(top / picture.height, chin / picture.height);
  return {
    hair_top_y: signed(top * picture.scale, 1),
    hair_top_share: signed(top / picture.height, 4),
    head_height_share: signed((chin - top) / picture.height, 4),
    left_space_share: signed(left, 4),
    right_space_share: signed(1 - right, 4),
  };
}

/**
 * Where the head is turned.
 *
 * @param {Mesh} mesh
 * @param {Uint8Array | null} faceModel
 * @returns {Found}
 * @throws {NotMeasured} the canonical face is not there
 */
export function pose(mesh, faceModel) {
  if (!faceModel) throw new NotMeasured(SAID.reasons.not_loaded);
  const { yaw, pitch, roll } = readPose(mesh, faceModel);
  return { yaw_deg: signed(yaw, 1), pitch_deg: signed(pitch, 1), roll_deg: signed(roll, 1) };
}

/** What the face does. @param {Mesh} mesh @param {import("./face/networks.js").Networks} networks @returns {Promise<Found>} */
export async function expression(mesh, networks) {
  const { blink, smile } = await readExpression(mesh, networks);
  return { eyes_closed_score: signed(blink, 3), smile_score: signed(smile, 3) };
}

/** The light on the face's own skin. @param {Portrait} portrait @param {Mesh} mesh @param {Skin | null} skin @returns {Promise<Found>} */
export async function light(portrait, mesh, skin) {
  const { picture } = portrait;
  const ratio = sideLight(picture, mesh);
  // A face that the parts network does not see may be lost in the dark, or burnt out: then all of it counts.
  const lit = (portrait.skin = skin && (bare(skin, picture, mesh, await portrait.parted()) ?? skin));
  return {
    overexposed_share: lit && signed(lit.overexposed, 4),
    underexposed_share: lit && signed(lit.underexposed, 4),
    side_light_ratio: round(ratio, 3),
    red_eye: hasRedEye(picture, mesh),
  };
}

/** How much of the face's detail is its own. @param {Picture} picture @param {Mesh} mesh @param {Skin | null} skin @returns {Found} */
export function detail(picture, mesh, skin) {
  const compared = readSkin(picture, mesh, PUPIL_DISTANCE);
  const fine = picture.native && mesh.pupilDistance <= LARGEST_FOR_DETAIL ? skin : null;
  return { sharpness: round(compared && sharpness(compared), 3), resampled: fine && wasEnlarged(fine) };
}

/**
 * What lies behind the person.
 *
 * @param {Portrait} portrait
 * @param {Record<string, import("./ground/colors.js").Rgb>} allowed colours by name, as sRGB bytes
 * @returns {Promise<Found>}
 */
export async function ground(portrait, allowed) {
  const { picture, frame } = portrait;
  const outline = await portrait.outlined();
  const backdrop = readBackdrop(picture, outline, frame ? Math.max(frame.left, frame.top, frame.right, frame.bottom) : 0);
  const things = findThings(picture, backdrop);
  const between = findBetween(backdrop, outline, await portrait.parted());
  Object.assign(portrait, { backdrop, things, between });
  const skip = things.cells;
  return {
    background_rgb: `#${[...backdrop.color()].map((each) => signed(each, 0).toString(16).padStart(2, "0")).join("")}`,
    background_nearest: nameOf(backdrop.median),
    background_distance: round(distanceTo(backdrop.median, allowed), 1),
    background_unevenness: signed(backdrop.unevenness(skip), 1),
    background_gradient: signed(backdrop.gradient(), 1),
    shadow_share: signed(backdrop.shadow(skip, between.shadow.without(backdrop.mask)), 3),
    hard_shadow_share: signed(between.shadow.share(), 4),
    has_object: things.objects.any() || between.objects.any(),
  };
}

/** Letters on the ground. @param {Portrait} portrait @returns {Found} @throws {NotMeasured} the ground was not looked at */
export function text({ things, absent }) {
  if (!things) throw new NotMeasured(absent.has_object ?? "");
  return { has_text: things.hasText };
}

/**
 * Colours along the person's outline.
 *
 * @param {Portrait} portrait
 * @returns {Promise<Found>}
 * @throws {NotMeasured} the ground was not looked at, or has too many colours of its own
 */
export async function rim(portrait) {
  const { backdrop, things, absent } = portrait;
  if (!backdrop || !things) throw new NotMeasured(absent.has_object ?? "");
  if (things.wild) throw new NotMeasured(SAID.reasons.wild);
  const found = (portrait.rim = findRim(portrait.picture, backdrop, await portrait.outlined()));
  return { rim_share: round(found.share, 3) };
}

/** The colours of the skin. @param {Portrait} portrait @param {Mesh} mesh @returns {Promise<Found>} */
export async function colors(portrait, mesh) {
  const found = readComplexion(portrait.picture, mesh, await portrait.parted());
  return found ? { face_color_variety: signed(found.variety, 2), skin_color_distance: signed(found.astray, 1) } : {};
}

/** Letters over the person. @param {Portrait} portrait @param {Mesh} mesh @returns {Promise<Found>} */
export async function over(portrait, mesh) {
  const parts = await portrait.parted();
  const found = (portrait.overlay = findOverlay(portrait.picture, mesh, await portrait.outlined(), parts));
  const sure = found.letters.any();
  return { text_on_person: found.doubtful.any() && !sure ? null : sure };
}

/** Skin of somebody else. @param {Portrait} portrait @param {Mesh} mesh @returns {Promise<Found>} */
export async function beside(portrait, mesh) {
  const parts = await portrait.parted();
  return { other_face_share: signed(otherFaceShare(otherFace(portrait.picture, mesh, parts), parts), 3) };
}

/** Whether the face was made narrower or wider. @param {Mesh} mesh @returns {Found} */
export const shape = (mesh) => ({ face_stretch: round(stretched(mesh), 3) });

/** Glasses and clothes. @param {Portrait} portrait @param {Mesh} mesh @returns {Promise<Found>} */
export async function worn(portrait, mesh) {
  const { picture, backdrop, geometry } = portrait;
  const parts = await portrait.parted();
  const glasses = glassesShare(picture, mesh, parts);
  const chin = geometry ? geometry.chin[1] / picture.height : 1;
  const clothes = clothesColor(picture, parts, await portrait.outlined(), chin);
  const near = clothes && backdrop ? (distance(clothes, backdrop.median)[0] ?? null) : null;
  const glare = glasses > GLASSES ? mirroredLight(picture, mesh) : 0;
  return {
    glasses_share: signed(glasses, 3),
    lens_glare_share: round(glare, 3),
    clothes_background_distance: round(near, 1),
  };
}

/** What lies over the face. @param {Portrait} portrait @param {Mesh} mesh @returns {Promise<Found>} */
export async function covers(portrait, mesh) {
  const { picture } = portrait;
  const parts = await portrait.parted();
  const found = (portrait.covers = readCovers(picture, mesh, parts));
  const tint = glassesShare(picture, mesh, parts) > GLASSES ? found.lenses : 0;
  return {
    mouth_cover_share: signed(found.mouth, 3),
    eyes_cover_share: signed(Math.max(...found.eyes), 3),
    brow_hair_share: signed(found.brows, 3),
    lens_tint: round(tint, 3),
    headwear_share: signed(found.headwear, 3),
  };
}

/**
 * What is seen goes before what the mesh guesses. Eyes with a lid over the iris are shut; facts that rest on what is not seen
 * of the face become absent, for the reason that is true.
 *
 * @param {Portrait} portrait
 * @param {Mesh} mesh
 */
export async function correct(portrait, mesh) {
  const { facts, absent, covers } = portrait;
  let reasons = tooSmall(mesh);
  if (!portrait.parts) reasons = { ...guessed(absent.mouth_cover_share ?? ""), ...reasons };
  if (covers) {
    const glasses = glassesShare(portrait.picture, mesh, await portrait.parted());
    reasons = { ...hidden(covers, glasses), ...reasons };
    close(facts, shut(covers, mesh, glasses, facts.sharpness ?? 1));
  }
  for (const [name, reason] of Object.entries(reasons)) {
    if (!(name in facts)) continue;
    delete facts[name];
    absent[name] = reason;
  }
}

/** The facts of eyes that are seen to be shut. @param {Record<string, any>} facts @param {[number, number]} lids */
function close(facts, lids) {
  for (const [at, name] of ["left_eye_openness", "right_eye_openness"].entries()) if (lids[at] && name in facts) facts[name] = 0;
  if (facts.eyes_closed_score !== undefined) facts.eyes_closed_score = Math.max(facts.eyes_closed_score, ...lids.map((lid) => signed(lid, 3)));
}
