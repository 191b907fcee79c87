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
  /** @type {{line: Line, crop: Colours}[]} */
  const read = [];
  // One at a time: beside a longer one a line is read worse, and the room to its right costs as text does.
  for (const box of boxes) {
    const crop = page.crop(box);
    const [found] = decode(await models.reader(lineBatch([crop])), models.alphabet);
    read.push({ line: { text: "", score: 0, ...found, box }, crop });
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
