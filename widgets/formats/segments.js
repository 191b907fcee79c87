import { joined } from "./bytes.js";
import { PARTS } from "./header.js";

/**
 * The one walk along the segments of a JPEG (ITU-T T.81, annex B), over bytes that come in pieces: the twin of
 * `zikao.formats.segments`. It goes where decoders go: past garbage between segments and past lengths that are too small, to
 * the next marker. It holds back one segment at most, and stops after so many parts.
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
export const ARITHMETIC = [0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
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
 * What walks one picture, from its SOI to its EOI, while its bytes come.
 *
 * @param {number} [start] the offset of the SOI; the bytes that are fed begin there
 * @param {number} [most] parts that are walked
 * @returns {{feed: (chunk: Uint8Array) => Segment[], close: () => Segment[], told: () => Omit<Walked, "segments">}}
 *   feed: takes the next bytes, and gives the segments that they complete; close: the file is over, which gives the scan in
 *   which it broke off, if it was one
 */
export function walker(start = 0, most = PARTS) {
  let [left, base, at, end] = [most, start, 2, start + 2];
  let [scanned, ended, gaps, odd, stopped] = [false, false, false, false, false];
  let held = new Uint8Array();
  /** The scan whose end is looked for. @type {Segment | null} */
  let scan = null;
  /** @type {Segment[]} */
  let found = [];

  /** One part further; false where more data are needed, or none. @param {Uint8Array} data */
  const step = (data) => {
    if (left <= 0) stopped = true;
    if (stopped) return false;
    if (scan || data[at] !== 0xff) return search(data);
    while (data[at + 1] === 0xff) at += 1;
    const code = data[at + 1];
    // A new picture inside this one: decoders give up.
    if (code === undefined || (stopped = code === SOI)) return false;
    if (code === EOI || alone(code)) {
      stopped = code === EOI;
      ended = stopped && scanned;
      gaps ||= code === 0;
      odd ||= code !== EOI;
      at += 2;
    } else {
      const body = at + 2 + LENGTH_BYTES;
      const said = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
      // A length that does not even count itself is taken for that, as by decoders.
      const bodyEnd = at + 2 + Math.max(LENGTH_BYTES, said);
      if (body > data.length || bodyEnd > data.length) return false;
      odd ||= said < LENGTH_BYTES;
      const stop = base + bodyEnd;
      const segment = { marker: code, start: base + at, bodyEnd: stop, end: stop, body: data.subarray(body, bodyEnd) };
      if (code === SOS) [scan, scanned] = [segment, true];
      else found.push(segment);
      at = bodyEnd;
    }
    left -= 1;
    return true;
  };

  /** To the next marker: through coded data, or over what stands where a marker must. @param {Uint8Array} data */
  const search = (data) => {
    const next = ahead(data, at);
    const to = next >= 0 ? next : Math.max(at, data.length - (data[data.length - 1] === 0xff ? 1 : 0));
    if (!scan) gaps ||= to > at;
    else if (next >= 0) {
      found.push({ ...scan, end: base + to });
      scan = null;
    }
    at = to;
    return next >= 0;
  };

  return {
    feed(chunk) {
      if (stopped) return [];
      const data = held.length ? joined([held, chunk]) : chunk;
      found = [];
      while (step(data));
      end = base + Math.min(at, data.length);
      held = stopped ? new Uint8Array() : data.slice(at);
      base += data.length - held.length;
      at = Math.max(0, at - data.length);
      return found;
    },
    close() {
      const last = scan && !stopped ? [{ ...scan, end: base + held.length }] : [];
      stopped = true;
      return last;
    },
    told: () => ({ ended, gaps, odd: odd || gaps, overfull: left <= 0 && !ended, left, end }),
  };
}

/**
 * The same of a file in memory, at once.
 *
 * @param {Uint8Array} data
 * @param {number} [start] where the SOI stands
 * @param {number} [most] parts that are walked
 * @returns {Walked}
 */
export function walk(data, start = 0, most = PARTS) {
  const { feed, close, told } = walker(start, most);
  const segments = [...feed(data.subarray(start)), ...close()];
  return { segments, ...told() };
}
