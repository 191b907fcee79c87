/** CRC-32 as ZIP and PNG take it (ISO 3309, reversed polynomial EDB88320). */

const TABLE = new Uint32Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE[byte] = value;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} [before] of the bytes that stand before these
 * @returns {number} unsigned
 */
export function crc32(bytes, before = 0) {
  let value = ~before;
  for (let at = 0; at < bytes.length; at += 1) {
    value = (value >>> 8) ^ /** @type {number} */ (TABLE[(value ^ /** @type {number} */ (bytes[at])) & 255]);
  }
  return ~value >>> 0;
}
