import { find, findLast, joined, says } from "./bytes.js";
import { walker as chunks } from "./chunks.js";
import { firstExif, readExif } from "./exif.js";
import { frameOf } from "./jpeg.js";
import { ihdrOf } from "./png.js";
import { APP1, EXIF, isFrame, walker as segments } from "./segments.js";

/**
 * What the bytes of a page say while it streams past in pieces: its size, its turn, whether its end is there: the twin of
 * `zikao.formats.follow`, less what a decoder has to hold. Nothing of a page is kept but what was learned, and at most one
 * segment or chunk is held back.
 *
 * @typedef {{width: number | null, height: number | null, orientation: number | null, overfull: boolean,
 *   ended: boolean | null, feed: (chunk: Uint8Array) => void}} Page
 *   width, height: stored pixels; null where the header does not say, or makes no sense. orientation: 1..8 as in EXIF, 1 where
 *   nothing is said, null for what has no such mark. overfull: it has too many parts to be followed to its end. ended: whether
 *   the end marker was met; null where that cannot be told
 */

const PDF_TAIL = 2048;
/** Bytes that the piece before may hold of a word that goes on in this one. */
const PDF_WORD = 5;

/**
 * A follower for this kind of file; null where its end cannot be told this way.
 *
 * @param {string} kind
 * @returns {Page | null}
 */
export function follow(kind) {
  if (kind === "jpeg") return new Jpeg();
  if (kind === "png") return new Png();
  return kind === "pdf" ? new Pdf() : null;
}

/** What pictures have in common: two sides and a block of EXIF. */
class Picture {
  /** @type {number | null} */
  width = null;
  /** @type {number | null} */
  height = null;
  orientation = 1;
  turned = false;

  /** @param {() => {ended: boolean, overfull: boolean}} told by its walker */
  constructor(told) {
    this.told = told;
  }

  get overfull() {
    return this.told().overfull;
  }

  get ended() {
    const { ended, overfull } = this.told();
    return overfull ? null : ended;
  }

  /** @param {Uint8Array} block */
  turn(block) {
    if (this.turned || !firstExif([block])) return;
    this.turned = true;
    this.orientation = readExif(block).orientation ?? 1;
  }

  /** @param {{width: number, height: number} | null} found */
  sized(found) {
    this.width = found?.width || null;
    this.height = found?.height || null;
  }
}

class Jpeg extends Picture {
  /** @type {import("./segments.js").Segment[]} */
  frames = [];

  constructor(walker = segments()) {
    super(walker.told);
    this.walker = walker;
  }

  /** @param {Uint8Array} chunk */
  feed(chunk) {
    for (const segment of this.walker.feed(chunk)) {
      if (isFrame(segment.marker)) {
        // Two are enough to know that there are several.
        this.frames = [...this.frames.slice(0, 1), segment];
        this.sized(frameOf(this.frames));
      } else if (segment.marker === APP1 && says(segment.body, EXIF)) this.turn(segment.body.subarray(EXIF.length));
    }
  }
}

class Png extends Picture {
  /** @type {import("./chunks.js").Chunk[]} */
  head = [];

  constructor(walker = chunks(["IHDR", "eXIf"])) {
    super(walker.told);
    this.walker = walker;
  }

  /** @param {Uint8Array} chunk */
  feed(chunk) {
    for (const each of this.walker.feed(chunk)) {
      if (!this.head[0] || each.name === "IHDR") {
        // The first of all, and one more header: that is enough to know that there are several.
        this.head = [...this.head.slice(0, 1), each];
        this.sized(ihdrOf(this.head));
      } else if (each.name === "eXIf") this.turn(each.body);
    }
  }
}

/**
 * The end mark counts near the end; objects behind an earlier one are a later version that was cut off. What else stands behind
 * the last mark (zeros, a web page, a signature) hinders no reader: whether the document is whole is then told by opening it.
 */
class Pdf {
  width = null;
  height = null;
  orientation = null;
  overfull = false;
  tail = new Uint8Array();
  closed = false;

  get ended() {
    if (find(this.tail, "%%EOF") >= 0) return true;
    return this.closed ? null : false;
  }

  /** @param {Uint8Array} chunk */
  feed(chunk) {
    const seen = joined([this.tail.subarray(-PDF_WORD), chunk]);
    const [mark, more] = [findLast(seen, "%%EOF"), findLast(seen, "endobj")];
    if (Math.max(mark, more) >= 0) this.closed = mark > more;
    this.tail = joined([this.tail, chunk.subarray(-PDF_TAIL)]).slice(-PDF_TAIL);
  }
}
