import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

await import("./package.js");

afterEach(() => mock.restoreAll());

/** @type {(attributes: string) => any} */
const form = (attributes) =>
  page(`<zikao-package endpoint="/v1/package/made/any" ${attributes}>看指南。</zikao-package>`).querySelector("zikao-package");

/** Chooses a file, as a reader would. @type {(element: any, name: string, size: number) => void} */
function choose(element, name, size) {
  Object.defineProperty(element.file, "files", { value: [{ name, size }], configurable: true });
  element.file.dispatchEvent(new Event("change"));
}

const messages = (/** @type {any} */ element) => element.faults().map((/** @type {any} */ { message }) => message);

test("the form takes the place of what the page wrote", () => {
  const made = form("");
  assert.equal(made.textContent.includes("看指南。"), false);
  assert.equal(made.querySelectorAll("input").length, 2);
  assert.equal(made.querySelector("input").getAttribute("accept"), ".zip,.jpg,.jpeg,.pdf,.rar,.7z");
});

test("a title names the form and floats over nothing", () => {
  const made = form('title="材料检查"');
  assert.equal(made.querySelector("form").getAttribute("aria-label"), "材料检查");
  assert.equal(made.hasAttribute("title"), false);
});

test("nothing is sent without a file, or without consent", async () => {
  const fetched = mock.method(globalThis, "fetch", async () => assert.fail("sent"));
  const made = form("");
  assert.deepEqual(messages(made), ["请先选择材料文件"]);
  choose(made, "a.zip", 0);
  assert.deepEqual(messages(made), ["这个文件是空的（0 字节），请重新选择", "请先勾选同意，文件才会发送"]);
  choose(made, "a.zip", 50_000_001);
  made.consent.checked = true;
  assert.deepEqual(messages(made), ["文件有 50.1 MB，这里最多能查 50 MB，请换小一点的文件"]);
  await made.submit(new Event("submit"));
  assert.equal(fetched.mock.callCount(), 0);
});

test("consent is for the file that was shown", () => {
  const made = form("");
  choose(made, "a.zip", 1);
  made.consent.checked = true;
  choose(made, "b.zip", 1);
  assert.equal(made.consent.checked, false);
});

test("a refusal is told in the server's words, and where nothing answers that is told", async () => {
  const made = form("");
  /** @type {unknown[]} */
  const told = [];
  made.addEventListener("zikao-error", (/** @type {CustomEvent} */ { detail }) => told.push(detail));
  for (const answer of [
    async () => ({ ok: false, status: 413, json: async () => ({ detail: "文件太大。" }) }),
    async () => ({ ok: false, status: 502, json: () => Promise.reject(new Error("not JSON")) }),
    () => Promise.reject(new TypeError("no network")),
  ]) {
    mock.method(globalThis, "fetch", answer);
    choose(made, "a.zip", 1);
    made.consent.checked = true;
    await made.submit(new Event("submit"));
    mock.restoreAll();
  }
  assert.deepEqual(told, [
    { message: "文件太大。" },
    { message: "检查服务没有给出结果（502），请过一会儿再试；文件还在，不用重选。" },
    { message: "文件传到 50% 断了，请检查网络，再试一次；文件还在，不用重选。" },
  ]);
});
