import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, mock, test } from "node:test";
import { NotTried } from "../formats/header.js";
import "../testing/dom.js";

const { Shrinking } = await import("./shrinking.js");

afterEach(() => mock.restoreAll());

const WASM = new Uint8Array([1, 2, 3]);
const PART = { name: "pixels.wasm", at: "device/p.wasm", bytes: 3, gzip: null, brotli: null, optional: false, sha256: createHash("sha256").update(WASM).digest("hex") };
const PICTURE = { data: new Blob(["abc"]), kind: /** @type {const} */ ("jpeg") };

/** @type {any[]} */
let asked = [];
/** @type {string[]} */
let requests = [];
let ended = 0;

/** Answers a picture by its first byte: with one, with none, or not at all. */
class Made {
  /** @type {(event: any) => void} */
  onmessage = () => {};
  /** @param {any} message */
  postMessage({ id, what, ...rest }) {
    asked.push([what, rest]);
    const letter = rest.data && String.fromCharCode(rest.data[0]);
    const done = new Map([["a", { made: new Uint8Array([7]) }], ["n", { made: null }], ["l", { left: true }]]).get(letter ?? "");
    queueMicrotask(() => this.onmessage({ data: letter === "x" ? { id, fault: "memory" } : { id, done } }));
  }
  terminate() {
    ended += 1;
  }
}

/** @param {string | null} address @param {object} [said] what the site has */
function begun(address, said = { pack: { worker: { at: "device/w.js", bytes: 1, gzip: null, brotli: null }, module: false, parts: [PART] } }) {
  Object.assign(globalThis, { Worker: Made });
  [asked, requests, ended] = [[], [], 0];
  mock.method(globalThis, "fetch", async (/** @type {string} */ at, /** @type {RequestInit} */ how = {}) => {
    requests.push(`${how.method ?? "GET"} ${at.split("/").pop()}`);
    return at.endsWith(".json") ? new Response(JSON.stringify(said)) : new Response(how.method === "HEAD" ? null : WASM);
  });
  /** @type {string[]} */
  const heard = [];
  const stop = new AbortController();
  return { shrinking: new Shrinking(address, stop.signal, (words) => heard.push(words)), heard, stop };
}

test("what it takes is fetched for the first picture, with its size, and the worker is asked for each", async () => {
  const { shrinking, heard } = begun("/device.json");
  assert.deepEqual(requests, []);
  assert.deepEqual(await shrinking.smaller(PICTURE, 100, 0.5), new Uint8Array([7]));
  assert.equal(await shrinking.smaller({ ...PICTURE, data: new Blob(["n"]) }, 100, 0.5), null);
  assert.deepEqual(asked.map(([what]) => what), ["prepare", "measure", "measure"]);
  const [, { data, ...rest }] = asked[1];
  assert.deepEqual([...data], [97, 98, 99]);
  assert.deepEqual(rest, { kind: "jpeg", most: 100, least: 0.5 });
  assert.deepEqual(requests, ["GET device.json", "HEAD p.wasm", "GET p.wasm"]);
  assert.deepEqual(heard, ["正在缩小照片，先下载 1 KB 的程序……"]);
  shrinking.end();
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(ended, 1);
});

test("a picture that is not for it leaves the others to it; a worker that breaks down leaves all", async () => {
  const { shrinking } = begun("/device.json");
  const error = mock.method(console, "error", () => {});
  const of = (/** @type {string} */ letter) => shrinking.smaller({ ...PICTURE, data: new Blob([letter]) }, 100, 0.5);
  await assert.rejects(of("l"), NotTried);
  assert.equal((await of("a"))?.length, 1);
  await assert.rejects(of("x"), NotTried);
  await assert.rejects(of("a"), NotTried);
  // The worker's own fault is for whoever looks after the site.
  assert.deepEqual(error.mock.calls.map(({ arguments: [words] }) => words), ["memory"]);
});

test("without its parts on the site, or a browser for them, nothing is fetched for it", async () => {
  const none = begun(null);
  await assert.rejects(none.shrinking.smaller(PICTURE, 100, 0.5), NotTried);
  assert.deepEqual(requests, []);
  const other = begun("/device.json", { photo: { worker: { at: "w.js", bytes: 1, gzip: null, brotli: null }, module: false, parts: [PART] } });
  await assert.rejects(other.shrinking.smaller(PICTURE, 100, 0.5), NotTried);
  assert.deepEqual(requests, ["GET device.json"]);
  const old = begun("/device.json");
  Object.assign(globalThis, { Worker: undefined });
  await assert.rejects(old.shrinking.smaller(PICTURE, 100, 0.5), NotTried);
  assert.deepEqual(requests, []);
});

test("what was given up is no reason to try another way", async () => {
  const { shrinking, stop } = begun("/device.json");
  stop.abort();
  await assert.rejects(shrinking.smaller(PICTURE, 100, 0.5), (error) => !(error instanceof NotTried));
});
