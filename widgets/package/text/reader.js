import { whole } from "../../formats/rounding.js";
import { Levels } from "./crops.js";
import { findBoxes } from "./detect.js";
import { meanScore } from "./lines.js";
import { readLines } from "./recognise.js";
import { sharpness } from "./sharpness.js";
import { inColumns } from "./upright.js";
import { spaceless } from "./words.js";

/**
 * Reading a page, finding its lines, reading them, and turning the page round where that reads better: the twin of
 * `zikao.package.text.reader`.
 *
 * @typedef {import("../../formats/pixels.js").Picture} Picture
 * @typedef {import("./lines.js").Box} Box
 * @typedef {import("./lines.js").Line} Line
 * @typedef {import("./runtime.js").Models} Models
 */

/** Mean score below which the page may stand on its head: upright pages reach 0.95, turned ones 0.8. */
const DOUBTFUL = 0.85;
/** Lines tried the other way round before all of them are. */
const SAMPLE = 8;
/** Doubtful lines from which a part of the page may lie the other way round, and the most that are tried. */
const [FEWEST_OPPOSED, MOST_OPPOSED] = [3, 24];
/** Width by height of such a line; of a shorter one the direction cannot be told. */
const OBLONG = 1.5;
/** The turn of lines that are read downwards. */
const SIDEWAYS = 270;
/** Lines with a lower score are no text. */
const NOISE = 0.5;

/** The text of one page. */
export class Reading {
  /**
   * @param {Line[]} lines each with some text in it
   * @param {number} turn by how many degrees clockwise the picture must be turned to be read: 0, 90, 180 or 270
   * @param {number | null} sharp as `sharpness` measures it; null where no line has contrast
   */
  constructor(lines, turn, sharp) {
    this.lines = lines;
    this.turn = turn;
    this.sharpness = sharp;
  }

  /** Mean score over all characters, 0..1; 0 where nothing was read. */
  get score() {
    return meanScore(this.lines);
  }

  /** Characters read, spaces left out. */
  get characters() {
    return this.lines.reduce((sum, { text }) => sum + text.replace(/ /g, "").length, 0);
  }
}

/**
 * Reads a page.
 *
 * @param {Picture} picture in colours, upright by its own marks if it has any
 * @param {Models} models
 */
export async function read(picture, models) {
  const page = new Levels(picture);
  const found = await readLines(page, await findBoxes(page, models), models);
  let lines = found.map(({ line }) => line);
  if (lines.length && meanScore(lines) < DOUBTFUL) lines = await otherWay(page, lines, models);
  lines = await opposed(page, lines, models);
  const kept = lines.map((line) => line.score >= NOISE && spaceless(line.text) !== "");
  lines = lines.filter((_, place) => kept[place]);
  let turn = turnOf(lines.map(({ box }) => box));
  if (turn === SIDEWAYS && (await inColumns(page, lines, models))) turn = 0;
  page.drop();
  const crops = found.filter((_, place) => kept[place]).map(({ crop }) => crop);
  return new Reading(lines, turn, sharpness(crops));
}

/** @param {Levels} page @param {readonly Box[]} boxes @param {Models} models */
const linesIn = async (page, boxes, models) => (await readLines(page, boxes, models)).map(({ line }) => line);

/** By length, the longest first. @param {readonly Line[]} lines */
const longest = (lines) => [...lines].sort((one, other) => other.box.width - one.box.width);

/**
 * The lines read from the other end, if a sample of them says that this is better.
 *
 * @param {Levels} page
 * @param {Line[]} lines
 * @param {Models} models
 */
async function otherWay(page, lines, models) {
  const sample = longest(lines).slice(0, SAMPLE);
  /** @param {readonly Line[]} some */
  const turned = (some) => linesIn(page, some.map(({ box }) => box.turned()), models);
  return meanScore(await turned(sample)) <= meanScore(sample) ? lines : turned(lines);
}

/**
 * The lines, those of a paper that lies against the rest of the page read from their own end.
 *
 * @param {Levels} page
 * @param {Line[]} lines
 * @param {Models} models
 */
async function opposed(page, lines, models) {
  const doubtful = lines.filter((line) => line.score < DOUBTFUL && line.box.width > OBLONG * line.box.height);
  if (doubtful.length < FEWEST_OPPOSED) return lines;
  const tried = longest(doubtful).slice(0, MOST_OPPOSED);
  const turned = await linesIn(page, tried.map(({ box }) => box.turned()), models);
  const better = new Map(tried.map((line, place) => [line, turned[place]]));
  return lines.map((line) => {
    const other = better.get(line);
    return other && other.score >= DOUBTFUL ? other : line;
  });
}

/** @param {readonly Box[]} boxes */
function turnOf(boxes) {
  const x = boxes.reduce((sum, box) => sum + Math.cos(box.angle) * box.width, 0);
  const y = boxes.reduce((sum, box) => sum + Math.sin(box.angle) * box.width, 0);
  const quarters = whole(((Math.atan2(y, x) * 180) / Math.PI) / 90);
  return (((-quarters * 90) % 360) + 360) % 360;
}
