import { big, find, joined, says } from "./bytes.js";
import { firstExif } from "./exif.js";
import { CM_PER_INCH, NotTried, PARTS, density } from "./header.js";
import { MARK, resolution } from "./photoshop.js";
import { naturalOrder, qualityOf } from "./quality.js";
import { APP0, APP1, APP13, APP14, APP2, ARITHMETIC, COM, DQT, EXIF, ICC, PROGRESSIVE, SOS, isFrame, walk } from "./segments.js";

/**
 * The structure of a JPEG file (ITU-T T.81), read without decoding a pixel: the twin of `zikao.formats.jpeg`.
 *
 * @typedef {import("./segments.js").Segment} Segment
 * @typedef {{precision: number, width: number, height: number, tables: number[]}} Frame
 *   what a SOFn segment says; tables: the number of each component's
 */

const START = "\xff\xd8\xff";
const [SOI, EOI] = [Uint8Array.of(0xff, 0xd8), Uint8Array.of(0xff, 0xd9)];
/** 64 one-bits: libjpeg wants to hold that many while it decodes the last block. They are no valid codes. */
const LOOK_AHEAD = Uint8Array.from({ length: 16 }, (_, at) => (at % 2 ? 0 : 0xff));
const COEFFICIENT_BYTES = 2;
/** Bytes a pixel: four components in full resolution. Where nothing better is known of a picture. */
const MOST_HELD = 8;
/** By components. Whether three are stored as YCbCr or RGB is the coder's matter. @type {Record<number, import("./header.js").ColorMode>} */
const MODES = { 1: "grey", 3: "rgb", 4: "cmyk" };

/** The first picture of a JPEG file, and what follows it. */
export class Jpeg {
  /**
   * @param {Uint8Array} data
   * @param {Segment[]} segments
   * @param {{ended: boolean, overfull: boolean, pictures: number, end: number}} found
   *   ended: the end marker was reached; overfull: the rest was not looked at; end: of the last picture
   */
  constructor(data, segments, { ended, overfull, pictures, end }) {
    this.data = data;
    this.segments = segments;
    this.ended = ended;
    this.overfull = overfull;
    this.pictures = pictures;
    this.end = end;
  }

  /** Payloads of the segments of one kind that start with `prefix`, without it. @param {number} marker @param {string} [prefix] */
  bodies(marker, prefix = "") {
    const found = this.segments.filter((each) => each.marker === marker && says(each.body, prefix));
    return found.map(({ body }) => body.subarray(prefix.length));
  }

  /** Null where there is none, or several: then decoders disagree on the size. */
  get frame() {
    return frameOf(this.segments);
  }

  /** The TIFF structure of the EXIF block that counts. */
  get exif() {
    return firstExif(this.bodies(APP1, EXIF));
  }

  get scans() {
    return this.segments.filter(({ marker }) => marker === SOS).length;
  }

  get progressive() {
    return this.segments.some(({ marker }) => PROGRESSIVE.includes(marker));
  }

  /** Null where a component's table is missing. */
  get quality() {
    const { frame, tables } = this;
    const used = (frame?.tables ?? []).map((number) => tables.get(number));
    return frame && used.every(Boolean) ? qualityOf(/** @type {import("./quality.js").Table[]} */ (used)) : null;
  }

  /** Quantisation tables by number, as they stand at the first scan: what is defined later belongs to later scans. */
  get tables() {
    const scan = this.segments.findIndex(({ marker }) => marker === SOS);
    const before = scan < 0 ? this.segments : this.segments.slice(0, scan);
    return new Map(before.filter(({ marker }) => marker === DQT).flatMap(({ body }) => quantisation(body)));
  }

  /**
   * @returns {import("./header.js").Header | null} null without a usable frame
   * @throws {NotTried} there are too many segments
   */
  header() {
    if (this.overfull) throw new NotTried("too_many_parts");
    const { frame } = this;
    const channels = frame?.tables.length;
    if (!frame || !channels || !frame.width || !frame.height || !frame.precision) return null;
    return {
      width: frame.width,
      height: frame.height,
      colorMode: MODES[channels] ?? "other",
      bitsPerChannel: frame.precision,
      bitsPerPixel: frame.precision * channels,
      density: this.density(),
      programDensity: resolution(this.bodies(APP13, MARK)),
      exif: this.exif,
      pictures: this.pictures,
      complete: this.ended,
      trailing: this.data.subarray(this.end),
    };
  }

  /** JFIF's; unit 0 is only an aspect ratio and states none. */
  density() {
    const stated = this.bodies(APP0, "JFIF\0").find((body) => body.length >= 7 && (body[2] === 1 || body[2] === 2));
    return stated ? density(big(stated, 3, 2), big(stated, 5, 2), stated[2] === 2 ? CM_PER_INCH : 1, "jfif") : null;
  }
}

/**
 * The first picture without comments and metadata: what a decoder needs, and the colour profile. Of a picture of one scan the end
 * marker is left out too: libjpeg fills data that are missing before it with grey and calls that a success, while data that simply
 * stop are an error. Arithmetic codes may leave out what they end in, and keep it.
 *
 * @param {Jpeg} jpeg
 */
export function pictureOnly(jpeg) {
  const told = jpeg.segments.some(({ marker }) => ARITHMETIC.includes(marker));
  return jpeg.scans === 1 && !told ? rebuilt(jpeg, needed, LOOK_AHEAD) : rebuilt(jpeg, needed);
}

/**
 * The first picture put together anew, without what lies between its segments or behind it.
 *
 * @param {Jpeg} jpeg
 * @param {(segment: Segment) => boolean} [keep] which segments come along; all where nothing is said
 * @param {Uint8Array} [end] what stands behind them; the end marker, where the picture has one
 */
export function rebuilt(jpeg, keep = () => true, end = EOI.subarray(0, jpeg.ended ? 2 : 0)) {
  const kept = jpeg.segments.filter(keep).map((each) => jpeg.data.subarray(each.start, each.end));
  return joined([SOI, ...kept, end]);
}

/**
 * Bytes of those of a program's own that say how the pixels are coloured. Shorter ones say nothing to libjpeg, and Pillow gives up
 * on them.
 *
 * @type {Record<number, number>}
 */
const LEAST = { [APP0]: 14, [APP2]: ICC.length + 2, [APP14]: 12 };

/** @param {Segment} segment */
function needed({ marker, body }) {
  if (marker === APP2 && !says(body, ICC)) return false;
  const least = LEAST[marker];
  if (least) return body.length >= least;
  return !(marker >= APP0 && marker <= APP0 + 15) && marker !== COM;
}

/** Bytes a pixel that a decoder must hold of the whole picture. @param {Jpeg} jpeg */
export function held({ segments }) {
  const frame = segments.find(({ marker }) => isFrame(marker));
  const scan = segments.find(({ marker }) => marker === SOS);
  const count = frame?.body[5] ?? 0;
  // Line by line is possible only where the first scan brings all components to their end.
  if (frame && !PROGRESSIVE.includes(frame.marker) && scan?.body[0] === count) return 0;
  const factors = Array.from({ length: count }, (_, at) => frame?.body[7 + 3 * at] ?? 0).map((each) => [each >> 4, each & 15]);
  if (!factors.length || factors.flat().some((each) => each < 1 || each > 4)) return MOST_HELD;
  /** @param {number} side */
  const most = (side) => Math.max(...factors.map((each) => each[side] ?? 1));
  const samples = factors.reduce((sum, [across = 1, down = 1]) => sum + across * down, 0) / (most(0) * most(1));
  return COEFFICIENT_BYTES * samples;
}

/** The one frame of a picture; null where there is none, a broken one, or several. @param {Segment[]} segments */
export function frameOf(segments) {
  const [first, second] = segments.filter(({ marker }) => isFrame(marker));
  return first && !second ? frameIn(first.body) : null;
}

/** @param {Uint8Array} body @returns {Frame | null} */
function frameIn(body) {
  const count = body[5] ?? 0;
  if (body.length < 6 || body.length < 6 + 3 * count) return null;
  const tables = Array.from({ length: count }, (_, at) => body[8 + 3 * at] ?? 0);
  return { precision: body[0] ?? 0, height: big(body, 1, 2), width: big(body, 3, 2), tables };
}

/**
 * The tables of a DQT segment by their number; stops at a broken one.
 *
 * @param {Uint8Array} body
 * @returns {[number, import("./quality.js").Table][]}
 */
function quantisation(body) {
  /** @type {[number, import("./quality.js").Table][]} */
  const found = [];
  for (let at = 0; at < body.length; ) {
    const head = body[at] ?? 0;
    const wide = head > 15 ? 2 : 1;
    const end = at + 1 + 64 * wide;
    if (end > body.length) break;
    const start = at + 1;
    found.push([head & 15, naturalOrder(Array.from({ length: 64 }, (_, index) => big(body, start + wide * index, wide)))]);
    at = end;
  }
  return found;
}

/**
 * Of a broken file, the part that could be followed.
 *
 * @param {Uint8Array} data starts with SOI
 * @param {number} [most] parts that are walked in all
 * @param {number} [pictures] how many are looked for
 */
export function readJpeg(data, most = PARTS, pictures = 1) {
  const first = walk(data, 0, most);
  let { overfull, left } = first;
  let [found, ended, end] = [1, first.ended, first.ended ? first.end : data.length];
  // A file that declares several pictures (CIPA DC-007) may pad between them; any other one follows at once.
  const several = first.segments.some(({ marker, body }) => marker === APP2 && says(body, "MPF\0"));
  while (ended && found < pictures) {
    const start = several ? find(data, START, end) : end;
    if (start < 0 || !says(data, START, start)) break;
    const more = walk(data, start, left);
    ({ ended, left } = more);
    overfull ||= more.overfull;
    if (!ended || !more.segments.some(({ marker }) => isFrame(marker))) break;
    [found, end] = [found + 1, more.end];
  }
  return new Jpeg(data, first.segments, { ended: first.ended, overfull, pictures: found, end });
}
