import assert from "node:assert/strict";
import { test } from "node:test";
import { randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { pour } from "../formats/inflated.js";
import { Slices } from "../formats/slices.js";
import { alike, files, vectors } from "../testing/vectors.js";
import { wholeContent } from "./archive/contents.js";
import { findEnd, readRecords } from "./archive/directory.js";
import { readNames } from "./archive/names.js";
import { archive } from "./pack/archive.js";
import { DEFAULT } from "./limits.js";
import { measure } from "./measuring.js";
import SAID from "./measuring.json" with { type: "json" };

const FILES = files("package");
/** A device looks at no page, and a slow machine is no reason for other facts. */
const LIMITS = { ...DEFAULT, pages: 0, seconds: 60 };
/** @param {string} label */
const blob = (label) => new Blob([FILES.get(label)?.data ?? ""]);

/** What every file makes, waited for. @param {string} path @param {(label: string) => Promise<unknown>} make */
async function alikeLater(path, make) {
  const made = new Map();
  for (const label of Object.keys(vectors(path).of)) made.set(label, await make(label));
  alike(path, (label) => made.get(label));
}

test("what stands at the end of an archive, and how many entries it has, is Python's", () =>
  alikeLater("package/directory", async (label) => {
    const view = new Slices(blob(label));
    const end = await findEnd(view, DEFAULT.tail_bytes);
    if (!end) return null;
    const { directoryStop, ...rest } = end;
    const read = end.split ? null : await readRecords(view, end, 0);
    return { end: { ...rest, directory_stop: directoryStop }, count: read?.count ?? null };
  }));

test("names and their encodings are Python's, and which of them overwrite each other", () =>
  alikeLater("package/names", async (label) => {
    const view = new Slices(blob(label));
    const end = await findEnd(view, DEFAULT.tail_bytes);
    const read = end && (await readRecords(view, end, DEFAULT.entries));
    const names = readNames(read?.records ?? []);
    const same = names.map(({ unpackedAs }) => unpackedAs);
    return names.map(({ shown, encoding, folder, depth, unpackedAs }) => [shown, encoding, folder, depth, same.indexOf(unpackedAs)]);
  }));

test("names of any length cost no more than their letters", async () => {
  const [dots, blanks] = [46, 32].map((byte) => new Uint8Array(65_535).fill(byte).fill(120, -1));
  const record = { madeBy: 0, flags: 0, method: 0, crc: 0, packed: 0, size: 0, extra: new Uint8Array(), attributes: 0, offset: 0 };
  const began = process.cpuUsage();
  const names = readNames([dots, blanks, dots, blanks].flatMap((name) => (name ? [{ ...record, name }] : [])));
  assert.deepEqual(names.map(({ unpackedAs }) => unpackedAs.length), Array(4).fill(65_535));
  // Letter by letter from each of them it would be 17 seconds.
  assert.ok(process.cpuUsage(began).user < 3_000_000);
  const ends = readNames(["a. .", "b/c .. /d.", "..x.."].map((name) => ({ ...record, name: new TextEncoder().encode(name) })));
  assert.deepEqual(ends.map(({ unpackedAs }) => unpackedAs), ["a", "b/c/d", "..x"]);
});

test("what swells is handed over little by little, and no entry is unpacked whole for being shown", async () => {
  const { DecompressionStream: Own } = globalThis;
  /** @type {number[]} */
  const handed = [];
  class Counted {
    /** @param {CompressionFormat} format */
    constructor(format) {
      const counted = new TransformStream({ transform: (chunk, out) => (handed.push(chunk.length), out.enqueue(chunk)) });
      this.readable = counted.readable.pipeThrough(new Own(format));
      this.writable = counted.writable;
    }
  }
  // As browsers hand a file on.
  const packed = deflateRawSync(randomBytes(2_000_000));
  const data = /** @type {Blob} */ ({ size: packed.length, stream: () => new ReadableStream({ start: (out) => (out.enqueue(packed), out.close()) }) });
  let count = 0;
  Object.assign(globalThis, { DecompressionStream: Counted });
  const whole = await pour(data, "deflate-raw", (piece) => Boolean((count += piece.length))).finally(() => Object.assign(globalThis, { DecompressionStream: Own }));
  assert.deepEqual([whole, count], [true, 2_000_000]);
  assert.ok(Math.max(...handed) <= 65_536, String(handed));
  assert.equal(await wholeContent(new Blob([packed]), "deflate", 2 ** 52), null);
});

test("facts are Python's, and so are the reasons of those that are absent; what rests on pages is absent", async () => {
  const { usual, limits } = vectors("package/measuring");
  assert.deepEqual({ ...limits, ...DEFAULT }, limits);
  await alikeLater("package/measuring", async (label) => apart(usual, brief(await measure(blob(label), FILES.get(label)?.name, { limits: LIMITS }))));
  const { facts, absent } = await measure(blob("00_good_utf8.zip"), "a.zip", { limits: LIMITS });
  assert.deepEqual(brief({ facts, absent }), { ...usual, facts: { ...usual.facts, archive_extension: "zip" } });
  for (const name of SAID.names) assert.ok(name in facts !== name in absent, name);
  for (const name of SAID.of_pages) assert.equal(absent[name], SAID.reasons.on_device);
  assert.equal((await measure(blob("13_targz.zip"))).absent.pages, SAID.reasons.not_zip);
});

test("an archive of any size is listed from its two ends alone; what its headers and data would tell is left", async () => {
  const data = new Blob([new Uint8Array(2_000_000)]);
  const entries = Array.from({ length: 100 }, (_, at) => ({ name: `${String(at + 1).padStart(3, "0")}-课程合格证-${at}.jpg`, data, crc: 1 }));
  const made = archive(entries);
  assert.ok(made.size > 200_000_000);
  /** @type {number[]} */
  const reads = [];
  const counted = { size: made.size, slice: (/** @type {number} */ from, /** @type {number} */ to) => (reads.push(to - from), made.slice(from, to)) };
  const why = SAID.reasons.not_opened;
  const { facts, absent } = await measure(/** @type {Blob} */ (counted), "a.zip", { limits: { ...LIMITS, archive_bytes: made.size, unpacked_bytes: 1e9 }, unopened: why });
  assert.equal(reads.length, 2);
  assert.ok(reads.reduce((sum, bytes) => sum + bytes) <= 128 * 1024, String(reads));
  assert.deepEqual(facts.contents.map((/** @type {any} */ each) => [each.name, each.declared_bytes]), entries.map(({ name }) => [name, 2_000_000]));
  for (const name of ["overlap", "encrypted", "header_mismatch", "crc_ok", "kind"]) assert.deepEqual([absent[name], facts.contents[0][name]], [why, undefined], name);
  const locked = await measure(blob("10_enc_zipcrypto.zip"), "a.zip", { limits: LIMITS, unopened: why });
  assert.equal(locked.facts.contents[0].encrypted, true);
});

test("what lies beyond a limit is left, with Python's reason", async () => {
  const { whole, limits, of } = vectors("package/bounds");
  const file = new Blob([Buffer.from(whole, "base64")]);
  for (const [label, wanted] of Object.entries(of)) {
    const made = brief(await measure(file, "a.zip", { limits: { ...LIMITS, ...limits[label] } }));
    assert.deepEqual({ [label]: made }, { [label]: wanted });
  }
});

test("of a damaged archive the same facts are others as in Python", async () => {
  const { whole, of } = vectors("package/damaged");
  const bytes = Buffer.from(whole, "base64");
  const usual = brief(await measure(new Blob([bytes]), "a.zip", { limits: LIMITS }));
  for (const [label, wanted] of Object.entries(of)) {
    const [at = 0, byte = 0] = label.split(" ").map(Number);
    const other = Buffer.from(bytes);
    other[at] = byte;
    const made = apart(usual, brief(await measure(new Blob([other]), "a.zip", { limits: LIMITS })));
    assert.deepEqual({ [label]: made }, { [label]: wanted });
  }
});

/** As vectors have it: no limits, entries by themselves, names by their reasons, nothing of pages. @param {import("./measuring.js").Measured} measured */
function brief({ facts: { contents = null, ...rest }, absent }) {
  const facts = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("limit_")));
  /** @type {Record<string, string[]>} */
  const reasons = {};
  for (const [name, reason] of Object.entries(absent)) if (!SAID.of_pages.includes(name)) (reasons[reason] ??= []).push(name);
  const named = Object.entries(reasons).map(([reason, names]) => [reason, names.sort().join(" ")]);
  return { facts, absent: Object.fromEntries(named), contents };
}

/** What is other than usual; of each entry, than in the usual one of its place, or the first. @param {any} usual @param {ReturnType<typeof brief>} other */
function apart(usual, other) {
  const contents = other.contents?.map((/** @type {any} */ entry, /** @type {number} */ at) => others(usual.contents[at] ?? usual.contents[0], entry));
  return { facts: others(usual.facts, other.facts), absent: others(usual.absent, other.absent), contents: contents ?? null };
}

/** By name, null for what is missing. @param {any} usual @param {any} other */
function others(usual, other) {
  const names = [...new Set([...Object.keys(usual), ...Object.keys(other)])];
  const apart = names.filter((name) => JSON.stringify(usual[name]) !== JSON.stringify(other[name]));
  return Object.fromEntries(apart.map((name) => [name, other[name] ?? null]));
}
