import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { crc32 } from "../formats/crc.js";
import "../testing/dom.js";
import { vectors } from "../testing/vectors.js";
import { archive } from "./pack/archive.js";

const { reread } = await import("./reread.js");
afterEach(() => mock.restoreAll());

const NOBODY = { number: "", who: null, form: "[0-9]{12}" };
const { rules } = vectors("package/findings");
const JPEG = "\xff\xd8\xff\xda\0\x03\0\x07\xff\xd9";

/** @param {string} original @param {string} latin */
function piece(original, latin) {
  const bytes = Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
  return /** @type {import("./pieces.js").Piece} */ ({ slot: "a", original, kind: "pdf", data: new Blob([bytes]), crc: crc32(bytes), orientation: 1, made: "" });
}

/** @param {Record<string, import("./pieces.js").Piece>} entries @param {{document?: any, of?: (made: Blob) => Blob}} [how] */
async function read(entries, { document = rules, of = (made) => made } = {}) {
  mock.method(globalThis, "fetch", async () => (document ? new Response(JSON.stringify(document)) : Promise.reject(new TypeError("away"))));
  const [names, pieces] = [Object.keys(entries), Object.values(entries)];
  const made = archive(pieces.map(({ data, crc }, at) => ({ name: names[at] ?? "", data, crc })));
  return reread(new File([await of(made).arrayBuffer()], "a.zip"), names, pieces, "/rules.json", NOBODY);
}

test("what was made and fits its spec has no fault", async () => {
  assert.deepEqual(await read({ "01-身份证.pdf": piece("扫描.pdf", "%PDF-1.7\n%%EOF\n"), "02-准考证.jpg": piece("b.jpg", JPEG) }), { fault: null, judged: true });
});

test("what does not fit is told in one sentence, by the name under which it was chosen, with the mend", async () => {
  const { fault } = await read({ "01-身份证.jpg": piece("b.jpg", JPEG), "02-准考证.pdf": piece("扫描.pdf", `%PDF-1.7\n${"x".repeat(5000)}`) });
  assert.equal(fault, "做好的压缩包还不能用。扫描.pdf（在压缩包里叫 02-准考证.pdf）：这个文件不完整，后面一截没有了。从原来的设备重新发送或重新扫描，能完整显示后再压缩。");
});

test("what is read is what was put in, or it is not handed out", async () => {
  const entries = { "01-身份证.jpg": piece("b.jpg", JPEG), "02-准考证.jpg": piece("c.jpg", `${JPEG.slice(0, 8)}\x01\xff\xd9`) };
  const wrong = { fault: "做好的压缩包读回来，和放进去的不一样，没有给你。请再做一次；还不行，就换一个浏览器。", judged: false };
  for (const of of [
    (/** @type {Blob} */ made) => made.slice(0, made.size - 1),
    (/** @type {Blob} */ made) => new Blob(["x", made]),
    (/** @type {Blob} */ made) => new Blob([made, "x"]),
    (/** @type {Blob} */ made) => new Blob([made.slice(0, 50), "x", made.slice(51)]),
  ]) assert.deepEqual(await read(entries, { of }), wrong);
  // A checksum that never was that of the data.
  assert.deepEqual(await read({ a: { ...entries["01-身份证.jpg"], crc: 7 } }), wrong);
});

test("where its spec cannot be had, that is told and nothing is said to fit", async () => {
  assert.deepEqual(await read({ "a.jpg": piece("b.jpg", JPEG) }, { document: null }), { fault: null, judged: false });
});
