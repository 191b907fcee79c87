/** Bytes as text, or nothing where they are none: `bytes.decode` of Python's codecs by the browser's own. */

/**
 * @param {Uint8Array} data
 * @param {string} encoding as browsers name it
 * @param {boolean} [cut] whether the last character may be cut in the middle
 * @returns {string | null} null where some byte belongs to no character
 */
export function decoded(data, encoding, cut = false) {
  const whole = encoding === "gb18030" ? characters(data) : data.length;
  if (whole < 0 || (whole < data.length && !cut) || (encoding === "big5" && !paired(data, inBig5))) return null;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(data.subarray(0, whole), { stream: cut });
  } catch {
    return null;
  }
}

/**
 * Where the last whole character of GB 18030 ends.
 *
 * @param {Uint8Array} data
 * @returns {number} -1 where one begins with 80: browsers take it for a euro sign, as Windows did; in the standard it is none
 */
function characters(data) {
  for (let at = 0; at < data.length; ) {
    const [lead = 0, next] = [data[at], data[at + 1]];
    const end = at + (lead < 0x80 ? 1 : next === undefined || next < 0x30 || next > 0x39 ? 2 : 4);
    if (end > data.length) return at;
    if (lead === 0x80) return -1;
    at = end;
  }
  return data.length;
}

/** Whether bytes are ASCII and pairs of which each is a character. @param {Uint8Array} data @param {(lead: number, next: number) => boolean} known */
export function paired(data, known) {
  for (let at = 0; at < data.length; at += 1) {
    const lead = data[at] ?? 0;
    if (lead >= 0x80 && !known(lead, data[(at += 1)] ?? 0)) return false;
  }
  return true;
}

/** Browsers know the characters of Hong Kong and others besides. @param {number} lead @param {number} next */
function inBig5(lead, next) {
  const most = { 0xa3: 0xbf, 0xc7: 0xfc, 0xc8: 0, 0xf9: 0xd5 }[lead] ?? 0xfe;
  return lead >= 0xa1 && lead <= 0xf9 && next <= most && ((next >= 0x40 && next <= 0x7e) || next >= 0xa1);
}
