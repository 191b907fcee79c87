import { little } from "../../formats/bytes.js";
import { canInflate } from "../../formats/inflated.js";
import { extensionMatches } from "../../formats/kinds.js";
import SAID from "../measuring.json" with { type: "json" };
import { Notes, allReasons } from "../notes.js";
import { OutOfTime, READABLE, readContent } from "./contents.js";
import { extraField } from "./directory.js";
import { readNames } from "./names.js";

/**
 * From one record of the directory, its name and its data to the facts about that entry: the twin of
 * `zikao.package.archive.entries`.
 *
 * @typedef {import("./contents.js").Content} Content
 * @typedef {import("./directory.js").Local} Local
 * @typedef {import("./directory.js").Central} Central
 * @typedef {import("./names.js").Name} Name
 * @typedef {{file: Blob, dataStop: number, unopened: string | null, deadline: number}} Source
 *   what entries are read from, and how far. dataStop: where the directory begins: no data reach beyond; unopened: the reason to
 *   open no entry at all, if there is one; deadline: for opening entries, on the clock of `performance.now`
 */

const { reasons: WHY } = SAID;
/** Traditional and strong encryption (APPNOTE 4.4.4). */
const ENCRYPTED_FLAGS = 0x41;
const DESCRIPTOR_FLAG = 0x08;
const AES_METHOD = 99;
const AES_EXTRA = 0x9901;
const LINK_TYPE = 0xa;
const FULL_32 = 0xffffffff;
/** @type {Partial<{[number: string]: string}>} */
const METHODS = SAID.methods;
const CONTENT_FACTS = ["crc_ok", "true_bytes", "empty", "kind", "extension_matches", "incomplete", "width", "height", "orientation", ...SAID.of_its_pages];

/** Whether a password is needed, by the directory or by the header at the data. @param {Central} record @param {Local | null} [local] */
export const isEncrypted = ({ flags, method }, local) => ((flags | (local?.flags ?? 0)) & ENCRYPTED_FLAGS) !== 0 || method === AES_METHOD;

/** The method; under AES the one that its extra field names, null where it names none. @param {Central} record */
export function methodOf({ method, extra }) {
  const aes = method === AES_METHOD ? extraField(extra, AES_EXTRA) : null;
  if (method === AES_METHOD && (!aes || aes.length < 7)) return null;
  return METHODS[aes ? little(aes, 5, 2) : method] ?? "other";
}

/**
 * Facts of every entry, and the reasons for those that some entry lacks.
 *
 * @param {Source} source
 * @param {Central[]} records
 * @param {(Local | null)[] | null} locals of each; null where none was read
 */
export async function measureEntries(source, records, locals) {
  const names = readNames(records);
  /** @type {Map<string, number>} */
  const twins = new Map();
  const unpacked = names.map(({ folder, unpackedAs }) => (folder ? null : unpackedAs));
  for (const each of unpacked) if (each !== null) twins.set(each, (twins.get(each) ?? 0) + 1);
  /** @type {Record<string, any>[]} */
  const entries = [];
  /** @type {Record<string, string>[]} */
  const absent = [];
  for (const [index, record] of records.entries()) {
    const name = /** @type {Name} */ (names[index]);
    const notes = new Notes();
    Object.assign(notes.facts, { index, duplicate: (twins.get(unpacked[index] ?? "") ?? 0) > 1 && !name.folder });
    describe(notes, record, name);
    await lookInside(notes, source, record, locals?.[index], name);
    entries.push(notes.facts);
    absent.push(notes.absent);
  }
  return { entries, reasons: allReasons(absent) };
}

/** What the directory alone tells. @param {Notes} notes @param {Central} record @param {Name} name */
function describe(notes, record, name) {
  const { facts } = notes;
  Object.assign(facts, {
    name: name.shown,
    folder: name.folder,
    junk: name.junk,
    extension: name.extension,
    name_bytes: record.name.length,
    name_encoding: name.encoding,
    unsafe_path: name.unsafe,
    reserved_name: name.reserved,
    bad_char: name.badChar,
    bidi: name.bidi,
    garbled_name: name.garbled,
    declared_bytes: record.size,
    packed_bytes: record.packed,
  });
  if (name.depth !== null) facts.depth = name.depth;
  notes.leaveOut(["depth"], WHY.unsafe);
  const method = methodOf(record);
  if (method !== null) facts.method = method;
  notes.leaveOut(["method"], WHY.encrypted);
}

/**
 * What the header at the data and the data themselves tell.
 *
 * @param {Notes} notes
 * @param {Source} source
 * @param {Central} record
 * @param {Local | null | undefined} local undefined where it was not read
 * @param {Name} name
 */
async function lookInside(notes, source, record, local, name) {
  const { facts } = notes;
  if (local !== undefined) {
    facts.encrypted = isEncrypted(record, local);
    facts.header_mismatch = !local || !alike(local.name, record.name) || local.method !== record.method;
  } else {
    if (isEncrypted(record)) facts.encrypted = true;
    notes.leaveOut(["encrypted", "header_mismatch"], source.unopened ?? WHY.unknown);
  }
  const linked = record.attributes >>> 28 === LINK_TYPE;
  if (linked || name.folder) Object.assign(facts, { link: linked, kind: linked ? "link" : "folder" });

  const content = await contentOf(source, record, local ?? null, name);
  if (typeof content === "string") {
    if (content === WHY.damaged) facts.crc_ok = false;
    notes.leaveOut([...CONTENT_FACTS, "link"], content);
  } else if (local) {
    facts.crc_ok = true;
    taken(notes, content);
    // Of data that are not what the directory promised, one fault is enough.
    facts.header_mismatch ||= contradicts(record, local);
  }
}

/** @param {Uint8Array} one @param {Uint8Array} other */
const alike = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/**
 * The entry's content, or the reason why there is none to speak of.
 *
 * @param {Source} source
 * @param {Central} record
 * @param {Local | null} local
 * @param {Name} name
 * @returns {Promise<Content | string>}
 */
async function contentOf({ file, dataStop, unopened, deadline }, record, local, name) {
  if (unopened !== null) return unopened;
  if (isEncrypted(record, local)) return WHY.encrypted;
  const method = methodOf(record);
  if (method === null || !READABLE.includes(method)) return WHY.unreadable_method;
  if (!local) return WHY.lost;
  if (local.data + record.packed > dataStop) return WHY.damaged;
  if (method === "deflate" && !canInflate()) return WHY.not_unpacked;
  try {
    return (await readContent(file.slice(local.data, local.data + record.packed), method, record, name.extension, deadline)) ?? WHY.damaged;
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    return WHY.out_of_time;
  }
}

/** What its data say. @param {Notes} notes @param {Content} content */
function taken(notes, { size, kind: found, page }) {
  const { facts } = notes;
  Object.assign(facts, { true_bytes: size, empty: size === 0 });
  const kind = (facts.kind ??= found);
  facts.link ??= kind === "link";
  const matches = kind === "link" || kind === "folder" ? null : extensionMatches(found, facts.extension);
  if (matches !== null) facts.extension_matches = matches;
  notes.leaveOut(["extension_matches"], WHY.no_extension);
  if (page && kind === found) {
    if (page.ended !== null) facts.incomplete = !page.ended;
    else if (page.overfull) notes.leaveOut(["incomplete"], WHY.too_many_parts);
    else if (kind === "pdf") notes.leaveOut(["incomplete"], WHY.behind_the_end);
    if (page.width !== null && page.height !== null) Object.assign(facts, { width: page.width, height: page.height });
    if (page.orientation !== null) facts.orientation = page.orientation;
  }
  notes.leaveOut(["incomplete"], WHY.no_end);
  notes.leaveOut(["orientation"], WHY.no_turn);
  notes.leaveOut(["width", "height"], WHY.no_pixels);
}

/**
 * Whether the header at good data says other sizes or another checksum; zero and all ones say nothing.
 *
 * @param {Central} record
 * @param {Local} local
 */
function contradicts(record, local) {
  if ((record.flags | local.flags) & DESCRIPTOR_FLAG) return false;
  const claims = /** @type {const} */ (["size", "packed", "crc"]);
  return claims.some((claim) => ![0, FULL_32, record[claim]].includes(local[claim]));
}
