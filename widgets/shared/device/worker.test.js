import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import "../../testing/dom.js";

const { Helper } = await import("./worker.js");
const { Refusal } = await import("../files/refusal.js");

/** What of a worker its client sees. */
class Made {
  /** @type {Made[]} */
  static all = [];
  /** @type {any[]} */
  heard = [];
  ended = false;
  /** @type {(event: any) => void} */
  onmessage = () => {};
  /** @type {(event: any) => void} */
  onerror = () => {};

  /** @param {string} address @param {WorkerOptions} how */
  constructor(address, how) {
    Object.assign(this, { address, how });
    Made.all.push(this);
  }

  /** @param {any} message @param {Transferable[]} over */
  postMessage(message, over) {
    this.heard.push([message, over]);
  }

  terminate() {
    this.ended = true;
  }

  /** @param {any} data */
  say(data) {
    this.onmessage({ data });
  }
}

const NEEDS = { worker: { at: "https://guide.example/w.js", bytes: 1, gzip: null, brotli: null }, module: false, parts: [], named: [] };

function begun() {
  Object.assign(globalThis, { Worker: Made });
  Made.all = [];
  const helper = new Helper(NEEDS);
  return { helper, made: /** @type {Made} */ (Made.all[0]), stop: new AbortController() };
}

afterEach(() => mock.restoreAll());

test("what is asked is answered, with how far it is before that", async () => {
  const { helper, made, stop } = begun();
  const content = new ArrayBuffer(8);
  /** @type {number[]} */
  const shares = [];
  const answer = helper.ask("prepare", { files: { a: content } }, { signal: stop.signal, share: (each) => shares.push(each), over: [content] });
  const other = helper.ask("measure", {}, { signal: stop.signal });
  assert.deepEqual(made.heard[0], [{ id: 1, what: "prepare", files: { a: content } }, [content]]);
  made.say({ id: 1, share: 0.5 });
  made.say({ id: 2, done: "second" });
  made.say({ id: 1, done: null });
  // What nobody asked is passed over.
  made.say({ id: 9, done: 1 });
  assert.deepEqual([await answer, await other, shares], [null, "second", [0.5]]);
});

test("one at a time: another one ends the one before, and who waits for that hears it", async () => {
  const { helper, made, stop } = begun();
  const waiting = assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), Refusal);
  new Helper(NEEDS);
  await waiting;
  assert.deepEqual(Made.all.map(({ ended }) => ended), [true, false]);
  assert.equal(made.heard.length, 1);
  await assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), /停了/);
});

test("giving up ends the worker", async () => {
  const { helper, made, stop } = begun();
  const waiting = assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), (/** @type {any} */ error) => error instanceof Refusal && !error.again);
  stop.abort();
  await waiting;
  assert.equal(made.ended, true);
});

test("whoever gave up before is not waited for", async () => {
  const { helper, made, stop } = begun();
  stop.abort();
  await assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), Refusal);
  assert.equal(made.ended, true);
});

for (const [name, end] of /** @type {[string, (made: Made) => void][]} */ ([
  ["a crash", (made) => made.onerror({ message: "out of memory", preventDefault() {} })],
  ["a fault", (made) => made.say({ id: 1, fault: "RuntimeError: unreachable" })],
])) {
  test(`${name} is a sentence for the reader, and a line for who looks after the page`, async () => {
    const lines = mock.method(console, "error", () => {});
    const { helper, made, stop } = begun();
    const waiting = assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), (/** @type {any} */ error) => error.again && /内存不够/.test(error.message));
    end(made);
    await waiting;
    assert.equal(made.ended, true);
    assert.equal(lines.mock.callCount(), 1);
  });
}

test("a worker that says nothing more is given up, and each word of it gives it time again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { helper, made, stop } = begun();
    const waiting = assert.rejects(helper.ask("measure", {}, { signal: stop.signal }), /120 秒没有动静/);
    mock.timers.tick(119_000);
    made.say({ id: 1, share: 0.1 });
    mock.timers.tick(119_000);
    assert.equal(made.ended, false);
    mock.timers.tick(2_000);
    await waiting;
    assert.equal(made.ended, true);
  } finally {
    mock.timers.reset();
  }
});

test("nothing is waited for once all is answered", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { helper, made, stop } = begun();
    const answer = helper.ask("prepare", {}, { signal: stop.signal });
    made.say({ id: 1, done: true });
    assert.equal(await answer, true);
    mock.timers.tick(500_000);
    assert.equal(made.ended, false);
  } finally {
    mock.timers.reset();
  }
});
