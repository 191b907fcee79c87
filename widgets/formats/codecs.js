import { viewOf } from "./bytes.js";
import { decoded, paired } from "./text.js";

/** Encodings of names in archives, there and back: what Python's codecs do, and no browser by itself. */

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
export function ofBytes(data, encoding) {
  const upper = upperOf(encoding);
  let text = "";
  for (const byte of data) text += byte < 128 ? String.fromCharCode(byte) : upper[byte - 128];
  return text;
}

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

/** Codes of two bytes, by the number of their character; 0 where it has none. @type {Uint16Array | undefined} */
let pairs;

/**
 * The bytes of GB 18030, as far as they come in pairs; null where some character has four, or none.
 *
 * @param {string} text without ASCII
 */
export function toPairs(text) {
  const known = (pairs ??= allPairs());
  const codes = Array.from(text, (letter) => (letter.length === 1 ? known[letter.charCodeAt(0)] : 0) ?? 0);
  return codes.includes(0) ? null : Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff]));
}

function allPairs() {
  const [leads, nexts] = [0xfe - 0x80, 0xfe - 0x3f - 1];
  const codes = Uint16Array.from({ length: leads * nexts }, (_, at) => {
    const next = 0x40 + (at % nexts);
    // One number between them is the second byte of nothing.
    return ((0x81 + Math.floor(at / nexts)) << 8) | (next < 0x7f ? next : next + 1);
  });
  const bytes = new Uint8Array(2 * codes.length);
  const view = viewOf(bytes);
  codes.forEach((code, at) => view.setUint16(2 * at, code));
  const letters = new TextDecoder("gb18030").decode(bytes);
  const found = new Uint16Array(1 << 16);
  // Of two that are one character the first is written.
  for (let at = codes.length - 1; at >= 0; at -= 1) found[letters.charCodeAt(at)] = codes[at] ?? 0;
  return found;
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
