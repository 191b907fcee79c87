import { before, big, latin } from "./bytes.js";
import { walk } from "./chunks.js";
import { firstExif } from "./exif.js";
import { METRES_PER_INCH, NotTried, PARTS, density } from "./header.js";
import { plainText } from "./names.js";

/**
 * The structure of a PNG file (W3C PNG, third edition), read without decoding a pixel: the twin of `zikao.formats.png`.
 *
 * @typedef {import("./chunks.js").Chunk} Chunk
 * @typedef {{width: number, height: number, depth: number, color: number}} Ihdr depth: bits of a sample; color: its type
 */

/** Chunks whose bodies say something of the picture. */
const TOLD = ["IHDR", "acTL", "pHYs", "eXIf", "tEXt"];
/** IHDR colour type to mode and channels. @type {Record<number, [import("./header.js").ColorMode, number]>} */
const COLORS = { 0: ["grey", 1], 2: ["rgb", 3], 3: ["palette", 1], 4: ["grey_alpha", 2], 6: ["rgba", 4] };
const DEPTHS = [1, 2, 4, 8, 16];

/** The header of a picture; null where it is not the first chunk, not the only one, or makes no sense. @param {Chunk[]} chunks */
export function ihdrOf(chunks) {
  const headers = chunks.filter(({ name }) => name === "IHDR");
  const body = headers[0]?.body;
  if (!body || headers[1] || headers[0] !== chunks[0] || body.length !== 13) return null;
  const found = { width: big(body, 0, 4), height: big(body, 4, 4), depth: body[8] ?? 0, color: body[9] ?? 0 };
  return found.width && found.height && COLORS[found.color] && DEPTHS.includes(found.depth) ? found : null;
}

/** The chunks of a PNG file. */
export class Png {
  /**
   * @param {Uint8Array} data
   * @param {ReturnType<typeof walk>} walked
   */
  constructor(data, { chunks, ended, overfull, end }) {
    this.data = data;
    this.chunks = chunks;
    this.ended = ended;
    this.overfull = overfull;
    this.end = end;
  }

  /** The body of the first chunk of this name; empty where there is none. @param {string} name */
  first(name) {
    return this.chunks.find((chunk) => chunk.name === name)?.body ?? new Uint8Array();
  }

  /** The body of a chunk, however large. @param {Chunk} chunk */
  bodyOf(chunk) {
    return this.data.subarray(chunk.start + 8, chunk.end - 4);
  }

  /** The TIFF structure of the EXIF block that counts. */
  get exif() {
    return firstExif(this.chunks.filter(({ name }) => name === "eXIf").map(({ body }) => body));
  }

  /**
   * @returns {import("./header.js").Header | null} null without a usable one
   * @throws {NotTried} there are too many chunks
   */
  header() {
    if (this.overfull) throw new NotTried("too_many_parts");
    const ihdr = ihdrOf(this.chunks);
    const [mode, channels] = (ihdr && COLORS[ihdr.color]) ?? [];
    if (!ihdr || !mode || !channels) return null;
    return {
      width: ihdr.width,
      height: ihdr.height,
      colorMode: mode,
      bitsPerChannel: ihdr.depth,
      bitsPerPixel: ihdr.depth * channels,
      density: densityIn(this.first("pHYs")),
      exif: this.exif,
      software: software(this.first("tEXt")),
      pictures: Math.max(1, big(this.first("acTL"), 0, 4)),
      complete: this.ended,
      trailing: this.data.subarray(this.ended ? this.end : this.data.length),
    };
  }
}

/**
 * Of a broken file, the chunks as far as they could be followed.
 *
 * @param {Uint8Array} data starts with the signature
 * @param {number} [most] chunks that are walked
 */
export const readPng = (data, most = PARTS) => new Png(data, walk(data, TOLD, most));

/** @param {Uint8Array} phys */
function densityIn(phys) {
  if (phys.length !== 9 || phys[8] !== 1) return null;
  return density(big(phys, 0, 4), big(phys, 4, 4), METRES_PER_INCH, "png");
}

/** @param {Uint8Array} text */
function software(text) {
  const keyword = before(text, 0);
  const name = latin(keyword) === "Software" ? plainText(latin(text.subarray(keyword.length + 1)), 120) : "";
  return name ? [name] : [];
}
