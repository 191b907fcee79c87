import { big, says } from "./bytes.js";
import { PARTS } from "./header.js";

/**
 * The one walk along the chunks of a PNG (W3C PNG, third edition), over a file in memory: the twin of `zikao.formats.chunks`.
 *
 * @typedef {{name: string, start: number, end: number, body: Uint8Array}} Chunk
 *   as offsets into the file; start: of its length; end: after its checksum; body: empty where it was not asked for, or is too large
 */

export const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Bytes of a chunk that are told; pixels have larger ones, but nobody asks for those. */
const LARGEST = 1_000_000;
const [HEAD, CRC] = [8, 4];

/**
 * Walks a picture from its signature to IEND.
 *
 * @param {Uint8Array} data
 * @param {string[]} asked names of the chunks whose bodies are wanted
 * @param {number} [most] chunks that are walked
 * @returns {{chunks: Chunk[], ended: boolean, overfull: boolean, end: number}}
 *   ended: IEND was reached; overfull: there are more chunks than were to be walked; end: after the last one
 */
export function walk(data, asked, most = PARTS) {
  /** @type {Chunk[]} */
  const chunks = [];
  let [at, ended] = [SIGNATURE.length, false];
  while (!ended && chunks.length < most && at + HEAD <= data.length) {
    const end = at + HEAD + big(data, at, 4) + CRC;
    if (end > data.length) break;
    const name = String.fromCharCode(...data.subarray(at + 4, at + HEAD));
    const told = asked.includes(name) && end - at <= LARGEST;
    chunks.push({ name, start: at, end, body: data.subarray(at + HEAD, told ? end - CRC : at + HEAD) });
    at = end;
    ended = name === "IEND";
  }
  return { chunks, ended, overfull: chunks.length >= most && !ended, end: at };
}

/** @param {Uint8Array} data */
export const isPng = (data) => says(data, SIGNATURE);
