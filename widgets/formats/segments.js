import { PARTS } from "./header.js";

/**
 * The one walk along the segments of a JPEG (ITU-T T.81, annex B), over a file in memory: the twin of
 * `zikao.formats.segments`. It goes where decoders go: past garbage between segments and past lengths that are too small, to
 * the next marker.
 *
 * @typedef {{marker: number, start: number, bodyEnd: number, end: number, body: Uint8Array}} Segment
 *   as offsets into the file; start: of the marker's last FF; end: of a scan, that of its coded data; body: after the length
 * @typedef {{segments: Segment[], ended: boolean, gaps: boolean, odd: boolean, overfull: boolean, left: number,
 *   end: number}} Walked
 *   ended: the end marker was reached, behind data of the picture; gaps: bytes that belong to no segment were passed by;
 *   odd: these, or anything else that a plain file does not have; overfull: more parts than were to be walked; left: parts that
 *   may still come; end: after the last part
 */

export const [SOI, EOI, SOS, DQT, COM] = [0xd8, 0xd9, 0xda, 0xdb, 0xfe];
export const [APP0, APP1, APP2, APP12, APP13, APP14] = [0xe0, 0xe1, 0xe2, 0xec, 0xed, 0xee];
/** SOFn; not DHT, JPG, DAC. @param {number} marker */
export const isFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
export const PROGRESSIVE = [0xc2, 0xc6, 0xca, 0xce];
export const EXIF = "Exif\0\0";
export const ICC = "ICC_PROFILE\0";

const LENGTH_BYTES = 2;
/** Codes that nothing belongs to: restarts, and a zero, by which the FF before it is no marker at all. @param {number} code */
const alone = (code) => code <= 1 || (code >= 0xd0 && code <= 0xd7);

/**
 * The next marker in coded data: there FF 00 is a byte of data, FF D0-D7 a restart, FF FF a filler.
 *
 * @param {Uint8Array} data
 * @param {number} from
 */
function ahead(data, from) {
  for (let at = data.indexOf(0xff, from); at >= 0; at = data.indexOf(0xff, at + 1)) {
    const code = data[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff && !(code >= 0xd0 && code <= 0xd7)) return at;
  }
  return -1;
}

/**
 * Walks one picture, from its SOI to its EOI.
 *
 * @param {Uint8Array} data
 * @param {number} [start] where the SOI stands
 * @param {number} [most] parts that are walked
 * @returns {Walked}
 */
export function walk(data, start = 0, most = PARTS) {
  /** @type {Segment[]} */
  const segments = [];
  let [left, at] = [most, start + 2];
  let [scanned, ended, gaps, odd, stopped] = [false, false, false, false, false];
  /** The scan whose end is looked for. @type {Segment | null} */
  let scan = null;
  while (left > 0) {
    if (scan || data[at] !== 0xff) {
      const next = ahead(data, at);
      const to = next >= 0 ? next : Math.max(at, data.length - (data[data.length - 1] === 0xff ? 1 : 0));
      if (!scan) gaps ||= to > at;
      else if (next >= 0) {
        segments.push({ ...scan, end: next });
        scan = null;
      }
      at = to;
      if (next < 0) break;
      continue;
    }
    while (data[at + 1] === 0xff) at += 1;
    const code = data[at + 1];
    // A new picture inside this one: decoders give up.
    if (code === undefined || (stopped = code === SOI)) break;
    if (code === EOI || alone(code)) {
      gaps ||= code === 0;
      odd ||= code !== EOI;
      at += 2;
      left -= 1;
      if (!(stopped = code === EOI)) continue;
      ended = scanned;
      break;
    }
    const body = at + 2 + LENGTH_BYTES;
    const said = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    // A length that does not even count itself is taken for that, as by decoders.
    const bodyEnd = at + 2 + Math.max(LENGTH_BYTES, said);
    if (body > data.length || bodyEnd > data.length) break;
    odd ||= said < LENGTH_BYTES;
    const segment = { marker: code, start: at, bodyEnd, end: bodyEnd, body: data.subarray(body, bodyEnd) };
    if (code === SOS) [scan, scanned] = [segment, true];
    else segments.push(segment);
    at = bodyEnd;
    left -= 1;
  }
  // The file is over inside a scan; of one behind the last part that may be walked nothing is known.
  if (scan && !stopped && left > 0) segments.push({ ...scan, end: data.length });
  return { segments, ended, gaps, odd: odd || gaps, overfull: left <= 0 && !ended, left, end: Math.min(at, data.length) };
}
