/** Looking into bytes: what `bytes` and `struct` do for Python's `zikao.formats`. Nothing here reads beyond the end. */

/** @param {Uint8Array} data */
export const viewOf = (data) => new DataView(data.buffer, data.byteOffset, data.length);

/**
 * Whether these characters, one a byte, stand at a place.
 *
 * @param {Uint8Array} data
 * @param {string} text
 * @param {number} [at]
 */
export function says(data, text, at = 0) {
  if (at < 0 || at + text.length > data.length) return false;
  for (let index = 0; index < text.length; index += 1) if (data[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/**
 * Where these characters stand first.
 *
 * @param {Uint8Array} data
 * @param {string} text not empty
 * @param {number} [from]
 * @param {number} [to] they end before it
 * @returns {number} -1 where they do not
 */
export function find(data, text, from = 0, to = data.length) {
  const first = text.charCodeAt(0);
  for (let at = data.indexOf(first, Math.max(0, from)); at >= 0 && at + text.length <= to; at = data.indexOf(first, at + 1)) {
    if (says(data, text, at)) return at;
  }
  return -1;
}

/**
 * A number of any length, its highest byte first; of bytes that are not there, less.
 *
 * @param {Uint8Array} data
 * @param {number} at
 * @param {number} length
 */
export const big = (data, at, length) => data.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);

/** The same, its lowest byte first. @param {Uint8Array} data @param {number} at @param {number} length */
export const little = (data, at, length) => data.subarray(at, at + length).reduceRight((sum, byte) => sum * 256 + byte, 0);

/** Bytes as characters, one each. @param {Uint8Array} data */
export function latin(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 4096) text += String.fromCharCode(...data.subarray(at, at + 4096));
  return text;
}

/** As UTF-8, with a sign in place of what is none. @param {Uint8Array} data */
export const utf8 = (data) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(data);

/** Up to a byte that is not there; all of it where none is. @param {Uint8Array} data @param {number} byte */
export function before(data, byte) {
  const at = data.indexOf(byte);
  return at < 0 ? data : data.subarray(0, at);
}

/** One after the other. @param {readonly Uint8Array[]} parts */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

/** Where these characters stand last; -1 where they do not. @param {Uint8Array} data @param {string} text not empty */
export function findLast(data, text) {
  const first = text.charCodeAt(0);
  let at = data.lastIndexOf(first);
  while (at >= 0 && !says(data, text, at)) at = at ? data.lastIndexOf(first, at - 1) : -1;
  return at;
}
