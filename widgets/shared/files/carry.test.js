import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

page("");
const { carried, size } = await import("./carry.js");

afterEach(() => mock.timers.reset());

/** A request that goes no further than it is told. */
class Held {
  /** @type {any} */ static last = null;
  /** @type {any} */ upload = {};
  constructor() {
    Held.last = this;
  }
  open() {}
  send() {}
  setRequestHeader() {}
  abort() {
    /** @type {any} */ (this).onabort();
    /** @type {any} */ (this).onloadend();
  }
}

/** @type {(signal?: AbortSignal, said?: any[]) => Promise<any>} */
const going = (signal = new AbortController().signal, said = []) => {
  Object.assign(globalThis, { XMLHttpRequest: Held });
  const load = { address: "/v1/x", body: "", size: 2_600_000, headers: {}, signal };
  return carried({ ...load, say: (...how) => said.push(how) });
};

test("how much has gone is told in percent, then that it is there", async () => {
  /** @type {any[]} */
  const said = [];
  const answer = going(undefined, said);
  const { last } = Held;
  last.upload.onprogress({ loaded: 1, total: 3 });
  last.upload.onload();
  Object.assign(last, { status: 200, responseText: "{}" });
  last.onload();
  last.onloadend();
  assert.deepEqual(await answer, { status: 200, body: {}, wait: 0 });
  assert.deepEqual(said, [
    ["sending", "正在发送：33%，共 2.6 MB", 1 / 3],
    ["working", "已经送到，正在检查，请稍候……"],
  ]);
});

test("what breaks off is told with how far it came; what never began is told apart", async () => {
  const broken = going();
  Held.last.upload.onprogress({ loaded: 1, total: 2 });
  Held.last.onerror();
  await assert.rejects(broken, { message: /^文件传到 50% 断了/, again: true });
  const never = going();
  Held.last.onerror();
  await assert.rejects(never, { message: /^没能连上检查服务/, again: true });
});

test("what stands still is given up, and so is an answer that does not come", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const still = going();
  Held.last.upload.onprogress({ loaded: 1, total: 4 });
  mock.timers.tick(46_000);
  await assert.rejects(still, /文件传到 25% 停住了/);
  const dumb = going();
  Held.last.upload.onload();
  mock.timers.tick(121_000);
  await assert.rejects(dumb, /等了 2 分钟还没有结果/);
});

test("it can be given up, without a word of a fault", async () => {
  const stop = new AbortController();
  const given = going(stop.signal);
  stop.abort();
  await assert.rejects(given, { message: "" });
});

test("sizes are told as the server counts", () => {
  assert.deepEqual([36_001, 2_600_000].map(size), ["37 KB", "2.6 MB"]);
});
