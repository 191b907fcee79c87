import { says } from "../formats/bytes.js";
import { ARCHIVES, PICTURES } from "../formats/kinds.js";
import { general, rounded } from "../formats/rounding.js";
import { HEAD_BYTES, identify } from "../formats/signatures.js";
import { Slices } from "../formats/slices.js";
import { READABLE, wholeContent } from "./archive/contents.js";
import { LOCAL_SIGNATURE, SPLIT_SIGNATURE, UNSPLIT_MARKER, findEnd, localHeaders, overlapping, readRecords, standsAt } from "./archive/directory.js";
import { isEncrypted, measureEntries, methodOf } from "./archive/entries.js";
import { DEFAULT } from "./limits.js";
import SAID from "./measuring.json" with { type: "json" };
import { allReasons } from "./notes.js";
import { PAGELESS_KINDS, PAGE_KINDS } from "./pages/kinds.js";
import { shownExtension, shownName } from "./shown.js";

/**
 * From an archive or a single file to its facts: outside in, and only as far as is safe: the twin of `zikao.package.measuring`.
 * The file is read by slices where it lies, and leaves nothing behind. Without `pages` none is looked at, and whatever rests on
 * one is absent.
 *
 * @typedef {import("./archive/directory.js").End} End
 * @typedef {import("./archive/directory.js").Local} Local
 * @typedef {import("./archive/directory.js").Central} Central
 * @typedef {import("./limits.js").Limits} Limits
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Measured
 *   every name of the facts in one of them; absent: the reason, in zh-CN
 * @typedef {import("./pages/files.js").Pages} Pages
 * @typedef {import("../shared/device/answering.js").Hear} Hear
 * @typedef {{limits?: Limits, declared?: Record<string, any>, unopened?: string | null, pages?: Pages | null, hear?: Hear}} How
 *   limits: how far to go; declared: facts of what the caller says of the file; unopened: a reason to look no further than the directory; pages: to
 *   look at, which know what is declared themselves
 */

const { reasons: WHY } = SAID;
/** Kinds in which a whole ZIP may lie, with more of the holder behind it. */
const HOLDERS = [...ARCHIVES, "pdf", "image", "word", "excel", "slides"].filter((kind) => kind !== "zip");
/** What is said of a file where nothing is. */
const UNDECLARED = { ticket_number_declared: false, courses_declared: 0 };

/**
 * Any bytes are welcome: what cannot be measured is absent with its reason. No nested archive is opened, no entry is unpacked
 * beyond its declared size.
 *
 * @param {Blob} file
 * @param {string | null} [name] as the candidate sees it
 * @param {How} [how]
 * @returns {Promise<Measured>}
 * @throws {DOMException} the file can no longer be read
 */
export async function measure(file, name = null, how = {}) {
  const { limits = DEFAULT, declared = UNDECLARED, unopened = null, pages = null, hear = () => {} } = how;
  const view = new Slices(file);
  /** @type {Record<string, any>} */
  const facts = {
    bytes: view.size,
    limit_archive_bytes: limits.archive_bytes,
    limit_entries: limits.entries,
    limit_unpacked_bytes: limits.unpacked_bytes,
    limit_ratio: limits.ratio,
    limit_seconds: limits.seconds,
    limit_name_bytes: limits.name_bytes,
    limit_pages: limits.pages,
    limit_page_seconds: limits.page_seconds,
    ...(pages ? pages.declared : declared),
  };
  /** @type {Record<string, string>} */
  const absent = { file_name_difference: WHY.not_compared, ...pages?.undeclared };
  if (name === null) absent.archive_extension = WHY.no_name;
  else facts.archive_extension = shownExtension(name);
  const stopped = await measureArchive(view, { limits, unopened, pages, hear }, facts, absent);
  if (["image", "pdf"].includes(facts.archive_kind)) await lookAtFile(file, name, facts, absent, pages);
  for (const fact of SAID.names) if (!(fact in facts)) absent[fact] ??= stopped;
  return { facts, absent };
}

/**
 * Puts in what can be measured; gives the reason for whatever is still missing then.
 *
 * @param {Slices} view
 * @param {{limits: Limits, unopened: string | null, pages: Pages | null, hear: Hear}} how
 * @param {Record<string, any>} facts
 * @param {Record<string, string>} absent
 * @returns {Promise<string>}
 */
async function measureArchive(view, { limits, unopened: unwanted, pages, hear }, facts, absent) {
  const began = performance.now();
  const head = await view.keep(0, HEAD_BYTES);
  const end = await findEnd(view, limits.tail_bytes);
  facts.archive_kind = archiveKind(view, head, end, facts.archive_extension ?? "");
  facts.picture_kind = facts.archive_kind === "image" ? identify(head) : "none";
  if (facts.archive_kind !== "zip") return WHY.not_zip;
  if (view.size > limits.archive_bytes) return filled(WHY.too_large, megabytes(limits.archive_bytes));
  facts.split = (await standsAt(view, 0, SPLIT_SIGNATURE)) || !!end?.split;
  if (facts.split) return WHY.split;
  facts.truncated = !end || end.stop > view.size;
  if (!end || facts.truncated) return WHY.truncated;
  const found = await recordsIn(view, end, limits, facts, unwanted !== null);
  if (typeof found === "string") return found;
  const { records, locals } = found;
  Object.assign(facts, sums(records, limits));
  if (records.length > limits.entries) return filled(WHY.too_many_entries, String(limits.entries));

  const unopened = whyUnopened(facts, limits) ?? unwanted;
  const source = { file: view.file, dataStop: end.directory, unopened, deadline: began + limits.seconds * 1000 };
  const { entries, reasons } = await measureEntries(source, records, locals);
  Object.assign(facts, counts(entries));
  Object.assign(absent, reasons);
  if (unopened === null && locals && pages) await lookAtEntries(view.file, { records, locals, entries }, facts, absent, pages, hear);
  else if (unopened === null) {
    entriesUnseen(entries, absent);
    unseen(facts, absent);
  }
  facts.contents = entries;
  return unopened ?? WHY.unknown;
}

/**
 * The directory's records with the headers at their data, or the reason to go no further; what they lie in is told. Those headers
 * lie all over the file, each a read of its own: to list it they are left, and null.
 *
 * @param {Slices} view
 * @param {End} end
 * @param {Limits} limits
 * @param {Record<string, any>} facts
 * @param {boolean} listed
 */
async function recordsIn(view, end, limits, facts, listed) {
  const read = await readRecords(view, end, limits.records);
  if (!read) {
    facts.truncated = true;
    return WHY.truncated;
  }
  const { count, records } = read;
  if (count > limits.records) {
    Object.assign(facts, { trailing_bytes: view.size - end.stop, entries: count });
    return filled(WHY.too_many_entries, String(limits.entries));
  }
  const prefix = records.reduce((least, { offset }) => Math.min(least, offset), records[0]?.offset ?? end.directory);
  if (prefix > 0 && (await standsAt(view, 0, LOCAL_SIGNATURE))) {
    // It does not know the entry at the front: this is an inner archive, and the outer one is cut.
    facts.truncated = true;
    return WHY.truncated;
  }
  facts.trailing_bytes = view.size - end.stop;
  Object.assign(facts, await prefixFacts(view, prefix));
  if (listed) return { records, locals: null };
  const locals = await localHeaders(view, records);
  facts.overlap = overlapping(records, locals);
  return facts.overlap ? WHY.overlap : { records, locals };
}

/**
 * The entries with what their pages show. Each is unpacked once more, alone, and forgotten.
 *
 * @param {Blob} file
 * @param {{records: Central[], locals: (Local | null)[], entries: Record<string, any>[]}} found entries: what is found is put in
 * @param {Record<string, any>} facts
 * @param {Record<string, string>} absent
 * @param {Pages} pages
 * @param {Hear} hear
 */
async function lookAtEntries(file, { records, locals, entries }, facts, absent, pages, hear) {
  let whole = true;
  const shown = records.map((_, place) => isPage(entries[place], locals[place]));
  const of = shown.filter(Boolean).length;
  let nth = 0;
  const reasons = [Object.fromEntries(SAID.of_its_pages.flatMap((name) => (name in absent ? [[name, absent[name] ?? ""]] : [])))];
  for (const [place, record] of records.entries()) {
    const [entry, local] = [entries[place], locals[place]];
    if (!entry) continue;
    let lacking = entry.crc_ok ? Object.fromEntries(SAID.of_its_pages.map((name) => [name, WHY.no_page])) : {};
    if (local && shown[place]) {
      hear(nth / of, [(nth += 1), of]);
      const read = async () => {
        const content = await wholeContent(file.slice(local.data, local.data + record.packed), entry.method, record.size);
        return new Uint8Array(await (content ?? new Blob()).arrayBuffer());
      };
      const told = await pages.take({ index: place, name: entry.name, kind: entry.kind, size: record.size, read });
      Object.assign(entry, told.facts);
      lacking = told.absent;
      if (entry.kind === "pdf" && entry.incomplete === undefined && pages.allDecode(place)) entry.incomplete = false;
    } else if (!entry.junk && !PAGELESS_KINDS.includes(entry.kind)) whole = false;
    reasons.push(lacking);
  }
  if (entries.every((entry) => entry.incomplete !== undefined)) delete absent.incomplete;
  Object.assign(absent, allReasons(reasons));
  sumUp(pages, whole, facts, absent);
}

/** Whether an entry is looked at: it is whole, and of a kind that holds pages. @param {Record<string, any> | undefined} entry @param {Local | null | undefined} local */
const isPage = (entry, local) => Boolean(entry?.crc_ok && local && PAGE_KINDS.includes(entry.kind) && !entry.junk);

/**
 * The page or pages of a file that is no archive.
 *
 * @param {Blob} file
 * @param {string | null} name
 * @param {Record<string, any>} facts
 * @param {Record<string, string>} absent
 * @param {Pages | null} pages
 */
async function lookAtFile(file, name, facts, absent, pages) {
  if (!pages) {
    unseen(facts, absent);
    return;
  }
  const kind = facts.archive_kind === "pdf" ? "pdf" : facts.picture_kind;
  const read = async () => new Uint8Array(await file.arrayBuffer());
  await pages.take({ index: 0, name: name === null ? null : shownName(name), kind, size: file.size, read });
  if (name === null) absent.name = WHY.no_name;
  sumUp(pages, true, facts, absent);
}

/** @param {Pages} pages @param {boolean} whole @param {Record<string, any>} facts @param {Record<string, string>} absent */
function sumUp(pages, whole, facts, absent) {
  const found = pages.facts(whole);
  Object.assign(facts, found.facts);
  Object.assign(absent, found.absent);
}

/** @param {string} words @param {string} value */
const filled = (words, value) => words.replace("{}", value);

/** @param {number} bytes */
const megabytes = (bytes) => String(Math.floor(bytes / 1_000_000));

/**
 * What rests on pages, and was not looked at.
 *
 * @param {Record<string, any>} facts
 * @param {Record<string, string>} absent
 */
function unseen(facts, absent) {
  for (const name of SAID.of_pages) if (!(name in facts)) absent[name] ??= WHY.on_device;
}

/**
 * The same of entries: why nothing is told of their pages.
 *
 * @param {Record<string, any>[]} entries
 * @param {Record<string, string>} absent
 */
function entriesUnseen(entries, absent) {
  const known = Object.fromEntries(SAID.of_its_pages.flatMap((name) => (absent[name] === undefined ? [] : [[name, absent[name]]])));
  const lacking = entries.map(({ crc_ok: whole, kind, junk }) => {
    if (!whole) return {};
    const why = PAGE_KINDS.includes(kind) && !junk ? WHY.on_device : WHY.no_page;
    return Object.fromEntries(SAID.of_its_pages.map((name) => [name, why]));
  });
  Object.assign(absent, allReasons([known, ...lacking]));
}

/**
 * Kind of the whole file. An end record makes it a ZIP, unless its head says that it only holds one.
 *
 * @param {Slices} view
 * @param {Uint8Array} head
 * @param {End | null} end
 * @param {string} extension
 */
function archiveKind(view, head, end, extension) {
  const found = identify(head, extension);
  // Here pictures are one kind, and a link is none.
  const kind = PICTURES.includes(found) ? "image" : found === "link" ? "unknown" : found;
  if (!end) return kind;
  const document = says(head, LOCAL_SIGNATURE) && kind !== "zip";
  const holder = HOLDERS.includes(kind) && end.stop !== view.size;
  return document || holder ? kind : "zip";
}

/** @param {Slices} view @param {number} size */
async function prefixFacts(view, size) {
  const marked = size === UNSPLIT_MARKER.length && (await standsAt(view, 0, UNSPLIT_MARKER));
  if (size === 0 || marked) return { prefix: "none", prefix_bytes: 0 };
  const program = identify(await view.bytes(0, Math.min(size, HEAD_BYTES))) === "program";
  return { prefix: program ? "program" : "data", prefix_bytes: size };
}

/** What the directory says in sum. @param {Central[]} records @param {Limits} limits */
function sums(records, limits) {
  const methods = new Set(records.map(methodOf));
  const large = records.filter(({ size }) => size > limits.ratio_from_bytes).map(({ size, packed }) => size / Math.max(1, packed));
  return {
    entries: records.length,
    encrypted_entries: records.filter((record) => isEncrypted(record)).length,
    unsupported_methods: [...methods].filter((method) => method !== null && !READABLE.includes(method)).sort(),
    declared_unpacked_bytes: records.reduce((sum, { size }) => sum + size, 0),
    max_ratio: rounded(large.reduce((most, each) => Math.max(most, each), large.length ? 0 : 1), 1),
  };
}

/** @param {Record<string, any>} facts @param {Limits} limits */
function whyUnopened(facts, limits) {
  if (facts.declared_unpacked_bytes > limits.unpacked_bytes) return filled(WHY.too_much, megabytes(limits.unpacked_bytes));
  return facts.max_ratio > limits.ratio ? filled(WHY.swells, general(limits.ratio)) : null;
}

/**
 * What the entries come to; sums over contents only where every entry was read.
 *
 * @param {Record<string, any>[]} entries
 */
function counts(entries) {
  /** @type {(test: (entry: Record<string, any>) => unknown) => number} */
  const count = (test) => entries.filter(test).length;
  const folders = count(({ folder }) => folder);
  /** @type {Record<string, any>} */
  const found = {
    files: count(({ folder, junk }) => !folder && !junk),
    folders,
    only_folders: folders > 0 && folders === entries.length,
    junk_entries: count(({ junk }) => junk),
    duplicate_names: count(({ duplicate }) => duplicate),
    encrypted_entries: count(({ encrypted }) => encrypted),
    name_encodings: [...new Set(entries.map(({ name_encoding: encoding }) => encoding))].sort(),
  };
  if (entries.every(({ kind }) => kind !== undefined)) found.nested_archives = count(({ kind }) => ARCHIVES.includes(kind));
  if (entries.every(({ true_bytes: bytes }) => bytes !== undefined)) {
    found.unpacked_bytes = entries.reduce((sum, { true_bytes: bytes }) => sum + bytes, 0);
  }
  return found;
}
