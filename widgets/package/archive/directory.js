import { says, viewOf } from "../../formats/bytes.js";

/**
 * Reading the bones of a ZIP file: end record, directory, local headers: the twin of `zikao.package.archive.directory`, over a
 * file that is read by slices. No entry is opened here. Layouts follow PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5. Everything
 * read is a claim; callers compare claims with each other and with the data. Offsets are positions in the whole file, whatever
 * stands before the archive. Numbers beyond 2^53, which no file comes near to, are rounded.
 *
 * @typedef {import("../../formats/slices.js").Slices} Slices
 * @typedef {{stop: number, split: boolean, entries: number, directory: number, directoryStop: number, shift: number}} End
 *   the end record, with the 64-bit one where there is one. stop: position after the record and its comment, as declared;
 *   directory: of the first directory record; shift: what must be added to offsets in the directory to get positions in the file
 * @typedef {{madeBy: number, flags: number, method: number, crc: number, packed: number, size: number, name: Uint8Array,
 *   extra: Uint8Array, attributes: number, offset: number}} Central
 *   one entry as the directory describes it; offset: of its local header
 * @typedef {{flags: number, method: number, crc: number, packed: number, size: number, name: Uint8Array, data: number}} Local
 *   the header that stands before the entry's data; name: no more of it than the directory's is long, and one byte; data: where
 *   they begin
 */

export const LOCAL_SIGNATURE = "PK\x03\x04";
export const SPLIT_SIGNATURE = "PK\x07\x08";
/** Stands before the first entry where a writer prepared for volumes and needed only one (APPNOTE 8.5.5). */
export const UNSPLIT_MARKER = "PK00";

const CENTRAL_SIGNATURE = "PK\x01\x02";
const END_SIGNATURE = "PK\x05\x06";
const [END, LOCATOR, END64, CENTRAL, LOCAL] = [22, 20, 56, 46, 30];
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;
/** End signatures tried from the end backwards: a file stuffed with them must not cost time. */
const END_CANDIDATES = 100;
/** Extra fields looked at in one record, for the same reason; writers put in half a dozen at most. */
const EXTRA_FIELDS = 16;
/** Where nearly all end records stand, with their whole directory: this is read first, before all that may hold one. */
const NEAR = 16_384;
/** Bytes of one read at most. */
const BLOCK = 1 << 20;
/** Bytes between two headers up to which both are read at once: of so few entries that each may be opened, and of many. */
const [APART, APART_MANY] = [256, 65_536];
const FEW = 100;
/** Reads at a time. */
const AT_ONCE = 64;

/** Numbers in a record, by their bytes and place. @param {Uint8Array} raw */
function fieldsOf(raw) {
  const view = viewOf(raw);
  const two = (/** @type {number} */ at) => view.getUint16(at, true);
  const four = (/** @type {number} */ at) => view.getUint32(at, true);
  return { two, four, eight: (/** @type {number} */ at) => four(at) + four(at + 4) * 2 ** 32 };
}

/** Whether these characters stand at a position. @param {Slices} view @param {number} at @param {string} signature */
export const standsAt = async (view, at, signature) => says(await view.bytes(at, at + signature.length), signature);

/**
 * The last end record in the final `window` bytes behind which a directory really stands. One that claims an empty directory
 * needs nothing to back it, so it counts only if there is no other.
 *
 * @param {Slices} view
 * @param {number} window
 * @returns {Promise<End | null>}
 */
export async function findEnd(view, window) {
  for (const reach of NEAR < Math.min(window, view.size) ? [NEAR, window] : [window]) {
    const base = Math.max(0, view.size - reach);
    const { end, empty, tried } = await lastEnd(view, await view.keep(base, view.size), base);
    if (end || tried === END_CANDIDATES || reach === window) return end ?? empty;
  }
  return null;
}

/** @param {Slices} view @param {Uint8Array} tail @param {number} base where it begins in the file */
async function lastEnd(view, tail, base) {
  /** @type {End | null} */
  let empty = null;
  let tried = 0;
  for (let at = tail.length - END_SIGNATURE.length; tried < END_CANDIDATES; at -= 1) {
    at = at < 0 ? -1 : tail.lastIndexOf(0x50, at);
    while (at >= 0 && !says(tail, END_SIGNATURE, at)) at = at ? tail.lastIndexOf(0x50, at - 1) : -1;
    if (at < 0) break;
    tried += 1;
    const end = await endAt(view, base + at);
    if (end && (end.entries || end.split)) return { end, empty, tried };
    empty ??= end;
  }
  return { end: null, empty, tried };
}

/** @param {Slices} view @param {number} at @returns {Promise<End | null>} */
async function endAt(view, at) {
  if (at + END > view.size) return null;
  const raw = fieldsOf(await view.bytes(at, at + END));
  const stop = at + END + raw.two(20);
  const said = { at, disk: raw.two(4), directoryDisk: raw.two(6), entries: raw.two(10), size: raw.four(12), offset: raw.four(16) };
  const { at: directoryStop, disk, directoryDisk, entries, size, offset } = (await end64Before(view, at)) ?? said;
  if ((disk || directoryDisk) && stop <= view.size) return { stop, split: true, entries, directory: 0, directoryStop: 0, shift: 0 };
  // Written before the end record without a gap is the rule; where it was said to be is the second guess.
  for (const start of [directoryStop - size, offset]) {
    if (start < 0 || start < offset || start + size > directoryStop) continue;
    if ((size === 0 && entries === 0) || (await standsAt(view, start, CENTRAL_SIGNATURE))) {
      return { stop, split: false, entries, directory: start, directoryStop: start + size, shift: start - offset };
    }
  }
  return null;
}

/** @param {Slices} view @param {number} at of the end record */
async function end64Before(view, at) {
  const locator = at - LOCATOR;
  if (locator < 0 || !(await standsAt(view, locator, "PK\x06\x07"))) return null;
  const said = fieldsOf(await view.bytes(locator, locator + LOCATOR)).eight(8);
  for (const record of [said, locator - END64]) {
    if (record < 0 || record > locator - END64 || !(await standsAt(view, record, "PK\x06\x06"))) continue;
    const raw = fieldsOf(await view.bytes(record, record + END64));
    return { at: record, disk: raw.four(16), directoryDisk: raw.four(20), entries: raw.eight(32), size: raw.eight(40), offset: raw.eight(48) };
  }
  return null;
}

/**
 * The directory's records; null where it is not whole. More than so many are only counted.
 *
 * @param {Slices} view
 * @param {End} end
 * @param {number} most
 * @returns {Promise<{count: number, records: Central[]} | null>}
 */
export async function readRecords(view, end, most) {
  /** @type {Central[]} */
  const records = [];
  let [count, at] = [0, end.directory];
  for (let block = new Uint8Array(), from = 0; at + CENTRAL <= end.directoryStop; ) {
    let here = at - from;
    const length = here >= 0 && here + CENTRAL <= block.length ? lengthAt(block, here) : Infinity;
    if (here < 0 || here + length > block.length) {
      [block, from, here] = [await view.bytes(at, Math.min(end.directoryStop, at + BLOCK)), at, 0];
    }
    if (!says(block, CENTRAL_SIGNATURE, here)) return null;
    const size = lengthAt(block, here);
    count += 1;
    if (count <= most && here + size <= block.length) records.push(recordIn(block.subarray(here, here + size), end.shift));
    at += size;
  }
  // Some writers put more entries than 16 bits can count without the 64-bit record.
  const agrees = count === end.entries || (count & FULL_16) === end.entries;
  return at === end.directoryStop && agrees ? { count, records: count > most ? [] : records } : null;
}

/** Of a whole record. @param {Uint8Array} block @param {number} at */
function lengthAt(block, at) {
  const two = (/** @type {number} */ from) => (block[at + from] ?? 0) | ((block[at + from + 1] ?? 0) << 8);
  return CENTRAL + two(28) + two(30) + two(32);
}

/** A directory record, with its 64-bit values put in. @param {Uint8Array} raw @param {number} shift @returns {Central} */
function recordIn(raw, shift) {
  const { two, four } = fieldsOf(raw);
  const name = raw.slice(CENTRAL, CENTRAL + two(28));
  const extra = raw.slice(CENTRAL + name.length, CENTRAL + name.length + two(30));
  const wide = wideValues(extra);
  // APPNOTE 4.5.3: only what did not fit is there, in this order.
  const [size = 0, packed = 0, offset = 0] = [24, 20, 42].map((at) => {
    const value = four(at);
    return value === FULL_32 ? (wide.shift() ?? value) : value;
  });
  return {
    madeBy: two(4),
    flags: two(8),
    method: two(10),
    crc: four(16),
    packed,
    size,
    name,
    extra,
    attributes: four(38),
    offset: offset + shift,
  };
}

/** @param {Uint8Array} extra */
function wideValues(extra) {
  const body = extraField(extra, ZIP64_EXTRA) ?? new Uint8Array();
  return Array.from({ length: body.length >> 3 }, (_, at) => fieldsOf(body).eight(8 * at));
}

/**
 * The body of one extra field; null where there is none.
 *
 * @param {Uint8Array} extra
 * @param {number} wanted
 */
export function extraField(extra, wanted) {
  const { two } = fieldsOf(extra);
  for (let [at, field] = [0, 0]; field < EXTRA_FIELDS && at + 4 <= extra.length; field += 1) {
    const stop = at + 4 + two(at + 2);
    if (two(at) === wanted) return extra.subarray(at + 4, stop);
    at = stop;
  }
  return null;
}

/**
 * The headers at the entries' data, in the order of the records; null where none stands. What lies near to each other is read at
 * once.
 *
 * @param {Slices} view
 * @param {Central[]} records
 * @returns {Promise<(Local | null)[]>}
 */
export async function localHeaders(view, records) {
  /** @type {(Local | null)[]} */
  const found = records.map(() => null);
  const order = records.map(({ offset, name }, index) => ({ index, from: offset, to: offset + LOCAL + name.length + 1 }));
  order.sort((one, other) => one.from - other.from);
  const apart = records.length > FEW ? APART_MANY : APART;
  /** @type {{from: number, to: number, of: typeof order}[]} */
  const runs = [];
  for (const each of order) {
    const last = runs[runs.length - 1];
    if (last && each.from - last.to <= apart && each.to - last.from <= BLOCK) {
      last.of.push(each);
      last.to = Math.max(last.to, each.to);
    } else runs.push({ from: each.from, to: each.to, of: [each] });
  }
  for (let at = 0; at < runs.length; at += AT_ONCE) {
    await Promise.all(
      runs.slice(at, at + AT_ONCE).map(async ({ from, to, of }) => {
        const raw = await view.bytes(from, to);
        for (const { index, from: offset } of of) found[index] = localIn(raw.subarray(offset - from), offset, records[index]?.name.length ?? 0);
      }),
    );
  }
  return found;
}

/** @param {Uint8Array} raw @param {number} offset @param {number} known length of the name by the directory @returns {Local | null} */
function localIn(raw, offset, known) {
  if (raw.length < LOCAL || !says(raw, LOCAL_SIGNATURE)) return null;
  const { two, four } = fieldsOf(raw);
  const length = two(26);
  return {
    flags: two(6),
    method: two(8),
    crc: four(14),
    packed: four(18),
    size: four(22),
    name: raw.slice(LOCAL, LOCAL + Math.min(length, known + 1)),
    data: offset + LOCAL + length + two(28),
  };
}

/**
 * Whether two entries claim the same bytes, headers included.
 *
 * @param {Central[]} records
 * @param {(Local | null)[]} locals of each
 */
export function overlapping(records, locals) {
  let reached = 0;
  const order = records.map((record, index) => ({ record, local: locals[index] })).sort((one, other) => one.record.offset - other.record.offset);
  for (const { record, local } of order) {
    if (record.offset < reached) return true;
    reached = (local ? local.data : record.offset + LOCAL + record.name.length) + record.packed;
  }
  return false;
}
