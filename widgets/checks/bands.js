import { rounded } from "../formats/rounding.js";
import { BETWEEN, EQUALS } from "../judge/operators.js";
import { leaves } from "../judge/walk.js";

/**
 * The picture that a photo spec asks for, read from its rules, how large and where what has to lie in it: the twin of
 * `zikao.checks.bands`.
 *
 * @typedef {import("../shared/types/report.js").Band} Band
 * @typedef {import("../shared/types/report.js").Frame} Frame
 * @typedef {{line: Band["line"], name: string, partOf?: "width" | "height"}} Place partOf: side of the frame of which the fact is
 *   a share; else it is in pixels
 */

/** @type {Record<string, Place>} */
const PLACES = {
  hair_top_y: { line: "hair_top", name: "头顶" },
  left_eye_y: { line: "eye_line", name: "眼睛" },
  right_eye_y: { line: "eye_line", name: "眼睛" },
  face_width: { line: "face_width", name: "脸宽" },
  face_center_x: { line: "face_center", name: "脸的中间" },
  hair_top_share: { line: "hair_top", name: "头顶", partOf: "height" },
  left_space_share: { line: "side_space", name: "左右留空", partOf: "width" },
  right_space_share: { line: "side_space", name: "左右留空", partOf: "width" },
};

/**
 * What a compiled photo spec's rules ask for; null where they state no size in pixels.
 *
 * @param {import("../shared/known.js").Compiled} document
 * @returns {Frame | null}
 */
export function frameOf({ rules }) {
  const asked = rules.flatMap((rule) => leaves(rule.require).map((leaf) => ({ rule, leaf })));
  /** @type {Record<string, any>} */
  const sides = {};
  for (const { leaf: [fact, operand, operator] } of asked) {
    if (operator === EQUALS && (fact === "width" || fact === "height")) sides[fact] = operand;
  }
  if (!Number.isInteger(sides.width) || !Number.isInteger(sides.height)) return null;
  /** The last of a line counts, where the first stood. @type {Map<string, Band>} */
  const bands = new Map();
  for (const { rule, leaf: [fact, operand, operator] } of asked) {
    const place = PLACES[fact];
    if (!place || operator !== BETWEEN) continue;
    const [low, high] = operand;
    if (typeof low !== "number" || typeof high !== "number") continue;
    const whole = place.partOf ? sides[place.partOf] : 1;
    const { line, name } = place;
    bands.set(line, { line, name, low: rounded(low * whole, 1), high: rounded(high * whole, 1), rule: `photo.${rule.id}`, severity: rule.severity });
  }
  return { width: sides.width, height: sides.height, bands: [...bands.values()] };
}
