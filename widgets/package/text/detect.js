import { cropped } from "../../formats/filters.js";
import { free } from "../../formats/freed.js";
import { BILINEAR } from "../../formats/pixels.js";
import { whole } from "../../formats/rounding.js";
import { textBoxes } from "./boxes.js";
import { taken } from "./crops.js";
import { STEP, inked } from "./inked.js";
import { Box } from "./lines.js";
import { fill } from "./planes.js";

/**
 * Where text stands on a page: the twin of `zikao.package.text.detect`.
 *
 * @typedef {import("./crops.js").Levels} Levels
 * @typedef {import("./ctc.js").Tensor} Tensor
 * @typedef {import("./runtime.js").Models} Models
 */

/** Pages are looked at in this size, in pixels; larger costs time and finds no more numbers. */
const LONG_SIDE = 960;
/** Those of a photograph of 3 by 4; a square page is looked at no larger, for the sake of memory. */
const MOST_PIXELS = LONG_SIDE * 736;
/** Below it a picture is enlarged, at most twice. */
const SMALL = 640;

/** @param {number} share */
const level = (share) => Math.fround(Math.fround(share) * 255);
// The model takes blue first but was trained with ImageNet's means of red first; so it must stay.
const MEAN = /** @type {const} */ ([level(0.485), level(0.456), level(0.406)]);
const SPREAD = /** @type {const} */ ([level(0.229), level(0.224), level(0.225)]);

/** Boxes around the lines of text, in pixels of the page. @param {Levels} page @param {Models} models */
export async function findBoxes(page, models) {
  const near = nearOf(page);
  const part = inked(near);
  if (!part) return [];
  const [left, top] = part;
  // The two sides are stretched by slightly different amounts, by a share too small to turn a line.
  const [x, y] = [page.picture.width / near.width, page.picture.height / near.height];
  const { width, height, rgb } = cropped(near, part);
  const values = new Float32Array(3 * width * height);
  fill(values, { from: 0, width, height }, { width, height, rgb }, MEAN, SPREAD);
  const likely = await models.lines({ values, shape: [1, 3, height, width] });
  const boxes = textBoxes(likely.values, width, height);
  free(likely.values);
  return boxes.map((box) => {
    const lies = Math.abs(Math.cos(box.angle)) > Math.abs(Math.sin(box.angle));
    return new Box((box.x + left) * x, (box.y + top) * y, box.width * (lies ? x : y), box.height * (lies ? y : x), box.angle);
  });
}

/** The page in the size in which it is looked at, sides multiples of STEP. @param {Levels} page */
function nearOf(page) {
  const { width: across, height: down } = page.picture;
  const longest = Math.max(across, down);
  const wanted = longest < SMALL ? Math.min(2, SMALL / longest) : Math.min(1, LONG_SIDE / longest);
  const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (across * down)));
  /** @param {number} side */
  const stepped = (side) => Math.max(STEP, whole((side * scale) / STEP) * STEP);
  return taken(page.reduced(Math.floor(longest / LONG_SIDE)).resized(stepped(across), stepped(down), BILINEAR));
}
