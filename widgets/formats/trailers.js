import { big, find, little, says } from "./bytes.js";
import { isFrame, walk } from "./segments.js";

/**
 * What stands behind the end of a picture: what a phone appends there, filler, or nobody knows what: the twin of
 * `zikao.formats.trailers`.
 *
 * @typedef {"samsung" | "video" | "picture" | "filler" | "unknown"} What
 * @typedef {{what: What, bytes: number}} Trailer
 */

const SAMSUNG_END = "SEFT";
const SAMSUNG_LIST = "SEFH";
/** Bytes of one entry of Samsung's list, behind 12 of its head: kind, place before the list, length. */
const ENTRY = 12;
/** Boxes of an ISO base media file (ISO/IEC 14496-12), one of which makes it a video. */
const CONTENT = ["moov", "mdat", "moof"];
/** Pieces that are looked for; what follows them is not known. */
const MOST = 8;
/** Segments of a picture that are walked. */
const PARTS = 2000;
/** Bytes after which filler repeats itself at the latest. */
const PERIOD = 16;

/**
 * All its bytes in pieces, in their order. A piece that begins as a known one and breaks off is not known.
 *
 * @param {Uint8Array} tail
 * @returns {Trailer[]} none where there are no bytes
 */
export function readTrailers(tail) {
  /** @type {Trailer[]} */
  const found = [];
  /** @param {Uint8Array} rest */
  const put = (rest) => {
    if (rest.length) found.push({ what: repeats(rest) ? "filler" : "unknown", bytes: rest.length });
  };
  const stop = beforeSamsung(tail);
  let at = 0;
  for (let piece = 0; piece < MOST; piece += 1) {
    const { start, what, end } = next(tail, at, stop);
    put(tail.subarray(at, start));
    at = end;
    if (!what) break;
    found.push({ what, bytes: end - start });
  }
  put(tail.subarray(at, stop));
  if (stop < tail.length) found.push({ what: "samsung", bytes: tail.length - stop });
  return found;
}

/** Blanks as Python strips them off bytes. @param {number} byte */
const blank = (byte) => byte === 32 || (byte >= 9 && byte <= 13);

/** Whether nothing is in it but one short string again and again, or blanks. @param {Uint8Array} data */
function repeats(data) {
  if (data.length === 1 || data.every(blank)) return true;
  for (let step = 1; step <= Math.min(PERIOD, data.length >> 1); step += 1) {
    if (data.every((byte, at) => at < step || byte === data[at - step])) return true;
  }
  return false;
}

/**
 * Where Samsung's block begins, which is read from its end: behind the notes stands a list of how far before it each of them
 * begins, its length, and the end mark.
 *
 * @param {Uint8Array} tail
 * @returns {number} its length where there is none
 */
function beforeSamsung(tail) {
  const { length } = tail;
  if (!says(tail, SAMSUNG_END, length - 4) || length < 8) return length;
  const size = little(tail, length - 8, 4);
  const head = length - 8 - size;
  if (!says(tail, SAMSUNG_LIST, head)) return length;
  const count = little(tail, head + 8, 4);
  if (size < 12 + ENTRY * count) return length;
  let before = 0;
  for (let at = head + 12; at < head + 12 + ENTRY * count; at += ENTRY) before = Math.max(before, little(tail, at + 4, 4));
  return Math.max(0, head - before);
}

/**
 * The next known piece.
 *
 * @param {Uint8Array} tail
 * @param {number} at where to begin
 * @param {number} stop
 * @returns {{start: number, what: What | null, end: number}} of none: `at`, null and `at`
 */
function next(tail, at, stop) {
  let seek = at;
  for (let turn = 0; turn < MOST; turn += 1) {
    const brand = find(tail, "ftyp", seek + 4, stop);
    const picture = find(tail, "\xff\xd8\xff", seek, stop);
    const starts = [brand < 0 ? -1 : brand - 4, picture].filter((each) => each >= seek);
    if (!starts.length) break;
    const start = Math.min(...starts);
    const what = start === picture ? "picture" : "video";
    const rest = tail.subarray(start, stop);
    const end = what === "picture" ? pictureEnd(rest) : videoEnd(rest);
    if (end) return { start, what, end: start + end };
    seek = start + 1;
  }
  return { start: at, what: null, end: at };
}

/** Whether it is letters and figures, but for blanks at its ends. @param {string} kind */
const named = (kind) => /^[\t-\r ]*[0-9A-Za-z]+[\t-\r ]*$/.test(kind);

/** Bytes of the boxes that it begins with; 0 where they are no whole video. @param {Uint8Array} data */
function videoEnd(data) {
  let [at, content] = [0, false];
  while (at + 8 <= data.length) {
    const kind = String.fromCharCode(...data.subarray(at + 4, at + 8));
    if (!named(kind)) break;
    const said = big(data, at, 4);
    const size = (said === 1 ? big(data, at + 8, 8) : said) || data.length - at;
    if (size < 8 || at + size > data.length) break;
    content ||= CONTENT.includes(kind);
    at += size;
  }
  return content ? at : 0;
}

/** Bytes of the JPEG that it begins with; 0 where it is no whole one. @param {Uint8Array} data */
function pictureEnd(data) {
  const { segments, ended, end } = walk(data, 0, PARTS);
  return ended && segments.some(({ marker }) => isFrame(marker)) ? end : 0;
}
