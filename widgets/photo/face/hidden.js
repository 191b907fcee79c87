/**
 * Which facts of a face rest on what cannot be seen of it, and why, so that they are not measured: the twin of
 * `zikao.photo.face.hidden`.
 */
import SAID from "../seen.json" with { type: "json" };
import { GLASSES } from "./worn.js";

/**
 * @typedef {import("./covers.js").Covers} Covers
 * @typedef {import("./mesh.js").Mesh} Mesh
 * @typedef {Record<string, string>} Reasons of facts, by their name
 */

/** Pixels between the pupils from which on more than the place of a face can be told. */
export const LEAST_PUPILS = 28;
/** Share of the lower face under something else, from which on lips and chin are guesses. */
const MOUTH = 0.25;
/** How far lenses at least are from clear ones that the eyes behind them are not seen. */
const DARK = 0.3;
/** Share of the skin around an eye that is not seen, from which on the eye is a guess. Thick rims: 0.4. */
const EYE = 0.5;
/** Share of an iris's place that looks like skin, from which on a lid lies over it. */
const LID = 0.5;
/** Sharpness below which pupils melt into the skin around them, and nothing is said of lids. */
const SHARP = 0.7;

const OF_THE_FINE = [
  ...["eye_line_tilt_deg", "left_eye_openness", "right_eye_openness", "mouth_gap", "yaw_deg", "pitch_deg", "roll_deg"],
  ...["eyes_closed_score", "smile_score", "red_eye", "side_light_ratio", "sharpness", "resampled"],
  ...["overexposed_share", "underexposed_share", "glasses_share", "lens_glare_share", "lens_tint"],
  ...["mouth_cover_share", "eyes_cover_share", "brow_hair_share"],
];
const OF_THE_MOUTH = [
  ...["mouth_gap", "smile_score", "chin_y", "head_height_share", "yaw_deg", "pitch_deg"],
  ...["side_light_ratio", "overexposed_share", "underexposed_share", "sharpness", "resampled"],
];
const OF_THE_EYES = [
  ...["left_eye_y", "right_eye_y", "eye_line_tilt_deg", "left_eye_openness", "right_eye_openness"],
  ...["eyes_closed_score", "red_eye"],
];
/** A bar or a lock of hair goes beyond the eyes, into the skin that they are read from. */
const OF_THE_EXPOSURE = ["overexposed_share", "underexposed_share"];
const OF_THE_LENSES = ["glasses_share", "lens_glare_share", "lens_tint"];

/** Facts that a face of so few pixels does not bear. @param {Mesh} mesh @returns {Reasons} */
export const tooSmall = (mesh) => (mesh.pupilDistance < LEAST_PUPILS ? all(OF_THE_FINE, SAID.reasons.too_small) : {});

/** Facts that something over the face could take away, where nobody could look whether there is any. @param {string} reason @returns {Reasons} */
export const guessed = (reason) => all([...OF_THE_MOUTH, ...OF_THE_EYES, ...OF_THE_LENSES], reason);

/**
 * Facts that rest on what is covered.
 *
 * @param {Covers} covers
 * @param {number} glasses the share that is spectacles
 * @returns {Reasons}
 */
export function hidden(covers, glasses) {
  const found = covers.mouth > MOUTH ? all(OF_THE_MOUTH, SAID.reasons.behind_mouth) : {};
  if (Math.max(...covers.eyes) <= EYE) return found;
  const eyes = behindLenses(covers, glasses)
    ? all([...OF_THE_EYES, "eyes_cover_share"], SAID.reasons.behind_lenses)
    : all([...OF_THE_EYES, ...OF_THE_LENSES, ...OF_THE_EXPOSURE], SAID.reasons.behind_eyes);
  return { ...found, ...eyes };
}

/** Whether what covers the eyes is spectacles: over both alike, and the nose seen between them. @param {Covers} covers @param {number} glasses */
export const behindLenses = ({ bridge, lenses }, glasses) => glasses > GLASSES && bridge && lenses !== null && lenses > DARK;

/**
 * Of each eye, the picture's left one first: how much of the iris's place is under a lid that is seen; 0 where none is.
 *
 * Behind spectacles nothing is said: what their lenses mirror may lie over a pupil like skin.
 *
 * @param {Covers} covers
 * @param {Mesh} mesh
 * @param {number} glasses
 * @param {number} sharpness
 * @returns {[number, number]}
 */
export function shut(covers, mesh, glasses, sharpness) {
  if (glasses > GLASSES || sharpness < SHARP) return [0, 0];
  const [left = 0, right = 0] = covers.lids.map((share) => (share > LID ? share : 0));
  return mesh.upsideDown ? [right, left] : [left, right];
}

/** @param {readonly string[]} names @param {string} reason @returns {Reasons} */
const all = (names, reason) => Object.fromEntries(names.map((name) => [name, reason]));
