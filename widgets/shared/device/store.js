import { Refusal } from "../files/refusal.js";
import { arrived, reached, unpacked } from "./fetched.js";

/**
 * The parts of a check, each fetched once: kept by the browser under the digest of their content, and compared with it
 * before every use. Where the browser keeps nothing they last as long as the page.
 *
 * @typedef {import("./manifest.js").Part} Part
 * @typedef {import("./manifest.js").Script} Script
 * @typedef {{part: Part, address: string, bytes: number, packed: boolean}} Way
 *   how a part comes: from where, how many bytes on the line, and whether it has to be unpacked here
 * @typedef {object} Hear
 * @property {(done: number, whole: number) => void} count bytes on the line, as far as that can be told
 * @property {() => void} again something came damaged, was thrown away and is fetched once more
 */

/** The name of the browser's shelf. */
export const KEPT = "zikao-device";
const SPOILT =
  "下载来的检查程序和网站登记的不一样，已经丢掉，没有使用。多半是网络中途改动了它，请换一个网络再试一次；文件还在，不用重选。";

/** What the browser refused to keep, by digest. @type {Map<string, ArrayBuffer>} */
const memory = new Map();

/** What servers said of addresses that are named by what stands there: each is asked about once. @type {Map<string, string>} */
const codings = new Map();

/** @returns {Promise<Cache | null>} null where nothing may be kept */
async function shelf() {
  try {
    return await caches.open(KEPT);
  } catch {
    return null;
  }
}

/** Whether the browser refused to keep something. */
export const refused = () => memory.size > 0;

/** Under which a part is kept; nothing stands at this address. @param {Part} part */
const key = ({ at, sha256 }) => new URL(sha256, at).href;

/**
 * The parts that would have to be fetched, each with how it would come. Asks nothing of the network where all are here.
 *
 * @param {Part[]} parts
 * @param {AbortSignal} [signal]
 * @returns {Promise<Way[]>}
 * @throws {Refusal} the network is away
 */
export async function missing(parts, signal) {
  return Promise.all((await absent(parts)).map((part) => wayOf(part, signal)));
}

/** Those that are not here. Asks nothing of the network. @param {Part[]} parts @returns {Promise<Part[]>} */
export async function absent(parts) {
  const cache = await shelf();
  const there = await Promise.all(parts.map(async (part) => memory.has(part.sha256) || Boolean(await cache?.match(key(part)))));
  return parts.filter((_, nth) => !there[nth]);
}

/**
 * A server that compresses says so. Beside what another one sends lies a compressed copy.
 *
 * @param {Part} part
 * @param {AbortSignal} [signal]
 * @returns {Promise<Way>}
 */
async function wayOf(part, signal) {
  const { at, bytes, gzip } = part;
  const coding = await codingOf(at, signal);
  if (coding) return { part, address: at, bytes: coded(part, coding), packed: false };
  const copy = `${at}.gz`;
  const taken = gzip !== null && typeof DecompressionStream === "function" && (await codingOf(copy, signal)) === "";
  return taken ? { part, address: copy, bytes: gzip, packed: true } : { part, address: at, bytes, packed: false };
}

/**
 * Bytes on the line of a script, which the browser fetches by itself.
 *
 * @param {Script} script
 * @param {AbortSignal} [signal]
 * @throws {Refusal} the network is away
 */
export async function fetching(script, signal) {
  return coded(script, (await codingOf(script.at, signal)) ?? "");
}

/** @param {Script} file @param {string} coding */
function coded({ bytes, gzip, brotli }, coding) {
  return coding ? ((coding === "br" ? brotli : null) ?? gzip ?? bytes) : bytes;
}

/**
 * @param {string} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<string | null>} how it is compressed on its way, empty where it is not; null where nothing stands there
 */
async function codingOf(address, signal) {
  const known = codings.get(address);
  if (known !== undefined) return known;
  const answer = await reached(address, { method: "HEAD", ...(signal && { signal }) });
  const { ok, headers } = answer;
  // Left unread, Chromium counts it as broken off.
  await answer.arrayBuffer().catch(() => {});
  if (!ok) return null;
  const coding = headers.get("Content-Encoding") ?? "";
  codings.set(address, coding);
  return coding;
}

/**
 * All of these, by name. What is missing is fetched, and kept once it is whole and what it should be.
 *
 * @param {Part[]} parts
 * @param {AbortSignal} signal
 * @param {Hear} hear
 * @returns {Promise<Record<string, ArrayBuffer>>}
 * @throws {Refusal} something did not come, or is not what was asked for
 */
export async function taken(parts, signal, hear) {
  const cache = await shelf();
  const contents = await Promise.all(parts.map((part) => held(cache, part)));
  const ways = await Promise.all(parts.filter((_, nth) => !contents[nth]).map((part) => wayOf(part, signal)));
  const whole = ways.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = Object.fromEntries(parts.flatMap(({ name }, nth) => (contents[nth] ? [[name, contents[nth]]] : [])));
  let done = 0;
  for (const way of ways) {
    const { part, bytes } = way;
    const content = await sound(way, signal, { ...hear, count: (share) => hear.count(done + share * bytes, whole) });
    done += bytes;
    found[part.name] = content;
    await keep(cache, part, content);
  }
  return found;
}

/**
 * Forgets what no check of this site needs any more.
 *
 * @param {Part[]} parts all that the site's manifest names
 */
export async function tidy(parts) {
  const cache = await shelf();
  const folder = parts[0] && new URL("./", parts[0].at).href;
  const wanted = new Set(parts.map(key));
  for (const { url } of (await cache?.keys()) ?? []) {
    // Another site of the same host keeps its own.
    if (folder && url.startsWith(folder) && !wanted.has(url)) await cache?.delete(url);
  }
}

/** From here, if it is here and whole. @param {Cache | null} cache @param {Part} part @returns {Promise<ArrayBuffer | null>} */
async function held(cache, part) {
  // Whoever gets it hands it over.
  const known = memory.get(part.sha256)?.slice(0);
  if (known) return known;
  const found = await cache?.match(key(part));
  if (!found) return null;
  const content = await found.arrayBuffer();
  if (await same(content, part)) return content;
  await cache?.delete(key(part));
  return null;
}

/** @param {Cache | null} cache @param {Part} part @param {ArrayBuffer} content */
async function keep(cache, part, content) {
  try {
    if (!cache) throw new Error("nothing may be kept");
    await cache.put(key(part), new Response(content));
  } catch {
    // No room, or a private window.
    memory.set(part.sha256, content.slice(0));
  }
}

/** @param {ArrayBuffer} content @param {Part} part */
async function same(content, { sha256 }) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/**
 * A part from the network. Where a copy on the way was spoilt it comes once more, from the server itself.
 *
 * @param {Way} way
 * @param {AbortSignal} signal
 * @param {{count: (share: number) => void, again: () => void}} hear
 */
async function sound({ part, address, bytes, packed }, signal, { count, again }) {
  for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
    if (cache === "reload") again();
    const came = await arrived({ address, bytes: packed ? bytes : part.bytes, cache, signal, came: count });
    const content = packed ? came && (await unpacked(came)) : came?.buffer;
    if (content && (await same(content, part))) return content;
  }
  throw new Refusal(SPOILT, { again: true });
}
