import { before, big, utf8, viewOf } from "./bytes.js";
import { CM_PER_INCH, density } from "./header.js";
import { plainText } from "./names.js";

/**
 * The few EXIF tags that a picture is asked about, read in bounded time: the twin of `zikao.formats.exif`. Tags and types:
 * CIPA DC-008 (Exif 2.32), TIFF 6.0.
 *
 * @typedef {{orientation: number | null, density: import("./header.js").Density | null, camera: string, lens: string,
 *   software: string[], dateTaken: string | null}} Exif null or empty where the tag is missing or makes no sense
 * @typedef {Map<number, {kind: number, count: number, place: number}>} Directory
 *   entries by tag; place: of the 4 bytes that hold the value or point to it
 */

const [MAKE, MODEL, ORIENTATION, X_RESOLUTION, Y_RESOLUTION] = [0x010f, 0x0110, 0x0112, 0x011a, 0x011b];
const [RESOLUTION_UNIT, SOFTWARE, EXIF_DIRECTORY] = [0x0128, 0x0131, 0x8769];
const [PROCESSING_SOFTWARE, DATE_TAKEN, LENS_MODEL] = [0x000b, 0x9003, 0xa434];
const [ASCII, SHORT, LONG, RATIONAL] = [2, 3, 4, 5];
const TIFF_HEAD = 8;
const LONGEST_TEXT = 512;
/** Bytes of one value. @type {Record<number, number>} */
const SIZES = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8 };
/** Units of a resolution; inches are the standard's default. @type {Record<string, number>} */
const PER_INCH = { null: 1, 2: 1, 3: CM_PER_INCH };

/** @type {Exif} */
const NOTHING = { orientation: null, density: null, camera: "", lens: "", software: [], dateTaken: null };

/**
 * The block that counts where a file has several: the first that can be read at all, as for decoders.
 *
 * @param {Uint8Array[]} blocks
 */
export const firstExif = (blocks) => blocks.find((block) => block.length >= TIFF_HEAD && orderOf(block) !== null) ?? null;

/** Whether the lowest byte of a number stands first; null where it is no such block. @param {Uint8Array} block */
function orderOf(block) {
  const order = big(block, 0, 4);
  return order === 0x49492a00 ? true : order === 0x4d4d002a ? false : null;
}

/**
 * @param {Uint8Array | null} [block] a TIFF structure
 * @returns {Exif} an empty one where there is none, or a broken one
 */
export function readExif(block) {
  const order = block && block.length >= TIFF_HEAD ? orderOf(block) : null;
  if (!block || order === null) return NOTHING;
  const tiff = new Tiff(block, order);
  const main = tiff.directory(viewOf(block).getUint32(4, order));
  const detail = tiff.directory(tiff.integer(main, EXIF_DIRECTORY) ?? 0);
  const orientation = tiff.integer(main, ORIENTATION) ?? 0;
  const [make, model] = [tiff.text(main, MAKE), tiff.text(main, MODEL)];
  return {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : null,
    density: densityIn(tiff, main),
    // Many makers repeat their name in the model.
    camera: model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim(),
    lens: tiff.text(detail, LENS_MODEL),
    software: [tiff.text(main, SOFTWARE), tiff.text(main, PROCESSING_SOFTWARE)].filter(Boolean),
    dateTaken: day(tiff.text(detail, DATE_TAKEN)),
  };
}

/** @param {Tiff} tiff @param {Directory} main */
function densityIn(tiff, main) {
  const [x, y] = [tiff.ratio(main, X_RESOLUTION), tiff.ratio(main, Y_RESOLUTION)];
  const perInch = PER_INCH[String(tiff.integer(main, RESOLUTION_UNIT))];
  return x === null || y === null || !perInch ? null : density(x, y, perInch, "exif");
}

/** As ISO 8601; 0000:00:00 is how cameras say that their clock was never set. @param {string} text */
function day(text) {
  const [, year = "", month = "", date = ""] = /^([0-9]{4})[:-]([0-9]{2})[:-]([0-9]{2})/.exec(text) ?? [];
  if (!+year) return null;
  const made = new Date(0);
  made.setUTCFullYear(+year, +month - 1, +date);
  const said = `${year}-${month}-${date}`;
  return made.toISOString().slice(0, 10) === said ? said : null;
}

class Tiff {
  /** @param {Uint8Array} data @param {boolean} order */
  constructor(data, order) {
    this.data = data;
    this.order = order;
    this.view = viewOf(data);
  }

  /**
   * The first of a repeated tag counts. Cut off where the data end.
   *
   * @param {number} offset
   * @returns {Directory}
   */
  directory(offset) {
    /** @type {Directory} */
    const entries = new Map();
    if (offset < 8 || offset > this.data.length - 2) return entries;
    const start = offset + 2;
    const count = Math.min(this.view.getUint16(offset, this.order), Math.floor((this.data.length - start) / 12));
    for (let at = start; at < start + 12 * count; at += 12) {
      const tag = this.view.getUint16(at, this.order);
      if (entries.has(tag)) continue;
      entries.set(tag, { kind: this.view.getUint16(at + 2, this.order), count: this.view.getUint32(at + 4, this.order), place: at + 8 });
    }
    return entries;
  }

  /**
   * Type and place of a value, and the bytes of a text's beginning; null where missing, mistyped or outside.
   *
   * @param {Directory} entries
   * @param {number} tag
   * @param {number[]} kinds
   */
  value(entries, tag, ...kinds) {
    const entry = entries.get(tag);
    if (!entry || !kinds.includes(entry.kind) || entry.count < 1) return null;
    const size = (SIZES[entry.kind] ?? 0) * (entry.kind === ASCII ? entry.count : 1);
    const start = size > 4 ? this.view.getUint32(entry.place, this.order) : entry.place;
    const raw = this.data.subarray(start, start + Math.min(size, LONGEST_TEXT));
    return entry.kind === ASCII || raw.length === size ? { kind: entry.kind, start, raw } : null;
  }

  /** @param {Directory} entries @param {number} tag */
  text(entries, tag) {
    const found = this.value(entries, tag, ASCII);
    return found ? plainText(utf8(before(found.raw, 0)), 120) : "";
  }

  /** @param {Directory} entries @param {number} tag */
  integer(entries, tag) {
    const found = this.value(entries, tag, SHORT, LONG);
    if (!found) return null;
    return found.kind === SHORT ? this.view.getUint16(found.start, this.order) : this.view.getUint32(found.start, this.order);
  }

  /** @param {Directory} entries @param {number} tag */
  ratio(entries, tag) {
    const found = this.value(entries, tag, RATIONAL);
    if (!found) return null;
    const below = this.view.getUint32(found.start + 4, this.order);
    return below ? this.view.getUint32(found.start, this.order) / below : null;
  }
}
