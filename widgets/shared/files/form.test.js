import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../../testing/dom.js";

const { FileForm } = await import("./form.js");

/** @type {any[]} what the hook was told */
let told = [];

class Sample extends FileForm {
  kind = { label: "样例", hint: "随便哪个文件。", accept: "image/*", limit: 1 };

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
