import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveName, inOrder, mb, namesOf, packed, piece, turned, Unfit } from "./pieces.js";

const SLOTS = [
  { id: "id-card", name: "身份证", called: "身份证" },
  { id: "ticket", name: "准考证", called: "准考证" },
  { id: "certificates", name: "课程合格证书", called: "课程合格证" },
];

/** A JPEG of no picture, but whole: a beginning, a comment, a scan, an end. @param {number} byte */
const jpeg = (byte) => Uint8Array.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xda, 0, 3, 0, byte, 0xff, 0, 0xff, 0xd9, 9, 9]);

/** @param {string} name @param {BlobPart} data */
const file = (name, data) => new File([data], name);

test("a picture is copied less what stands beside it, and turning changes its mark alone", async () => {
  const made = await piece(file("a.jpg", jpeg(7)), "ticket");
  assert.deepEqual([...new Uint8Array(await made.data.arrayBuffer())], [0xff, 0xd8, 0xff, 0xda, 0, 3, 0, 7, 0xff, 0, 0xff, 0xd9]);
  let now = made;
  for (const mark of [6, 3, 8, 1]) {
    now = await turned(now);
    assert.equal(now.orientation, mark);
  }
  assert.equal(now.crc, made.crc);
  assert.equal(now.data.size, made.data.size);
});

test("what cannot be taken is told in one sentence with its mend", async () => {
  /** @param {File} given */
  const refused = async (given) => {
    try {
      await piece(given, "ticket");
    } catch (error) {
      assert.ok(error instanceof Unfit);
      return error.message;
    }
    return "";
  };
  assert.match(await refused(file("空.jpg", "")), /空.jpg 是空的（0 字节），请重新/);
  assert.match(await refused(file("半.jpg", jpeg(1).slice(0, 12))), /半.jpg 的数据不完整，请重新拍照/);
  assert.match(await refused(file("包.zip", "PK\x03\x04")), /包.zip 不是图片，也不是 PDF。材料要/);
  assert.match(await refused(file("a.doc", "hello")), /不是图片，也不是 PDF/);
});

test("names follow the slots, and a kind of which there are several is counted", async () => {
  const given = /** @type {[string, number][]} */ ([["certificates", 1], ["id-card", 2], ["certificates", 3], ["other", 4]]);
  const slots = [...SLOTS, { id: "other", name: "再加一张", called: "材料" }];
  const pieces = await Promise.all(given.map(([slot, byte]) => piece(file("x.jpg", jpeg(byte)), slot)));
  const ordered = inOrder(slots, pieces);
  assert.deepEqual(namesOf(slots, ordered), ["01-身份证.jpg", "02-课程合格证-1.jpg", "03-课程合格证-2.jpg", "04-材料.jpg"]);
  const made = await packed(slots, pieces, 50_000_000, { smaller: () => assert.fail("it fits") });
  assert.deepEqual([made.names.length, made.smaller], [4, 0]);
});

test("only what lies above an equal share is made smaller, and takes the place that it had", async () => {
  const slots = [SLOTS[0], SLOTS[1]].flatMap((slot) => slot ?? []);
  const long = new Uint8Array([...jpeg(1).slice(0, 16), ...Array(900).fill(5), 0xff, 0xd9]);
  const pieces = [await piece(file("大.jpg", long), "id-card"), await piece(file("小.jpg", jpeg(2)), "ticket")];
  /** @type {any[]} */
  const asked = [];
  /** @type {string[]} */
  const heard = [];
  const smaller = async (/** @type {any[]} */ ...told) => (asked.push(told), jpeg(3).slice(0, 15));
  const made = await packed(slots, pieces, 700, { smaller, say: (words) => heard.push(words) });
  assert.deepEqual(heard, ["正在缩小照片：第 1 张，共 1 张……"]);
  assert.equal(asked[0][0].data, pieces[0]?.data);
  // What there is, less headers, names and what fits already; of a side no less than half.
  assert.deepEqual(asked[0].slice(1), [700 - made.blob.size + 15, 0.5]);
  assert.deepEqual([made.names, made.smaller, made.drawn], [["01-身份证.jpg", "02-准考证.jpg"], 1, 0]);
  assert.deepEqual(made.pieces.map(({ data }) => data.size), [15, 12]);
  assert.equal(made.pieces[1], pieces[1]);
  await assert.rejects(packed(slots, pieces, 700, { smaller: async () => null }), /材料太多，放不进 0.1 MB。/);
});

test("a PDF for which there is no room is named: nothing of it can be made smaller", async () => {
  const pieces = [await piece(file("小.pdf", "%PDF-1.7\n%%EOF"), "ticket"), await piece(file("大.pdf", `%PDF-1.7\n${"x".repeat(3_000_000)}`), "ticket")];
  const made = packed(SLOTS, pieces, 2_500_000, { smaller: () => assert.fail("no picture") });
  await assert.rejects(made, /^Error: 大.pdf 有 3.1 MB，和别的放在一起超过 2.5 MB，PDF 又不能缩小。请重新扫描/);
});

test("an archive tells four digits of its number, and one that ends alike is counted", () => {
  assert.equal(archiveName("330102030001", []), "合并材料-尾号0001.zip");
  assert.equal(archiveName("330102990001", ["合并材料-尾号0001.zip"]), "合并材料-尾号0001-2.zip");
  assert.equal(archiveName("", []), "材料.zip");
});

test("megabytes are told as they are limited", () => {
  assert.deepEqual([mb(50_000_000), mb(1_250_000), mb(40)], ["50", "1.3", "0.1"]);
});
