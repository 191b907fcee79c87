import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { gzipSync } from "node:zlib";
import "../../testing/dom.js";

const { fetching, missing, taken, tidy } = await import("./store.js");

const FOLDER = "https://guide.example/assets/zikao/device/";
let made = 0;

/**
 * A part of a content that no other test has.
 *
 * @param {string} name
 * @param {Partial<import("./manifest.js").Part>} [told]
 */
function part(name, told = {}) {
  const content = Buffer.from(`${name} ${(made += 1)} `.repeat(2000));
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { content, part: { name, at: `${FOLDER}${name}.${sha256.slice(0, 16)}.wasm`, bytes: content.length, gzip: gzipSync(content).length, brotli: null, sha256, optional: false, ...told } };
}

/** What the browser keeps. @type {Map<string, ArrayBuffer>} */
let shelf;
/** @type {string[]} */
let asked;

/**
 * A server of these addresses: its answer, or a fault.
 *
 * @param {Record<string, (method: string) => Response>} pages
 */
function serving(pages) {
  asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ address, /** @type {any} */ { method = "GET", cache, signal }) => {
    signal?.throwIfAborted();
    asked.push(`${method}${cache === "reload" ? " again" : ""} ${address.slice(FOLDER.length).replace(/\.[0-9a-f]{16}/, "")}`);
    const answer = pages[address]?.(method) ?? new Response(null, { status: 404 });
    return method === "HEAD" ? new Response(null, answer) : answer;
  });
}

/** @type {(content: Uint8Array, coding?: string) => () => Response} */
const file = (content, coding) => () => new Response(new Uint8Array(content), coding ? { headers: { "Content-Encoding": coding } } : {});

beforeEach(() => {
  shelf = new Map();
  const cache = {
    match: async (/** @type {string} */ key) => shelf.has(key) ? new Response(shelf.get(key)) : undefined,
    put: async (/** @type {string} */ key, /** @type {Response} */ answer) => shelf.set(key, await answer.arrayBuffer()),
    delete: async (/** @type {string} */ key) => shelf.delete(key),
    keys: async () => [...shelf.keys()].map((url) => ({ url })),
  };
  Object.assign(globalThis, { caches: { open: async () => cache } });
});
afterEach(() => mock.restoreAll());

const hear = () => {
  /** @type {number[]} */
  const counts = [];
  const heard = { counts, whole: 0, times: 0, count: (/** @type {number} */ done, /** @type {number} */ whole) => (counts.push(done), (heard.whole = whole)), again: () => (heard.times += 1) };
  return heard;
};
const { signal } = new AbortController();
/** @param {ArrayBuffer | undefined} content */
const text = (content) => Buffer.from(content ?? new ArrayBuffer(0)).toString();

test("a part comes once, is counted, and is here afterwards without the network", async () => {
  const { part: one, content } = part("a", { brotli: 77 });
  serving({ [one.at]: file(content, "br") });
  const [way] = await missing([one]);
  assert.deepEqual([way?.bytes, way?.address, way?.packed], [77, one.at, false]);
  const heard = hear();
  assert.equal(text((await taken([one], signal, heard)).a), content.toString());
  assert.deepEqual([heard.counts.at(-1), heard.whole], [77, 77]);
  serving({});
  assert.deepEqual(await missing([one]), []);
  assert.equal(text((await taken([one], signal, hear())).a), content.toString());
  assert.deepEqual(asked, []);
  assert.deepEqual([...shelf.keys()], [FOLDER + one.sha256]);
});

test("from a server that does not compress comes the compressed copy, and from one without it the file", async () => {
  const { part: one, content } = part("a");
  const pages = { [one.at]: file(content), [`${one.at}.gz`]: file(gzipSync(content)) };
  serving(pages);
  assert.deepEqual((await missing([one])).map(({ bytes }) => bytes), [one.gzip]);
  assert.equal(text((await taken([one], signal, hear())).a), content.toString());
  // What was said of a part before its size was told holds when it is fetched.
  assert.deepEqual(asked, ["HEAD a.wasm", "HEAD a.wasm.gz", "GET a.wasm.gz"]);
  const { part: two, content: bare } = part("b");
  serving({ [two.at]: file(bare) });
  assert.deepEqual((await missing([two])).map(({ bytes }) => bytes), [bare.length]);
  assert.equal(text((await taken([two], signal, hear())).b), bare.toString());
  assert.equal(asked.at(-1), "GET b.wasm");
});

test("a script comes as the server sends it: there is nobody to unpack a copy", async () => {
  for (const [coding, bytes] of /** @type {[string | undefined, number][]} */ ([["br", 7], ["gzip", 8], [undefined, 9]])) {
    const { part: each, content } = part("w");
    serving({ [each.at]: file(content, coding) });
    assert.equal(await fetching({ at: each.at, bytes: 9, gzip: 8, brotli: 7 }), bytes);
    assert.deepEqual(asked, ["HEAD w.wasm"]);
  }
});

test("what is not what it should be is thrown away, said, and fetched once more", async () => {
  const { part: one, content } = part("a");
  let times = 0;
  serving({ [one.at]: () => new Response(new Uint8Array(times++ > 1 ? content : content.map((byte) => byte ^ 1)), { headers: { "Content-Encoding": "gzip" } }) });
  const heard = hear();
  assert.equal(text((await taken([one], signal, heard)).a), content.toString());
  assert.deepEqual([asked, heard.times], [["HEAD a.wasm", "GET a.wasm", "GET again a.wasm"], 1]);
});

test("what is never what it should be is not used, and nothing of it is kept", async () => {
  /** @type {((each: Buffer) => Uint8Array)[]} */
  const ways = [(each) => each.map((byte) => byte ^ 1), (each) => each.subarray(1), (each) => Buffer.concat([each, each])];
  for (const wrong of ways) {
    const { part: one, content } = part("a");
    serving({ [one.at]: file(wrong(content), "gzip") });
    await assert.rejects(taken([one], signal, hear()), /已经丢掉，没有使用/);
    assert.equal(asked.length, 3);
    assert.equal(shelf.size, 0);
  }
});

test("a copy that does not unpack is none", async () => {
  const { part: one, content } = part("a");
  serving({ [one.at]: file(content), [`${one.at}.gz`]: file(content) });
  await assert.rejects(taken([one], signal, hear()), /已经丢掉，没有使用/);
});

test("what was kept is compared before it is used, and fetched anew where it changed", async () => {
  const { part: one, content } = part("a");
  shelf.set(FOLDER + one.sha256, new ArrayBuffer(8));
  serving({ [one.at]: file(content, "gzip") });
  assert.equal(text((await taken([one], signal, hear())).a), content.toString());
  assert.equal(shelf.get(FOLDER + one.sha256)?.byteLength, content.length);
});

test("where nothing may be kept, it lasts as long as the page", async () => {
  for (const caches of [{ open: () => Promise.reject(new Error("private")) }, undefined, { open: async () => ({ match: async () => undefined, put: () => Promise.reject(new Error("full")) }) }]) {
    const { part: each, content } = part("b");
    Object.assign(globalThis, { caches });
    serving({ [each.at]: file(content, "gzip") });
    await taken([each], signal, hear());
    serving({});
    assert.deepEqual(await missing([each]), []);
    assert.equal(text((await taken([each], signal, hear())).b), content.toString());
    assert.deepEqual(asked, []);
  }
});

test("without a network the reader is told, and what came before is kept", async () => {
  const [{ part: one, content }, { part: two }] = [part("a"), part("b")];
  const lost = () => {
    throw new TypeError("Failed to fetch");
  };
  serving({ [two.at]: lost });
  await assert.rejects(missing([two]), /没有下载完：网络不通/);
  serving({ [one.at]: file(content, "gzip"), [two.at]: (method) => (method === "HEAD" ? new Response() : lost()) });
  mock.getter(navigator, "onLine", () => false);
  await assert.rejects(taken([one, two], signal, hear()), /现在没有网络/);
  mock.restoreAll();
  serving({});
  assert.deepEqual(await missing([one]), []);
});

test("a download that breaks off keeps nothing of itself", async () => {
  const { part: one, content } = part("a");
  const broken = () => {
    let pulled = 0;
    return new Response(new ReadableStream({ pull: (stream) => (pulled++ ? stream.error(new TypeError("network error")) : stream.enqueue(new Uint8Array(content.subarray(0, 100)))) }), { headers: { "Content-Encoding": "gzip" } });
  };
  serving({ [one.at]: broken });
  await assert.rejects(taken([one], signal, hear()), /没有下载完/);
  assert.equal(shelf.size, 0);
});

test("giving up stops the download, keeps nothing of it, and is no fault of the network", async () => {
  const { part: one, content } = part("a");
  const stop = new AbortController();
  const slow = () =>
    new Response(new ReadableStream({
      start(stream) {
        stream.enqueue(new Uint8Array(content.subarray(0, 100)));
        stop.signal.addEventListener("abort", () => stream.error(stop.signal.reason));
      },
    }), { headers: { "Content-Encoding": "gzip" } });
  serving({ [one.at]: slow });
  await assert.rejects(taken([one], stop.signal, { count: () => stop.abort(), again() {} }), { name: "AbortError" });
  assert.equal(shelf.size, 0);
});

test("a server that refuses is told by its answer", async () => {
  const { part: one } = part("a");
  serving({ [one.at]: () => new Response(null, { status: 503 }) });
  await assert.rejects(taken([one], signal, hear()), /没有下载下来（503）/);
});

test("what a site needs no more is forgotten, and what another site keeps is not", async () => {
  const { part: one } = part("a");
  for (const key of [FOLDER + one.sha256, `${FOLDER}old`, "https://guide.example/other/assets/zikao/device/old"]) shelf.set(key, new ArrayBuffer(1));
  await tidy([one]);
  assert.deepEqual([...shelf.keys()], [FOLDER + one.sha256, "https://guide.example/other/assets/zikao/device/old"]);
  await tidy([]);
  assert.equal(shelf.size, 2);
});
