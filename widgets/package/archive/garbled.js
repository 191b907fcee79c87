import { isGb2312, toBytes, toPairs } from "../../formats/codecs.js";
import { decoded } from "../../formats/text.js";

/**
 * Names that were rubbish before they were stored: Chinese that a tool had read in another encoding: the twin of
 * `zikao.package.archive.garbled`. They are told by undoing the mistake: the characters give the bytes from which they were
 * misread, and these are Chinese.
 */

/** What readers put where they cannot read. */
const LOST = "\ufffd";
/** Two of these in UTF-8, read as GBK. */
const LOST_AGAIN = String.fromCharCode(0x951f, 0x65a4, 0x62f7);
const WINDOWS = "windows-1252";
const READ_AS = [WINDOWS, "cp437", "cp850", "macintosh"];
/** Of a name that are looked at; no file system takes more. */
const CHARACTERS = 300;
const RUN = /[^\0-\x7f]+/gu;
const HAN = /[\u4e00-\u9fff]/g;
/** First bytes of the 3755 characters of GB 2312's first level, which make up nearly all names. */
const COMMON_LEADS = [0xb0, 0xd7];
const FEWEST_COMMON = 2;
/** Share of a run's characters that must come out as Chinese; what a reader lost on its way is missing. */
const READ_ALIKE = 0.6;

/**
 * Whether a name is Chinese that was misread before it was stored.
 *
 * @param {string} name
 */
export function isGarbled(name) {
  const looked = Array.from(name.slice(0, 2 * CHARACTERS)).slice(0, CHARACTERS).join("");
  if (looked.includes(LOST) || looked.includes(LOST_AGAIN)) return true;
  const runs = looked.match(RUN) ?? [];
  if (!runs[0]) return false;
  for (const encoding of READ_AS) {
    const misread = runs.map((run) => toBytes(run, encoding, encoding === WINDOWS));
    if (misread.every((each) => each !== null) && isChinese(/** @type {Uint8Array[]} */ (misread))) return true;
  }
  return runs.some(wasUtf8);
}

/** @param {Uint8Array} run */
const isCommon = (run) => run.filter((lead, at) => at % 2 === 0 && lead >= (COMMON_LEADS[0] ?? 0) && lead <= (COMMON_LEADS[1] ?? 0)).length >= FEWEST_COMMON;

/** Whether bytes read as Chinese of either encoding, and so by no accident. @param {Uint8Array[]} runs */
function isChinese(runs) {
  // What GBK looks like in UTF-8 by accident are letters of two bytes; a Chinese character takes three.
  const texts = runs.map((run) => decoded(run, "utf-8"));
  if (texts.every((text) => text !== null) && texts.some((text) => text?.match(HAN))) return true;
  // Two accented letters beside each other, as in DECLARAÇÃO, may look like one character; no word has four.
  return runs.every(isGb2312) && runs.some(isCommon);
}

/** Whether characters are UTF-8 read as GBK: of real Chinese nearly nothing can be read that way. @param {string} run */
function wasUtf8(run) {
  // A character of four bytes ends in figures, which no letter of UTF-8 has inside.
  const misread = toPairs(run);
  // Unfinished at the end is what an odd number of bytes leaves behind.
  const text = misread && decoded(misread, "utf-8", true);
  const found = text?.match(HAN)?.length ?? 0;
  return found >= FEWEST_COMMON && found >= READ_ALIKE * Array.from(text ?? "").length;
}
