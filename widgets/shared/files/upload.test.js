import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

page("");
const { checked, place } = await import("./upload.js");

const ENDPOINT = "https://guide.example/zk/v1/package/made/any?city=town";
const PLACE = { upload: "a".repeat(32), url: "https://store.example/", fields: { key: "uploads/x" }, expires_in: 300 };
const FILE = new File([new Uint8Array(6e6)], "张三.zip");
const SENT = { file: FILE, told: { "X-Zikao-Ticket-Number": "010112345678" } };

/** @type {any[]} what was asked, each with what was said */
let asked = [];

/** Answers in turn. @param {[number, unknown][]} answers */
function answering(answers) {
  asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ address, /** @type {any} */ how) => {
    asked.push({ address, method: how.method ?? "GET", headers: how.headers ?? {}, body: how.body });
    const [status, body] = answers.shift() ?? assert.fail(`asked once too often: ${address}`);
    if (status === 0) throw new TypeError("no network");
    return new Response(JSON.stringify(body), { status });
  });
}

/** A request that goes through at once. */
class Through extends EventTarget {
  /** @type {any} */ static form = null;
  upload = /** @type {any} */ ({});
  status = 204;
  open() {}
  setRequestHeader() {}
  /** @param {FormData} form */
  send(form) {
    Through.form = form;
    this.upload.onprogress({ loaded: 3, total: 6 });
    /** @type {any} */ (this).onload();
    /** @type {any} */ (this).onloadend();
  }
}

afterEach(() => mock.restoreAll());

const signal = () => new AbortController().signal;

test("what a server takes directly is not uploaded, nor where it knows of no uploads", async () => {
  answering([[200, { offered: true, direct_bytes: 6e6 }]]);
  assert.equal(await place(ENDPOINT, FILE, signal(), () => {}), null);
  assert.deepEqual(asked.map(({ address }) => address), ["https://guide.example/zk/v1/uploads"]);
  answering([[404, {}]]);
  assert.equal(await place(ENDPOINT, FILE, signal(), () => {}), null);
});

test("a server that can take it in no way says how much it takes", async () => {
  answering([[200, { offered: false, direct_bytes: 4.5e6 }]]);
  const message = "文件有 6.0 MB，这里最多能收 4.5 MB，请换小一点的文件。";
  await assert.rejects(place(ENDPOINT, FILE, signal(), () => {}), { message });
});

test("size and kind are announced after consent, and the name goes nowhere", async () => {
  answering([[200, { offered: true, direct_bytes: 4.5e6 }], [200, PLACE]]);
  // The page's own, as its files are.
  Object.assign(globalThis, { XMLHttpRequest: Through, FormData: /** @type {any} */ (window).FormData });
  /** @type {unknown[]} */
  const said = [];
  assert.deepEqual(await place(ENDPOINT, FILE, signal(), (...how) => said.push(how)), PLACE);
  assert.deepEqual(JSON.parse(asked[1].body), { kind: "package", size: 6e6, type: "application/octet-stream" });
  assert.equal(asked[1].headers["X-Zikao-Consent"], "yes");
  assert.deepEqual(said, [["uploading", "正在发送：50%，共 6.0 MB", 0.5]]);
  assert.deepEqual([...Through.form.keys()], ["key", "file"]);
  assert.equal(Through.form.get("file").name, "file");
  assert.doesNotMatch(JSON.stringify(asked), /张三|%E5%BC%A0/);
});

test("a check that is put off is asked for again, past a network that is away for a moment", async () => {
  const wait = { state: "waiting", check: "b".repeat(32), retry_after: 0 };
  answering([[202, wait], [0, null], [202, { ...wait, state: "working" }], [200, { verdict: "pass" }]]);
  /** @type {unknown[]} */
  const states = [];
  const answer = await checked(ENDPOINT, SENT, PLACE, signal(), (state) => states.push(state));
  assert.deepEqual(answer, { verdict: "pass" });
  assert.deepEqual(states, ["working", "waiting", "working"]);
  assert.equal(asked[0].address, "https://guide.example/zk/v1/package/made/any/uploaded?city=town");
  assert.equal(asked[0].headers["X-Zikao-Ticket-Number"], "010112345678");
  const later = asked.slice(1);
  assert.deepEqual([...new Set(later.map(({ address }) => address))], [`https://guide.example/zk/v1/checks/${"b".repeat(32)}`]);
  assert.ok(later.every(({ headers }) => headers["X-Zikao-Upload"] === PLACE.upload));
  assert.ok(later.every(({ headers }) => !("X-Zikao-Ticket-Number" in headers)));
});

test("it is given up after a while, and what the server says of it is told", async () => {
  const wait = { state: "waiting", check: "b".repeat(32), retry_after: 0 };
  answering([[202, wait], ...Array.from({ length: 5 }, () => /** @type {[number, unknown]} */ ([0, null]))]);
  await assert.rejects(checked(ENDPOINT, SENT, PLACE, signal(), () => {}), /没能连上检查服务/);
  answering([[202, wait], [410, { detail: "没有做完。" }]]);
  await assert.rejects(checked(ENDPOINT, SENT, PLACE, signal(), () => {}), { message: "没有做完。" });
});

test("waiting ends when it is given up", async () => {
  answering([[202, { state: "waiting", check: "b".repeat(32), retry_after: 60 }]]);
  const stop = new AbortController();
  const answer = checked(ENDPOINT, SENT, PLACE, stop.signal, () => {});
  setTimeout(() => stop.abort(), 10);
  await assert.rejects(answer);
  assert.equal(asked.length, 1);
});
