import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../../testing/dom.js";

const { FileForm } = await import("./form.js");

afterEach(() => mock.restoreAll());

/** @type {any[]} what the hook was told */
let told = [];

class Sample extends FileForm {
  kind = { label: "样例", pick: "选择样例", hint: "随便哪个文件。", accept: "image/*", limit: 1 };

  /** @override @param {File | null} file */
  chosen(file) {
    told.push(file, this.beside?.childElementCount);
    if (file) this.beside?.append(document.createElement("i"));
  }
}
customElements.define("zikao-sample", Sample);

/** @type {(html?: string) => any} */
const form = (html = '<zikao-sample endpoint="/v1/photo/made/any"></zikao-sample>') => {
  told = [];
  return page(html).firstChild;
};
const A = new File(["1"], "a.jpg");
const B = new File(["22"], "b.jpg");

/** As a reader's choice arrives. @type {(made: any, file: File | null) => void} */
function choose(made, file) {
  Object.defineProperty(made.file, "files", { value: file ? [file] : [], configurable: true });
  made.file.dispatchEvent(new Event("change"));
}

test("a widget hears of each file that is chosen or taken away, with an empty place beside the button", () => {
  const made = form();
  choose(made, A);
  choose(made, B);
  made.choose(null);
  assert.deepEqual(told, [A, 0, B, 0, null, 0]);
  assert.equal(made.beside.childElementCount, 0);
});

test("consent is for the file that was there when it was given", () => {
  const made = form();
  choose(made, A);
  made.consent.checked = true;
  choose(made, A);
  assert.equal(made.consent.checked, true);
  choose(made, B);
  assert.equal(made.consent.checked, false);
});

test("a file that the page made itself is one like any other", () => {
  const made = form();
  made.choose(A);
  made.consent.checked = true;
  assert.deepEqual(made.faults(), []);
  made.choose(null);
  assert.equal(made.faults()[0].message, "请先选择样例");
});

const REPORT = { check: "photo", target: {}, verdict: "pass", heading: "符合", summary: "", findings: [], by_eye: [], duties: [], rulebook: {}, engine: {} };

/** Sends a file with consent to a server that says this. @type {(made: any, answer: () => Promise<any>) => Promise<void>} */
async function sent(made, answer) {
  mock.method(globalThis, "fetch", answer);
  if (!made.held) made.choose(A);
  made.consent.checked = true;
  await made.submit();
}
const problem = (/** @type {number} */ status, /** @type {string} */ detail, headers = {}) => async () =>
  new Response(JSON.stringify({ detail }), { status, headers });

test("the markup that a page has from the start is woken where it stands, and is what would be made", () => {
  const made = form('<zikao-sample declares="courses taken selfie" title="检查"></zikao-sample>');
  const html = made.form.outerHTML;
  const asleep = html.replace('class="zk-form"', 'class="zk-form zk-asleep"').replace('type="submit"', "");
  page("");
  const again = form(`<zikao-sample declares="courses taken selfie" title="检查"><noscript>没有脚本</noscript>${asleep}</zikao-sample>`);
  assert.equal(again.form.outerHTML, html);
  assert.equal(again.textContent.includes("没有脚本"), false);
  assert.equal(again.button.hasAttribute("disabled"), false);
  assert.equal(again.told.length, 3);
});

test("a file can be taken away: its name goes, and its control has the focus", () => {
  const made = form();
  assert.equal(made.drop.hidden, true);
  choose(made, new File(["x".repeat(2500)], "证件照.jpg"));
  assert.equal(made.line.textContent, "证件照.jpg（3 KB）");
  made.drop.click();
  assert.equal(made.held, null);
  assert.equal(made.line.textContent, "还没有选");
  assert.equal(document.activeElement, made.file);
});

test("a choice that was left without a file keeps the one that is there", () => {
  const made = form();
  choose(made, A);
  choose(made, /** @type {any} */ (null));
  assert.equal(made.held, A);
});

test("what was typed stays after a check, and consent is asked anew", async () => {
  const made = form('<zikao-sample endpoint="/v1/photo/made/any" declares="courses"></zikao-sample>');
  made.told[0].control.value = "大学语文";
  await sent(made, async () => new Response(JSON.stringify(REPORT)));
  assert.equal(made.querySelector(".zk-report h3").textContent, "符合");
  assert.equal(made.told[0].control.value, "大学语文");
  assert.equal(made.held, A);
  assert.equal(made.consent.checked, false);
});

test("what may pass by is offered once more, with the same file and the consent that stands", async () => {
  const made = form();
  await sent(made, problem(503, "现在太忙，请稍后再试。"));
  const button = made.output.querySelector("button");
  assert.equal(button.textContent, "再试一次");
  assert.equal(document.activeElement, button);
  /** @type {any[]} */
  const bodies = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ _, /** @type {any} */ { body }) => {
    bodies.push(body);
    return new Response(JSON.stringify(REPORT));
  });
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(bodies, [A]);
  assert.equal(made.querySelector(".zk-report h3").textContent, "符合");
});

test("it waits as long as the server asked for, and offers nothing where the same would fail again", async () => {
  const made = form();
  await sent(made, problem(429, "请求太多。", { "Retry-After": "30" }));
  const button = made.output.querySelector("button");
  assert.equal(button.textContent, "30 秒后可以再试");
  assert.equal(button.hasAttribute("disabled"), true);
  await sent(made, problem(413, "文件太大。"));
  assert.equal(made.output.textContent, "文件太大。");
});

test("a fault of the page's own is not called one of the network, and reaches the console", async () => {
  const made = form();
  const logged = mock.method(console, "error", () => {});
  mock.method(made, "offer", () => assert.fail("never"));
  await made.attend(made.output, "……", async () => {
    throw new TypeError("x is not a function");
  });
  assert.equal(logged.mock.callCount(), 1);
  assert.match(made.output.textContent, /^这一页自己出了错/);
  assert.doesNotMatch(made.output.textContent, /网络/);
});

test("without a network that is what is said", async () => {
  const made = form();
  Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
  await made.attend(made.output, "……", async () => {
    throw (await import("./refusal.js")).away();
  });
  Object.defineProperty(navigator, "onLine", { value: true, configurable: true });
  assert.match(made.output.textContent, /^现在没有网络/);
});
