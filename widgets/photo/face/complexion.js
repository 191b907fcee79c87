/** The colours of a face, whether it has any, and whether they are those of skin: the twin of `zikao.photo.face.complexion`. */
import { resized } from "../../formats/floats.js";
import { BOX } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";
import { instead } from "../../formats/upright.js";
import { lab, picked } from "../color.js";
import { Mask } from "../masks.js";
import { taken } from "../picture.js";
import { median, medianColor } from "../quantiles.js";
import { OVAL } from "./mesh.js";
import { FACE_SKIN, SIDE, part } from "./outline.js";
import { bounds, within } from "./skin.js";

/** The face's oval that is looked at, by its size: without hair and ground. */
const INSIDE = 0.8;
/** Pixels that the oval is averaged to across: finer colours are those of the compression. */
const ACROSS = 64;
/** Pixels of the smallest box of a face. */
const SMALLEST = 8;
/** Share of the oval that has to be skin. */
const LEAST = 0.3;
/** L* of a layer in which colours are compared. */
const STEP = 2;
/** Pixels of the smallest layer that counts. */
const FEW = 8;
/** Degrees of hue between which skin of all tones lies. */
const LOW = 25;
const HIGH = 85;

/**
 * dE*ab each.
 *
 * @typedef {object} Complexion
 * @property {number} variety how far pixels of the same lightness differ in a* and b*: next to nothing without colour
 * @property {number} astray from the face's median colour to the nearest hue of skin
 */

/**
 * The colours of the skin inside the face's oval; null where little of it is to be seen.
 *
 * @param {import("../picture.js").Picture} picture
 * @param {import("./mesh.js").Mesh} mesh
 * @param {Float32Array} parts
 * @returns {Complexion | null}
 */
export function readComplexion(picture, mesh, parts) {
  const oval = smaller(mesh.those(OVAL), INSIDE);
  const box = bounds(oval, picture);
  const [left, top, right, bottom] = box;
  if (Math.min(right - left, bottom - top) < SMALLEST) return null;
  const scale = Math.min(1, ACROSS / (right - left));
  const [width, height] = [Math.max(1, whole((right - left) * scale)), Math.max(1, whole((bottom - top) * scale))];
  const inside = within(picture, oval, box, width, height, scale);
  const share = resized(part(parts, FACE_SKIN), SIDE, SIDE, width, height, [
    (left / picture.width) * SIDE,
    (top / picture.height) * SIDE,
    (right / picture.width) * SIDE,
    (bottom / picture.height) * SIDE,
  ]);
  const seen = Mask.where(width, height, (at) => Boolean(inside.at[at]) && (share[at] ?? 0) > 0.5);
  if (!inside.any() || seen.count() < LEAST * inside.count()) return null;
  const face = picture.rgb.crop(...box);
  const colors = lab(picked(taken(instead(face, face.resized(width, height, BOX))), seen.cells()));
  return { variety: variety(colors), astray: astray(medianColor(colors)) };
}

/**
 * Points drawn together about the middle of their box, in single precision.
 *
 * @param {readonly (readonly number[])[]} points
 * @param {number} by
 */
function smaller(points, by) {
  const { fround } = Math;
  const middle = [0, 1].map((axis) => {
    const places = points.map((point) => point[axis] ?? 0);
    return fround(Math.min(...places) + Math.max(...places)) / 2;
  });
  return points.map((point) =>
    middle.map((place, axis) => fround(place + fround(fround((point[axis] ?? 0) - place) * fround(by)))),
  );
}

/** Mean distance in a* and b* to the median of the same lightness. @param {Float32Array} colors */
function variety(colors) {
  /** @type {Map<number, number[]>} */
  const layers = new Map();
  for (let at = 0; at < colors.length; at += 3) {
    const layer = whole((colors[at] ?? 0) / STEP);
    const places = layers.get(layer) ?? [];
    layers.set(layer, places);
    places.push(at);
  }
  let [sum, count] = [0, 0];
  for (const places of layers.values()) {
    if (places.length < FEW) continue;
    const [middleA = 0, middleB = 0] = [1, 2].map((band) => median(Float32Array.from(places, (at) => colors[at + band] ?? 0)));
    for (const at of places) sum += Math.hypot((colors[at + 1] ?? 0) - middleA, (colors[at + 2] ?? 0) - middleB);
    count += places.length;
  }
  return count ? sum / count : 0;
}

/** @param {Float32Array} color */
function astray([, a = 0, b = 0]) {
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  const [middle, reach] = [(LOW + HIGH) / 2, (HIGH - LOW) / 2];
  const off = Math.abs(modulo(hue - middle + 180, 360) - 180) - reach;
  return Math.hypot(a, b) * Math.sin((Math.min(Math.max(off, 0), 90) * Math.PI) / 180);
}

/** What is left, never below zero. @param {number} value @param {number} by */
const modulo = (value, by) => ((value % by) + by) % by;
