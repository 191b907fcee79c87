import { BICUBIC } from "../../formats/pixels.js";
import { HEIGHT, taken } from "./crops.js";
import { decode } from "./ctc.js";
import { Box } from "./lines.js";
import { lineBatch } from "./recognise.js";

/**
 * Text set in columns, whose characters stand upright below each other and whose page lies as it should: the twin of
 * `zikao.package.text.upright`. A sample of the columns is cut into its characters, each as it stands on the page: in a column
 * they read the same, on a page that lies on its side they do not.
 *
 * @typedef {import("../../formats/filters.js").Colours} Colours
 * @typedef {import("./crops.js").Levels} Levels
 * @typedef {import("./lines.js").Line} Line
 */

/** Looked at, the longest. */
const COLUMNS = 3;
/** Of each. */
const CHARACTERS = 8;
/** Shorter lines have no say. */
const FEWEST = 4;
/** Share of a column's characters that must be read again; on a page that lies on its side hardly one is. */
const SAME = 0.5;

/**
 * Whether lines that stand on the page are columns of upright characters.
 *
 * @param {Levels} page
 * @param {readonly Line[]} lines all of it, as read
 * @param {import("./runtime.js").Models} models
 */
export async function inColumns(page, lines, models) {
  const standing = lines.filter((line) => line.box.stands && line.text.length >= FEWEST);
  const sample = standing.sort((one, other) => other.box.width - one.box.width).slice(0, COLUMNS);
  if (!sample.length) return false;
  const read = decode(await models.reader(lineBatch(sample.map((line) => row(page, line)))), models.alphabet);
  let [wanted, same] = [0, 0];
  sample.forEach((line, place) => {
    for (const character of new Set(line.text.slice(0, CHARACTERS))) {
      wanted += 1;
      same += read[place]?.text.includes(character) ? 1 : 0;
    }
  });
  return same >= SAME * wanted;
}

/** The first characters of a column side by side, as they stand on the page. @param {Levels} page @param {Line} line @returns {Colours} */
function row(page, { box, text }) {
  const count = Math.min(CHARACTERS, text.length);
  const pitch = box.width / text.length;
  const width = HEIGHT * count;
  const rgb = new Uint8Array(width * HEIGHT * 3);
  for (let place = 0; place < count; place += 1) {
    const along = (place + 0.5) * pitch - box.width / 2;
    const [x, y] = [box.x + along * Math.cos(box.angle), box.y + along * Math.sin(box.angle)];
    const cut = page.crop(new Box(x, y, box.height, pitch, box.angle - Math.PI / 2));
    const cell = page.picture.pixels.of(cut.rgb, cut.width, cut.height);
    const square = taken(cell.resized(HEIGHT, HEIGHT, BICUBIC));
    cell.drop();
    for (let down = 0; down < HEIGHT; down += 1) {
      rgb.set(square.rgb.subarray(down * HEIGHT * 3, (down + 1) * HEIGHT * 3), (down * width + place * HEIGHT) * 3);
    }
  }
  return { width, height: HEIGHT, rgb };
}
