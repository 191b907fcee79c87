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
function paired(data, known) {
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

/** Second bytes in the rows of GB 2312 that are not full. @type {Record<number, [first: number, last: number][]>} */
const GB_2312_ROWS = {
  0xa2: [[0xb1, 0xe2], [0xe5, 0xee], [0xf1, 0xfc]],
  0xa4: [[0xa1, 0xf3]],
  0xa5: [[0xa1, 0xf6]],
  0xa6: [[0xa1, 0xb8], [0xc1, 0xd8]],
  0xa7: [[0xa1, 0xc1], [0xd1, 0xf1]],
  0xa8: [[0xa1, 0xba], [0xc5, 0xe9]],
  0xa9: [[0xa4, 0xef]],
  0xd7: [[0xa1, 0xf9]],
};

/**
 * Whether bytes are text of GB 2312: browsers take that name for all of GBK.
 *
 * @param {Uint8Array} data
 */
export const isGb2312 = (data) =>
  paired(data, (lead, next) => {
    if (lead < 0xa1 || lead > 0xf7 || (lead > 0xa9 && lead < 0xb0)) return false;
    return (GB_2312_ROWS[lead] ?? [[0xa1, 0xfe]]).some(([first = 0, last = 0]) => next >= first && next <= last);
  });

/** Text of numbers of four figures each. @param {string} codes */
function ofCodes(codes) {
  return String.fromCharCode(...(codes.match(/..../g) ?? []).map((code) => parseInt(code, 16)));
}

/** The 128 characters behind ASCII, by encoding; what not everything knows that runs this is written out. @type {Record<string, string>} */
const UPPER = {
  cp437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  cp850: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  // As browsers read it: the five codes that it leaves out stand for themselves.
  "windows-1252": ofCodes("20ac0081201a0192201e20262020202102c62030016020390152008d017d008f009020182019201c201d20222013201402dc21220161203a0153009d017e0178") + ofCodes(Array.from({ length: 96 }, (_, at) => `00${(160 + at).toString(16)}`).join("")),
};

/** @param {string} encoding one of a byte a character: of `UPPER`, or as browsers name it */
function upperOf(encoding) {
  return (UPPER[encoding] ??= new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, at) => 128 + at)));
}

/** @param {Uint8Array} data @param {string} encoding as for `upperOf` */
export const ofBytes = (data, encoding) => Array.from(data, (byte) => (byte < 128 ? String.fromCharCode(byte) : upperOf(encoding)[byte - 128])).join("");

/**
 * The bytes that an encoding has for this text; null where some character is not its own.
 *
 * @param {string} text without ASCII
 * @param {string} encoding as for `upperOf`
 * @param {boolean} [itself] whether characters up to U+00FF may also stand for the bytes of their number
 */
export function toBytes(text, encoding, itself = false) {
  const codes = Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    const at = upperOf(encoding).indexOf(letter);
    return at < 0 && itself && code <= 0xff ? code : 128 + at;
  });
  return codes.includes(127) ? null : Uint8Array.from(codes);
}

/** Codes of two bytes by character. @type {Map<string, number> | undefined} */
let pairs;

/**
 * The bytes of GB 18030, as far as they come in pairs; null where some character has four, or none.
 *
 * @param {string} text without ASCII
 */
export function toPairs(text) {
  pairs ??= allPairs();
  const codes = Array.from(text, (letter) => pairs?.get(letter) ?? -1);
  return codes.includes(-1) ? null : Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff]));
}

function allPairs() {
  const codes = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let next = 0x40; next <= 0xfe; next += 1) if (next !== 0x7f) codes.push((lead << 8) | next);
  const letters = new TextDecoder("gb18030").decode(Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff])));
  // Of two that are one character the first is written.
  return new Map(codes.map((code, at) => /** @type {const} */ ([letters[at] ?? "", code])).reverse());
}

/**
 * Bytes as UTF-8; each that is none stands as half of a surrogate pair, as Python's `surrogateescape` has it.
 *
 * @param {Uint8Array} data
 */
export function escaped(data) {
  let text = "";
  for (let [at, from] = [0, 0]; at <= data.length; ) {
    const length = letterAt(data, at);
    if (!length) {
      text += decoded(data.subarray(from, at), "utf-8") ?? "";
      if (at < data.length) text += String.fromCharCode(0xdc00 + (data[at] ?? 0));
      from = at + 1;
    }
    at += length || 1;
  }
  return text;
}

/** Bytes of the character of UTF-8 at a place (RFC 3629, 4); 0 where none is. @param {Uint8Array} data @param {number} at */
function letterAt(data, at) {
  const [lead = -1, next = -1, third = -1, fourth = -1] = data.subarray(at, at + 4);
  const follows = (/** @type {number} */ byte, first = 0x80, last = 0xbf) => byte >= first && byte <= last;
  if (lead >= 0 && lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(next) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) return follows(next, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf) && follows(third) ? 3 : 0;
  if (lead < 0xf0 || lead > 0xf4) return 0;
  return follows(next, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf) && follows(third) && follows(fourth) ? 4 : 0;
}
