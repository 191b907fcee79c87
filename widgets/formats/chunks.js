import { big, joined, says } from "./bytes.js";
import { PARTS } from "./header.js";

/**
 * The one walk along the chunks of a PNG (W3C PNG, third edition), over bytes that come in pieces: the twin of
 * `zikao.formats.chunks`. It holds back one chunk of those that are asked for and no more than `LARGEST` of it.
 *
 * @typedef {{name: string, start: number, end: number, body: Uint8Array}} Chunk
 *   as offsets into the file; start: of its length; end: after its checksum; body: empty where it was not asked for, or is too large
 */

export const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Bytes of a chunk that are told; pixels have larger ones, but nobody asks for those. */
const LARGEST = 1_000_000;
const [HEAD, CRC] = [8, 4];

/**
 * What walks a picture from its signature to IEND, while its bytes come.
 *
 * @param {string[]} asked names of the chunks whose bodies are wanted
 * @param {number} [most] chunks that are walked
 * @returns {{feed: (bytes: Uint8Array) => Chunk[], told: () => {ended: boolean, overfull: boolean, end: number}}}
 *   feed: takes the next bytes, and gives the chunks that they complete. ended: IEND was reached; overfull: there are more
 *   chunks than were to be walked; end: after the last one
 */
export function walker(asked, most = PARTS) {
  let [left, ended, end, fed] = [most, false, SIGNATURE.length, 0];
  let held = new Uint8Array();
  /** It stands there, and nothing of it is wanted but its end. @type {Chunk | null} */
  let passing = null;

  /** The chunk at this place; null where more of it is needed, which is then held back. @param {Uint8Array} data @param {number} at */
  const next = (data, at) => {
    const size = HEAD + big(data, at, 4) + CRC;
    const name = String.fromCharCode(...data.subarray(at + 4, at + HEAD));
    const told = asked.includes(name) && size <= LARGEST;
    if (at + HEAD > data.length || (told && at + size > data.length)) {
      held = data.slice(at);
      return null;
    }
    return { name, start: end, end: end + size, body: data.subarray(at + HEAD, told ? at + size - CRC : at + HEAD) };
  };

  return {
    feed(bytes) {
      const data = held.length ? joined([held, bytes]) : bytes;
      const base = fed - held.length;
      fed = base + data.length;
      held = new Uint8Array();
      const found = [];
      while (!ended && left > 0) {
        passing ??= next(data, end - base);
        if (!passing || passing.end > fed) break;
        found.push(passing);
        [end, ended] = [passing.end, passing.name === "IEND"];
        passing = null;
        left -= 1;
      }
      return found;
    },
    told: () => ({ ended, overfull: left <= 0 && !ended, end }),
  };
}

/**
 * The same of a file in memory, at once.
 *
 * @param {Uint8Array} data
 * @param {string[]} asked names of the chunks whose bodies are wanted
 * @param {number} [most] chunks that are walked
 */
export function walk(data, asked, most = PARTS) {
  const { feed, told } = walker(asked, most);
  const chunks = feed(data);
  return { chunks, ...told() };
}

/** @param {Uint8Array} data */
export const isPng = (data) => says(data, SIGNATURE);
