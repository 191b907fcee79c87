import { HEIGHT } from "./crops.js";
import { decode } from "./ctc.js";
import { fill } from "./planes.js";

/**
 * What stands in the lines of a page: the twin of `zikao.package.text.recognise`. No clock ends it here: whoever waits for his
 * own page may end the worker.
 *
 * @typedef {import("../../formats/filters.js").Colours} Colours
 * @typedef {import("./crops.js").Levels} Levels
 * @typedef {import("./ctc.js").Tensor} Tensor
 * @typedef {import("./lines.js").Box} Box
 * @typedef {import("./lines.js").Line} Line
 * @typedef {import("./runtime.js").Models} Models
 */

const BATCH = 6;
const NARROWEST = 160;
const STEP = 8;
const HALF = /** @type {const} */ ([127.5, 127.5, 127.5]);

/**
 * The text of each box, empty where nothing was recognised, and the picture it was read from.
 *
 * @param {Levels} page
 * @param {readonly Box[]} boxes in its pixels
 * @param {Models} models
 * @returns {Promise<{line: Line, crop: Colours}[]>}
 */
export async function readLines(page, boxes, models) {
  const cut = boxes.map((box, place) => ({ box, place, crop: page.crop(box) }));
  /** @type {{line: Line, crop: Colours}[]} */
  const read = [];
  // Lines of like length go together: a batch is as wide as its widest.
  const order = [...cut].sort((one, other) => one.crop.width - other.crop.width);
  for (let at = 0; at < order.length; at += BATCH) {
    const own = order.slice(at, at + BATCH);
    const found = decode(await models.reader(lineBatch(own.map(({ crop }) => crop))), models.alphabet);
    own.forEach(({ box, place, crop }, row) => {
      read[place] = { line: { text: "", score: 0, ...found[row], box }, crop };
    });
  }
  return read;
}

/** Crops as the model wants them: (N, 3, 48, W), blue first, -1..1, zeros to the right. @param {readonly Colours[]} crops @returns {Tensor} */
export function lineBatch(crops) {
  const widest = Math.max(NARROWEST, ...crops.map((crop) => crop.width));
  const width = Math.ceil(widest / STEP) * STEP;
  const values = new Float32Array(crops.length * 3 * HEIGHT * width);
  crops.forEach((crop, row) => fill(values, { from: row * 3 * HEIGHT * width, width, height: HEIGHT }, crop, HALF, HALF));
  return { values, shape: [crops.length, 3, HEIGHT, width] };
}
