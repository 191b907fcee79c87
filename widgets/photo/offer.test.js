import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

await import("./photo.js");
const { offer } = await import("./offer.js");
const { Refusal } = await import("../shared/files/refusal.js");

afterEach(() => mock.restoreAll());

const FITTING = { will: ["另存：300dpi 的 JPG。"], crop: null };
/** @param {any} fitting */
const report = (fitting) => /** @type {any} */ ({ findings: [{ outcome: "no", severity: "must", mend: null }], portrait: { frame: null, lines: [], fitting } });
const RULES = `data:application/json,${encodeURIComponent(JSON.stringify({ line: [{ document: { values: {}, rules: [], title: "样例" } }] }))}`;

/**
 * What stands below the verdict of a check on this device.
 *
 * @param {(signal: AbortSignal) => Promise<any>} working gives who asks the worker
 * @param {{fitting?: any, left?: number, file?: File}} [of]
 */
function below(working, { fitting = FITTING, left = 0, file = new File(["1"], "a.jpg") } = {}) {
  const form = /** @type {any} */ (page(`<zikao-photo fit device="/d.json" rules='${RULES}'></zikao-photo>`).firstChild);
  /** @type {string[]} */
  const instead = [];
  form.here = { left, plain() {}, clear() {}, working: (/** @type {string} */ _, /** @type {AbortSignal} */ signal) => working(signal), instead: (/** @type {string} */ words) => instead.push(words) };
  form.brought = async () => form.here;
  const made = offer(form, report(fitting), { file, told: {}, here: true });
  form.append(made);
  const button = (/** @type {string} */ words) => /** @type {HTMLButtonElement | undefined} */ ([...made.querySelectorAll("button")].find(({ textContent }) => textContent === words));
  return { form, made, instead, button };
}

/** @param {any} form */
async function begun(form) {
  form.querySelector(".zk-making button").click();
  await new Promise((resolve) => setTimeout(resolve));
}
/** @param {any} form */
async function done(form) {
  for (let turn = 0; turn < 200 && form.stop; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("one is made where the portrait was checked, which is said before", () => {
  const { made, button } = below(async () => {});
  assert.match(made.textContent ?? "", /另存：300dpi 的 JPG。.*在你的设备上做，照片不发送。/);
  assert.ok(button("照这样做一张"));
  assert.doesNotMatch(made.textContent ?? "", /服务器/);
});

test("where the worker stops it says so, and the server is offered and left to its owner", async () => {
  const { form, made, instead, button } = below(() => Promise.reject(new Refusal("停了，多半是内存不够。", { again: true })));
  await begun(form);
  await done(form);
  assert.equal(made.querySelector("[role=alert]")?.textContent, "停了，多半是内存不够。");
  assert.deepEqual(instead, []);
  button("由服务器做一张")?.click();
  assert.deepEqual(instead, ["在你的设备上没有做成。同意以后，照片发给服务器检查，再由服务器做一张。"]);
  assert.ok(button("照这样做一张"));
});

test("once the worker answers again the form is back on this device", async () => {
  const { form } = below(async () => () => Promise.reject(new Refusal("停了", { again: true })));
  form.asks(true);
  await begun(form);
  await done(form);
  assert.deepEqual([form.asking.hidden, form.button.textContent], [true, "在你的设备上检查"]);
});

test("given up, nothing else is offered", async () => {
  const { form, made, button } = below(
    (signal) =>
      new Promise((_, fail) => {
        const stop = () => fail(new Refusal());
        if (signal.aborted) stop();
        signal.addEventListener("abort", stop);
      }),
  );
  await begun(form);
  button("取消")?.click();
  await done(form);
  assert.equal(made.querySelector("[role=alert]")?.textContent, "已取消，没有得到结果。");
  assert.equal(button("由服务器做一张"), undefined);
});

test("a file that is gone, and a spec that states no numbers, are told, and no server could help", async () => {
  const file = Object.assign(new File(["1"], "a.jpg"), { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) });
  for (const [given, words] of /** @type {[File | undefined, RegExp][]} */ ([[file, /^这个文件选好以后被改过、移走或者删掉了/], [undefined, /没有写明制作照片需要的全部数字/]])) {
    const { form, made, button } = below(async () => () => assert.fail("asked"), given && { file: given });
    await begun(form);
    await done(form);
    assert.match(made.querySelector("[role=alert]")?.textContent ?? "", words);
    assert.equal(button("由服务器做一张"), undefined);
  }
});

test("what has to be looked at first is said where nothing can be offered yet", () => {
  const later = /要把没有查的查完才知道/;
  assert.match(below(async () => {}, { fitting: null, left: 3 }).made.textContent ?? "", later);
  assert.doesNotMatch(below(async () => {}, { fitting: null }).made.textContent ?? "", later);
});
