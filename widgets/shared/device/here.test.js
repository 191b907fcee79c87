import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

const { FileForm } = await import("../files/form.js");
const { content } = await import("../files/content.js");
const { Refusal } = await import("../files/refusal.js");

const BASE = "https://guide.example/assets/zikao/";

class Sample extends FileForm {
  kind = { label: "样例", pick: "选择样例", hint: "随便哪个文件。", accept: "image/*", limit: 1 };
  lacking = "眼镜";

  /** Where what stands beside a file said that it is checked: here, or not. @type {boolean[]} */
  where = [];

  /** @override */
  async retold() {
    this.where.push(this.isLocal);
  }

  /** @override */
  faults() {
    return this.dataset.wrong ? [{ field: /** @type {HTMLElement} */ (this.file), message: "还不行" }] : super.faults();
  }

  /** @override @param {import("../files/send.js").Sent} sent @param {import("./here.js").Measure} measure */
  async checked({ file }, measure) {
    await content(file);
    const report = await measure({ name: file.name }, []);
    return { report, left: report.findings.filter((/** @type {any} */ { outcome }) => outcome === "not checked").length };
  }
}
customElements.define("zikao-photo", Sample);

let made = 0;
/** @param {string} name @param {number} size @param {boolean} optional */
function part(name, size, optional) {
  const content = Buffer.alloc(size, `${name} ${(made += 1)}`);
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
/** @type {string} */
let worker;

beforeEach(() => {
  parts = [part("pixels.wasm", 100_000, false), part("parts.tflite", 200_000, true)];
  worker = `device/w.${(made += 1)}.js`;
  const script = { at: worker, bytes: 50_000, gzip: null, brotli: null };
  const manifest = { photo: { worker: script, module: false, parts: parts.map(({ told }) => told) } };
  pages = new Map([[`${BASE}device.json`, () => new Response(JSON.stringify(manifest))]]);
  pages.set(BASE + worker, () => new Response());
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

const FORM = `<zikao-photo endpoint="/v1/photo/made/any" device="${BASE}device.json"></zikao-photo>`;

/** A form whose page checks on the device, with a file. @param {string} name @param {any} [at] one that is there */
async function chosen(name = "a.jpg", at) {
  const before = requests.length;
  const form = at ?? page(FORM).firstChild;
  if (!at) assert.deepEqual([form.asking.hidden, requests.length], [true, before]);
  at?.here.note.replaceChildren();
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
/** What stands below the button. @param {any} form */
const other = (form) => form.here.other.textContent;
/** @param {any} form @param {string} words */
const button = (form, words) => [...form.querySelectorAll("button")].find(({ textContent }) => textContent.startsWith(words));
const posted = () => requests.filter((each) => !/^(GET|HEAD) /.test(each));

test("once a file is chosen two ways are told with their sizes; nothing but the head of each part is asked for, and no consent", async () => {
  const form = await chosen();
  assert.equal(note(form), "文件不发送，在你的设备上检查。检查程序只下载一次。");
  assert.deepEqual([form.asking.hidden, form.button.textContent], [true, "查全部（下载 350 KB）"]);
  assert.equal(other(form), "先查一部分（下载 150 KB）先查一部分时不查眼镜，查完可以再补。不下载，由服务器检查");
  assert.deepEqual(requests.slice(1).sort(), [worker, ...parts.map(({ told }) => told.at)].map((at) => `HEAD ${BASE}${at}`).sort());
});

test("the first way fetches all, asks about no part again, and leaves nothing to be asked", async () => {
  const form = await chosen();
  const before = requests.length;
  await form.submit();
  assert.deepEqual(asked.map(({ what }) => what), ["prepare", "measure"]);
  assert.deepEqual(Object.keys(asked[0].files), ["pixels.wasm", "parts.tflite"]);
  assert.deepEqual(requests.slice(before), parts.map(({ told }) => `GET ${BASE}${told.at}`));
  assert.deepEqual([form.button.textContent, other(form)], ["在你的设备上检查", ""]);
  // Kept by a page that was left: used unasked, and nothing of it is fetched.
  for (const later of [await chosen("b.jpg", form), await chosen("c.jpg")]) {
    assert.match(note(later), /不用再下载/);
    assert.deepEqual([later.button.textContent, other(later)], ["在你的设备上检查", ""]);
    requests = [];
    await later.submit();
    assert.deepEqual(Object.keys(asked.filter(({ what }) => what === "prepare").at(-1).files), ["pixels.wasm", "parts.tflite"]);
    assert.deepEqual(requests, []);
  }
});

test("whoever saves data has the smaller way first, and whoever takes the other has that one first from then on", async () => {
  Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  const form = await chosen();
  delete (/** @type {any} */ (navigator).connection);
  assert.equal(form.button.textContent, "先查一部分（下载 150 KB）");
  assert.match(other(form), /^查全部（下载 350 KB）先查一部分时不查眼镜/);
  form.dataset.wrong = "yes";
  button(form, "查全部").click();
  assert.deepEqual([asked, form.button.textContent], [[], "查全部（下载 350 KB）"]);
  delete form.dataset.wrong;
  await form.submit();
  assert.deepEqual(Object.keys(asked[0].files), ["pixels.wasm", "parts.tflite"]);
});

test("where the browser keeps nothing, the larger way lasts as long as the page", async () => {
  Object.assign(globalThis, { caches: { open: () => Promise.reject(new Error("full")) } });
  const form = await chosen();
  assert.equal(form.button.textContent, "查全部（下载 350 KB）");
  assert.equal(note(form), "文件不发送，在你的设备上检查。这个浏览器不留下载的东西（例如在无痕窗口里），下次打开这一页要再下载。");
  await form.submit();
  requests = [];
  await chosen("b.jpg", form);
  assert.match(note(form), /不用再下载/);
  await form.submit();
  assert.deepEqual(requests, []);
});

test("a check downloads, prepares, measures, and says that nothing was sent; the next one downloads nothing", async () => {
  const form = await chosen();
  /** @type {any[]} */
  const heard = [];
  form.addEventListener("zikao-progress", (/** @type {any} */ { detail }) => heard.push(detail));
  await smaller(form);
  assert.deepEqual(asked.map(({ what }) => what), ["prepare", "measure"]);
  assert.deepEqual(Object.keys(asked[0].files), ["pixels.wasm"]);
  assert.equal(asked[1].name, "a.jpg");
  assert.match(form.querySelector(".zk-verdict").textContent, /在你的设备上检查的，文件没有发送。/);
  assert.equal(form.querySelector(".zk-further"), null);
  // The script is counted, which the browser fetches last and by itself.
  assert.ok(heard.some(({ share }) => share === 2 / 3));
  await chosen("b.jpg", form);
  assert.equal(form.button.textContent, "先查一部分（不用下载）");
  assert.match(other(form), /^查全部（下载 200 KB）/);
  requests = [];
  await form.submit();
  assert.deepEqual(asked.map(({ what }) => what), ["prepare", "measure", "measure"]);
  assert.deepEqual(posted(), []);
});

/** Takes the second way. @param {any} form */
async function smaller(form) {
  button(form, "先查一部分").click();
  await settled(form);
  for (let turn = 0; turn < 100 && form.stop; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("what is open offers the larger part with its size, and the server; neither comes unasked", async () => {
  answers.measure = () => ({ done: report("not checked") });
  const form = await chosen();
  await smaller(form);
  assert.match(form.querySelector(".zk-further").textContent, /有 1 项在你的设备上没有查。/);
  assert.equal(requests.some((each) => each === `GET ${BASE}${parts[1]?.told.at}`), false);
  button(form, "再下载 200 KB").click();
  await settled(form);
  for (let turn = 0; turn < 100 && asked.length < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(Object.keys(asked[2].files), ["pixels.wasm", "parts.tflite"]);
  assert.deepEqual(posted(), []);
});

test("the server is asked once its owner agrees, and only then", async () => {
  answers.measure = () => ({ done: report("not checked") });
  const form = await chosen();
  await smaller(form);
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

test("whoever wants no download asks the server, with consent; another file begins on the device again", async () => {
  const form = await chosen();
  button(form, "不下载").click();
  assert.deepEqual([form.asking.hidden, form.button.textContent, other(form)], [false, "发给服务器检查", "改回在你的设备上检查"]);
  assert.equal(note(form), "你同意以后，文件才发给服务器检查。");
  await form.submit();
  assert.match(form.querySelector(".zk-errors").textContent, /请先勾选同意/);
  assert.deepEqual([posted(), asked], [[], []]);
  form.choose(null);
  assert.deepEqual([form.asking.hidden, form.button.textContent, note(form), other(form)], [true, "开始检查", "", ""]);
  await chosen("b.jpg", form);
  assert.deepEqual([form.asking.hidden, form.button.textContent], [true, "查全部（下载 350 KB）"]);
});

test("whoever chose the server has a way back, which says again what it takes and leads to its button", async () => {
  const form = await chosen();
  button(form, "不下载").click();
  button(form, "改回").click();
  for (let turn = 0; turn < 100 && !form.isLocal; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual([form.asking.hidden, form.button.textContent], [true, "查全部（下载 350 KB）"]);
  assert.match(other(form), /不下载，由服务器检查$/);
  assert.equal(document.activeElement, form.button);
  answers.measure = () => ({ done: report("not checked") });
  await smaller(form);
  button(form, "由服务器检查").click();
  assert.equal(other(form), "改回在你的设备上检查");
  button(form, "改回").click();
  for (let turn = 0; turn < 100 && !form.isLocal; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual([form.asking.hidden, button(form, "改回"), posted()], [true, undefined, []]);
  assert.deepEqual(form.where, [false, true, false, true]);
  assert.ok(form.querySelector(".zk-report"));
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

test("a file that is gone is told so, and no server is offered, which would not get it either", async () => {
  const form = await chosen();
  form.held.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  await form.submit();
  assert.match(form.querySelector("[role=alert]").textContent, /选好以后被改过、移走或者删掉了/);
  assert.deepEqual([note(form), form.asking.hidden, button(form, "再试一次")], ["", true, undefined]);
});
