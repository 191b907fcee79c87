import { joined } from "../../formats/bytes.js";
import { crc32 } from "../../formats/crc.js";
import { follow } from "../../formats/follow.js";
import { canInflate, pour, unpacked } from "../../formats/inflated.js";
import { HEAD_BYTES, identify } from "../../formats/signatures.js";
import { PAGE_BYTES } from "../limits.js";

/**
 * Opening entries: unpacked in pieces, counted and checked on the way, nothing kept but what was learned: the twin of
 * `zikao.package.archive.contents`. The browser unpacks; the clock is that of the wall, as it has no other.
 *
 * @typedef {import("../../formats/kinds.js").Kind} Kind
 * @typedef {{size: number, kind: Kind, page: import("../../formats/follow.js").Page | null}} Content
 *   an entry whose data are what the directory promised
 */

export const READABLE = ["stored", "deflate"];
const CHUNK = 1 << 20;

/** The time for opening entries is spent. */
export class OutOfTime extends Error {}

/**
 * Unpacks one entry. Never goes on more than one piece beyond the declared size, whatever the data hold.
 *
 * @param {Blob} data packed
 * @param {string} method one of READABLE
 * @param {{size: number, crc: number}} declared
 * @param {string} extension of the entry's name
 * @param {number} deadline on the clock of `performance.now`
 * @returns {Promise<Content | null>} null where its data are damaged or not of the declared size and checksum
 * @throws {OutOfTime} the deadline passed before the end was reached
 */
export async function readContent(data, method, { size, crc }, extension, deadline) {
  let [count, check, late] = [0, 0, false];
  /** The first pieces, until they tell the kind. @type {Uint8Array[]} */
  let head = [];
  /** @type {Kind | null} */
  let kind = null;
  /** @type {Content["page"]} */
  let page = null;
  const told = () => {
    const first = joined(head);
    head = [];
    kind = identify(first, extension);
    page = follow(kind);
    page?.feed(first);
  };
  /** @param {Uint8Array} piece whether more is wanted */
  const take = (piece) => {
    late = performance.now() >= deadline;
    count += piece.length;
    if (late || count > size) return false;
    check = crc32(piece, check);
    if (kind) page?.feed(piece);
    else {
      head.push(piece);
      if (count >= HEAD_BYTES) told();
    }
    return true;
  };
  const whole = method === "stored" ? await copied(data, take) : await pour(data, "deflate-raw", take);
  if (late) throw new OutOfTime();
  if (!kind) told();
  return whole && count === size && check === crc ? { size: count, kind: kind ?? "empty", page } : null;
}

/** What is stored as it is. @param {Blob} data @param {(piece: Uint8Array) => boolean} take */
async function copied(data, take) {
  for (let at = 0; at < data.size; at += CHUNK) {
    if (!take(new Uint8Array(await data.slice(at, at + CHUNK).arrayBuffer()))) return false;
  }
  return true;
}

/**
 * One entry's data, for a small picture on this page.
 *
 * @param {Blob} data packed
 * @param {string} method
 * @param {number} size as declared
 * @returns {Promise<Blob | null>} null where this browser cannot unpack it, it is damaged, or larger than any page
 */
export async function wholeContent(data, method, size) {
  if (method === "stored") return data;
  if (method !== "deflate" || size > PAGE_BYTES || !canInflate()) return null;
  const { out } = await unpacked(data, "deflate-raw", size);
  return out.length === size ? new Blob([out]) : null;
}
