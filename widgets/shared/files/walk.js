/**
 * The parts of a JPEG file that say what it is, as against those that hold its pixels: the walk of
 * `src/zikao/formats/segments.py` over a file in memory, for files without an oddity. Any other is sent whole.
 *
 * @typedef {{marker: number, start: number, bodyEnd: number, end: number}} Segment
 *   as offsets; end: of a scan, that of its coded data
 */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** More parts than any camera writes. */
const MOST = 200;

/** @param {number} code */
const alone = (code) => code === 0 || code === 1 || (code >= 0xd0 && code <= 0xd7);

/**
 * @param {Uint8Array} data
 * @param {number} start where a picture begins
 * @returns {{segments: Segment[], end: number} | null} end: behind its end marker; null where anything is odd
 */
export function walk(data, start) {
  if (data[start] !== 0xff || data[start + 1] !== SOI) return null;
  /** @type {Segment[]} */
  const segments = [];
  let at = start + 2;
  while (segments.length < MOST) {
    if (data[at] !== 0xff) return null;
    while (data[at + 1] === 0xff) at += 1;
    const marker = data[at + 1] ?? 0;
    if (marker === EOI) return segments.some((each) => each.marker === SOS) ? { segments, end: at + 2 } : null;
    if (marker === SOI || alone(marker)) return null;
    const bodyEnd = at + 2 + ((data[at + 2] ?? 0) << 8 | (data[at + 3] ?? 0));
    if (bodyEnd < at + 4 || bodyEnd > data.length) return null;
    const end = marker === SOS ? coded(data, bodyEnd) : bodyEnd;
    segments.push({ marker, start: at, bodyEnd, end });
    at = end;
  }
  return null;
}

/**
 * @param {Uint8Array} data
 * @param {number} at where coded data begin
 * @returns {number} the next marker: there FF 00 is a byte of data, FF D0-D7 a restart, FF FF a filler
 */
function coded(data, at) {
  for (let next = data.indexOf(0xff, at); next >= 0; next = data.indexOf(0xff, next + 1)) {
    const code = data[next + 1] ?? 0;
    if (code !== 0xff && code !== 0 && !(code >= 0xd0 && code <= 0xd7)) return next;
  }
  return data.length;
}

/**
 * @param {Uint8Array} data
 * @param {Segment[]} segments of its first picture
 * @returns {{width: number, height: number} | null} stored pixels; null where it is of no kind that is made smaller here
 */
export function frame(data, segments) {
  const frames = segments.filter(({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
  const [first] = frames;
  if (!first || frames.length > 1) return null;
  const body = data.subarray(first.start + 4, first.bodyEnd);
  const [precision, high = 0, low = 0, wide = 0, narrow = 0, components] = body;
  if (precision !== 8 || (components !== 3 && components !== 1)) return null;
  const found = { height: high << 8 | low, width: wide << 8 | narrow };
  return found.width && found.height ? found : null;
}

/**
 * What may be left out of a file: the coded data of its pictures, and what a video behind them holds.
 *
 * @param {Uint8Array} data
 * @returns {[start: number, length: number][] | null} null where anything is odd
 */
export function cuts(data) {
  /** @type {[number, number][]} */
  const found = [];
  let at = 0;
  let before = 0;
  // The first picture has to be a sound one; behind it, telephones put others and videos, and notes of their own.
  for (let picture = walk(data, 0); picture; picture = walk(data, at)) {
    for (const { marker, bodyEnd, end } of picture.segments) if (marker === SOS && end > bodyEnd) found.push([bodyEnd, end - bodyEnd]);
    before = at = picture.end;
    // Between the pictures of one file there may be some filling.
    while (data[at] === 0 && at - before < 65_536) at += 1;
  }
  return before ? [...found, ...film(data, before)] : null;
}

/**
 * @param {Uint8Array} data
 * @param {number} start
 * @returns {[number, number][]} the media of a video that begins there (ISO/IEC 14496-12); none where none does
 */
function film(data, start) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  /** @type {[number, number][]} */
  const found = [];
  for (let at = start; at + 8 <= data.length; ) {
    const size = view.getUint32(at);
    const name = view.getUint32(at + 4);
    if (at === start && name !== 0x66747970) return [];
    if (size < 8 || at + size > data.length) break;
    if (name === 0x6d646174 && size > 64) found.push([at + 8, size - 8]);
    at += size;
  }
  return found;
}
