import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

const { FileForm } = await import("../files/form.js");
const { Refusal } = await import("../files/refusal.js");

const BASE = "https://guide.example/assets/zikao/";

class Sample extends FileForm {
  kind = { label: "样例", pick: "选择样例", hint: "随便哪个文件。", accept: "image/*", limit: 1 };

  /** @override @param {import("../files/send.js").Sent} sent @param {import("./here.js").Measure} measure */
  async checked({ file }, measure) {
    const report = await measure({ name: file.name }, []);
    return { report, left: report.findings.filter((/** @type {any} */ { outcome }) => outcome === "not checked").length };
  }
}
customElements.define("zikao-photo", Sample);

let made = 0;
/** @param {string} name @param {boolean} optional */
function part(name, optional) {
  const content = Buffer.alloc(100_000, `${name} ${(made += 1)}`);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { content, told: { name, at: `device/${sha256.slice(0, 16)}`, bytes: content.length, gzip: null, brotli: null, sha256, optional } };
}

/** @type {any} what the worker says to what it is asked */
let answers;
/** @type {any[]} */
let asked;
/** @type {string[]} */
let requests;
/** @type {Map<string, () => Response>} */
let pages;
/** @type {Map<string, ArrayBuffer>} */
let shelf;

/** Stands where the worker runs. */
class Working {
  /** @type {(event: any) => void} */
  onmessage = () => {};
  /** @param {any} message */
  postMessage(message) {
    asked.push(message);
    const answer = answers[message.what]?.(message);
    if (answer) setTimeout(() => this.onmessage({ data: { id: message.id, ...answer } }));
  }
  terminate() {}
}

/** @param {string} outcome @returns {any} */
const report = (outcome) => ({
  check: "photo", target: { province: "made", item: "any", city: null, title: "样例", file: "a.jpg" }, verdict: "pass", heading: "符合", summary: "已核对 1 项。",
  findings: [{ id: "photo.glasses", outcome, severity: "must", title: "眼镜", sentence: "没有检查“眼镜”。", measured: null, required: null, mend: null, tolerance_from: null, by: null, missing: [], reason: null, why: null, contradiction: null, measured_on: null, cites: [], regions: [], count: 0 }],
  by_eye: [], pages: [], portrait: null, duties: [], elsewhere: null, unconcerned: null, next_question: null, missing: [],
  rulebook: { id: "made", version: "1.0.0", sha256: "0".repeat(64), reviewed_on: "2026-05-01" }, engine: { name: "zikao", version: "0.1.0" }, measured_on: "device", reduced: null, notice: "",
});

/** @type {ReturnType<typeof part>[]} */
let parts;

beforeEach(() => {
  parts = [part("pixels.wasm", false), part("parts.tflite", true)];
  const manifest = { photo: { worker: "device/w.js", module: false, parts: parts.map(({ told }) => told) } };
  pages = new Map([[`${BASE}device.json`, () => new Response(JSON.stringify(manifest))]]);
  for (const { content, told } of parts) pages.set(BASE + told.at, () => new Response(new Uint8Array(content)));
  [asked, requests, shelf] = [[], [], new Map()];
  answers = { prepare: () => ({ done: null }), measure: () => ({ done: report("yes") }) };
  mock.method(globalThis, "fetch", async (/** @type {string} */ address, /** @type {any} */ { method = "GET" }) => {
    requests.push(`${method} ${address}`);
    const found = pages.get(String(address));
    return found ? found() : new Response(null, { status: 404 });
  });
  const cache = {
    match: async (/** @type {string} */ key) => shelf.has(key) ? new Response(shelf.get(key)) : undefined,
    put: async (/** @type {string} */ key, /** @type {Response} */ answer) => shelf.set(key, await answer.arrayBuffer()),
    delete: async (/** @type {string} */ key) => shelf.delete(key),
    keys: async () => [],
  };
  Object.assign(globalThis, { caches: { open: async () => cache }, Worker: Working, isSecureContext: true });
});
afterEach(() => mock.restoreAll());

/** A form whose page checks on the device, with a file. */
async function chosen(name = "a.jpg") {
  const form = /** @type {any} */ (page(`<zikao-photo endpoint="/v1/photo/made/any" device="${BASE}device.json"></zikao-photo>`).firstChild);
  assert.equal(form.asking.hidden, true);
  assert.deepEqual(requests, []);
  form.choose(new File(["1"], name));
  await settled(form);
  return form;
}

/** @param {any} form */
async function settled(form) {
  for (let turn = 0; turn < 100 && (form.stop || !form.here?.note.textContent); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}
/** @param {any} form */
const note = (form) => form.here.note.textContent;
/** @param {any} form @param {string} words */
const button = (form, words) => [...form.querySelectorAll("button")].find(({ textContent }) => textContent.startsWith(words));
const posted = () => requests.filter((each) => !/^(GET|HEAD) /.test(each));

test("once a file is chosen its size is told; nothing but the head of each part is asked for, and no consent", async () => {
  const form = await chosen();
  assert.equal(note(form), "文件不发送。要先下载 100 KB 的检查程序，只下载这一次。");
  assert.deepEqual([form.asking.hidden, form.button.textContent], [true, "在你的设备上检查"]);
  assert.deepEqual(requests.slice(1), [`HEAD ${BASE}${parts[0]?.told.at}`]);
});

test("a check downloads, prepares, measures, and says that nothing was sent; the next one downloads nothing", async () => {
  const form = await chosen();
  /** @type {any[]} */
  const heard = [];
  form.addEventListener("zikao-progress", (/** @type {any} */ { detail }) => heard.push(detail));
  await form.submit();
  assert.deepEqual(asked.map(({ what }) => what), ["prepare", "measure"]);
  assert.deepEqual(Object.keys(asked[0].files), ["pixels.wasm"]);
  assert.equal(asked[1].name, "a.jpg");
  assert.match(form.querySelector(".zk-verdict").textContent, /在你的设备上检查的，文件没有发送。/);
  assert.equal(form.querySelector(".zk-further"), null);
  assert.ok(heard.some(({ share }) => share === 1));
  form.choose(new File(["2"], "b.jpg"));
  await settled(form);
  assert.match(note(form), /不用再下载/);
  requests = [];
  await form.submit();
  assert.deepEqual(asked.map(({ what }) => what), ["prepare", "measure", "measure"]);
  assert.deepEqual(posted(), []);
});

test("what is open offers the larger part with its size, and the server; neither comes unasked", async () => {
  answers.measure = () => ({ done: report("not checked") });
  const form = await chosen();
  await form.submit();
  assert.match(form.querySelector(".zk-further").textContent, /有 1 项在你的设备上没有查。/);
  assert.equal(requests.some((each) => each === `GET ${BASE}${parts[1]?.told.at}`), false);
  button(form, "再下载 100 KB").click();
  await settled(form);
  for (let turn = 0; turn < 100 && asked.length < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(Object.keys(asked[2].files), ["pixels.wasm", "parts.tflite"]);
  assert.deepEqual(posted(), []);
});

test("the server is asked once its owner agrees, and only then", async () => {
  answers.measure = () => ({ done: report("not checked") });
  const form = await chosen();
  await form.submit();
  button(form, "由服务器检查").click();
  assert.deepEqual([form.asking.hidden, form.button.textContent], [false, "发给服务器检查"]);
  await form.submit();
  assert.match(form.querySelector(".zk-errors").textContent, /请先勾选同意/);
  assert.deepEqual(posted(), []);
  pages.set("/v1/photo/made/any", () => new Response(JSON.stringify({ ...report("yes"), measured_on: "server" })));
  form.consent.checked = true;
  await form.submit();
  assert.deepEqual(posted(), ["POST /v1/photo/made/any"]);
  assert.doesNotMatch(form.querySelector(".zk-verdict").textContent, /没有发送/);
  // Another file begins on the device again.
  form.choose(new File(["2"], "b.jpg"));
  assert.equal(form.asking.hidden, true);
});

test("too old: one sentence, and the server with its consent", async () => {
  Object.assign(globalThis, { Worker: undefined });
  const form = await chosen();
  assert.match(note(form), /这个浏览器太旧，不能在你的设备上检查/);
  assert.deepEqual([form.asking.hidden, form.button.textContent], [false, "发给服务器检查"]);
  assert.deepEqual(requests, []);
});

test("a site that has nothing for this asks as before", async () => {
  pages.clear();
  const form = await chosen();
  assert.deepEqual([note(form), form.asking.hidden, form.button.textContent], ["", false, "开始检查"]);
});

test("without a network it says so, and tries again on demand", async () => {
  mock.method(console, "error", () => {});
  const whole = pages;
  mock.method(globalThis, "fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  const form = await chosen();
  assert.match(note(form), /现在连不上网站/);
  assert.equal(form.asking.hidden, true);
  await form.submit();
  assert.match(form.querySelector("[role=alert]").textContent, /现在连不上网站/);
  assert.equal(form.asking.hidden, false);
  mock.method(globalThis, "fetch", async (/** @type {string} */ address) => whole.get(String(address))?.());
  button(form, "再试一次").click();
  await settled(form);
  for (let turn = 0; turn < 100 && !form.querySelector(".zk-report"); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(form.querySelector(".zk-report h3").textContent, "符合");
  assert.equal(form.asking.hidden, true);
});

test("a check that fails offers the server, and one that was given up does not", async () => {
  mock.method(console, "error", () => {});
  answers.measure = () => ({ fault: "RuntimeError: unreachable" });
  const form = await chosen();
  await form.submit();
  assert.match(form.querySelector("[role=alert]").textContent, /内存不够/);
  assert.match(note(form), /没有查成/);
  assert.equal(form.asking.hidden, false);
  answers.measure = () => null;
  button(form, "再试一次").click();
  for (let turn = 0; turn < 100 && asked.length < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(form.asking.hidden, true);
  button(form, "取消").click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.match(form.querySelector("[role=alert]").textContent, /已取消/);
  assert.equal(form.asking.hidden, true);
  assert.deepEqual(posted(), []);
  assert.ok(Refusal);
});
