import assert from "node:assert/strict";
import { test } from "node:test";
import "../testing/dom.js";
import { areas } from "./bands.js";

const { facts, look } = await import("./chosen.js");
const { header } = await import("./opened.js");

/** @type {(...bytes: number[]) => Blob} */
const bytes = (...bytes) => new Blob([new Uint8Array(bytes)]);
const START = [0xff, 0xd8];
/** A frame of 480 across and 640 down, as a JPEG has it. */
const SIZE = [0xff, 0xc0, 0, 17, 8, 2, 0x80, 1, 0xe0, 3];
const REST = Array.from({ length: 16 }, () => 0);
const WANTED = {
  frame: { width: 480, height: 640, bands: [] },
  pixels: { words: "宽 480，高 640 像素", is: 480 },
  bytes: { words: "20KB 到 40KB", low: 20000, high: 40960 },
  format: { words: "JPEG", is: "jpeg" },
};

test("a JPEG's size is read behind notes of a phone, tables and filling bytes", async () => {
  const notes = [0xff, 0xe1, 0, 6, 1, 2, 3, 4];
  const tables = [0xff, 0xff, 0xc4, 0, 4, 0xc0, 0xc0];
  assert.deepEqual(await header(bytes(...START, ...SIZE, ...REST)), { format: "JPEG", width: 480, height: 640 });
  assert.deepEqual(await header(bytes(...START, ...notes, ...tables, ...SIZE, ...REST)), { format: "JPEG", width: 480, height: 640 });
});

test("a JPEG that ends before its size, or has garbage there, has none", async () => {
  for (const rest of [[], [0xff, 0xe1, 0x40, 0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]) {
    assert.deepEqual(await header(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...rest)), { format: "JPEG", width: null, height: null });
  }
});

test("a PNG's size is read, of others the kind alone", async () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 1, 0, 0, 3, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0];
  assert.deepEqual(await header(bytes(...png)), { format: "PNG", width: 513, height: 768 });
  const heic = [0, 0, 0, 24, ...[..."ftypheic"].map((each) => each.charCodeAt(0)), ...REST];
  assert.deepEqual(await header(bytes(...heic)), { format: "HEIC", width: null, height: null });
});

test("what is no picture is told in one sentence", async () => {
  await assert.rejects(header(bytes()), /是空的（0 字节）/);
  await assert.rejects(header(bytes(0x50, 0x4b, 3, 4, 0, 0)), /这个文件是 ZIP，不是照片/);
  await assert.rejects(header(bytes(1, 2, 3)), /这个文件不是照片，请选 JPG 照片。/);
});

test("facts of the file stand beside what is asked for", () => {
  assert.deepEqual(facts({ size: 29687, name: "010112345678张三.jpg" }, { format: "JPEG", width: 480, height: 640 }, WANTED), [
    "大小：29687 字节。要求 20KB 到 40KB，符合",
    "格式：JPEG。要求 JPEG，符合",
    "像素：宽 480，高 640。要求 宽 480，高 640 像素，符合",
  ]);
  assert.deepEqual(facts({ size: 40961, name: "010112345678张三.jpg" }, { format: "PNG", width: 640, height: 480 }, WANTED), [
    "大小：40961 字节。要求 20KB 到 40KB，不符合",
    "格式：PNG。要求 JPEG，不符合",
    "像素：宽 640，高 480。要求 宽 480，高 640 像素，不符合",
  ]);
  // Where nothing is asked for, or the file does not tell.
  assert.deepEqual(facts({ size: 5, name: "010112345678张三.jpg" }, { format: "HEIC", width: null, height: null }, {}), ["大小：5 字节", "格式：HEIC"]);
});

test("a name stands beside the one that is wanted, and is not called right before all was typed", () => {
  /** @param {string | null} who */
  const told = (who) =>
    facts({ size: 5, name: "张三.jpg" }, { format: "JPEG", width: null, height: null }, { name: { words: "姓名.jpg", pattern: "{name}.jpg" } }, { number: "", who, form: "" }).at(-1);
  assert.equal(told("张三"), "文件名：张三.jpg。要求 姓名.jpg，符合");
  assert.equal(told("李四"), "文件名：张三.jpg。要求 姓名.jpg，不符合");
  assert.equal(told(null), "文件名：张三.jpg。要求 姓名.jpg");
});

test("a picture that no phone opens is not opened", async () => {
  const huge = [0xff, 0xc0, 0, 17, 8, 0x30, 0, 0x40, 0, 3];
  const made = await look(new File([new Uint8Array([...START, ...huge, ...REST])], "a.jpg"), WANTED);
  assert.match(made.firstElementChild?.textContent ?? "", /照片有 201 百万像素，太大了/);
  assert.match(made.textContent ?? "", /像素：宽 16384，高 12288/);
});

test("cheeks of every allowed width lie in the two areas of the face's width", () => {
  const frame = { width: 480, height: 640, bands: [] };
  const band = { line: "face_width", name: "脸宽", low: 180, high: 300 };
  assert.deepEqual(
    areas(band, frame, { cheek: 300 }).map(([x, y, width, height]) => [x, x + width, Math.round(y + height / 2)]),
    [[90, 150, 300], [330, 390, 300]],
  );
  const moved = areas(band, frame, { cheek: 300, center: 250 });
  assert.deepEqual(moved.map(([x]) => x), [100, 340]);
});
