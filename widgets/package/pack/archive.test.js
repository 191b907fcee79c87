import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "../../formats/crc.js";
import { archive, overhead } from "./archive.js";
import { contentOf, look } from "../directory.js";
import { faultsOf } from "../faults.js";

/** @param {string} name @param {string} text */
const entry = (name, text) => {
  const bytes = new TextEncoder().encode(text);
  return { name, data: new Blob([bytes]), crc: crc32(bytes) };
};

test("a checksum is that of the standard's own example, be it in one piece or in several", () => {
  const bytes = new TextEncoder().encode("123456789");
  assert.equal(crc32(bytes), 0xcbf43926);
  assert.equal(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("what was made is read again as it was meant", async () => {
  const names = ["01-身份证.jpg", "02-a.png"];
  const made = archive([entry("01-身份证.jpg", "\xff\xd8\xff"), entry("02-a.png", "two")]);
  assert.equal(made.size, overhead(names) + 6 + 3);
  const looked = await look(made);
  assert.deepEqual([looked.kind, looked.count, looked.trailing, looked.before], ["zip", 2, 0, 0]);
  assert.deepEqual(looked.entries?.map(({ name, sure, method, size }) => [name, sure, method, size]), [
    ["01-身份证.jpg", true, 0, 6],
    ["02-a.png", true, 0, 3],
  ]);
  const second = looked.entries?.[1];
  assert.ok(second);
  assert.equal(await (await contentOf(made, second))?.text(), "two");
  assert.deepEqual(faultsOf(looked), []);
});

test("no entry is followed by a descriptor, and names are said to be UTF-8 where they need it", async () => {
  const bytes = new DataView(await archive([entry("身份证.jpg", "x"), entry("a.jpg", "x")]).arrayBuffer());
  assert.equal(bytes.getUint16(6, true), 0x0800);
  assert.equal(bytes.getUint32(14, true), crc32(new TextEncoder().encode("x")));
  const second = 30 + new TextEncoder().encode("身份证.jpg").length + 1;
  assert.equal(bytes.getUint32(second, true), 0x04034b50);
  assert.equal(bytes.getUint16(second + 6, true), 0);
});

test("what a chosen file is called and how it begins is told in the server's words, with the mend", async () => {
  const rar = await look(new Blob([Uint8Array.from([0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0])]));
  assert.deepEqual(
    faultsOf(rar).map(({ rule, say }) => [rule, say]),
    [["not-zip-rar", "这其实是 RAR 文件，改后缀名不会变成 ZIP。"]],
  );
  const named = faultsOf(rar, { "file-name": ["文件名不对。", "改名。", "should"] }, true);
  assert.deepEqual(named.map(({ rule, severity }) => [rule, severity]), [["not-zip-rar", "must"], ["file-name", "should"]]);
  assert.deepEqual(faultsOf(rar, { "not-zip-rar": ["要 ZIP。", "重新打包。", "must"] })[0]?.say, "要 ZIP。");
  const nested = archive([entry("材料/身份证.jpg", "\xff"), entry("__MACOSX/._a", "x"), entry("里面.rar", "Rar!\x1a\x07")]);
  const faults = faultsOf(await look(nested));
  assert.deepEqual(
    faults.map(({ rule, names }) => [rule, names]),
    [
      ["nested-archive", ["里面.rar"]],
      ["nested-folder", ["材料/身份证.jpg"]],
      ["junk-files", ["__MACOSX/._a"]],
    ],
  );
  assert.ok(faults.every(({ say, mend }) => say && mend && !say.includes("{")));
});

test("an archive that was cut is told, and one of only folders holds nothing", async () => {
  const whole = archive([entry("a.jpg", "0123456789")]);
  const cut = faultsOf(await look(whole.slice(0, whole.size - 30)));
  assert.deepEqual(cut.map(({ rule }) => rule), ["zip-truncated"]);
  assert.deepEqual(faultsOf(await look(archive([entry("空/", "")]))).map(({ rule }) => rule), ["zip-no-files"]);
  assert.deepEqual(faultsOf(await look(archive([]))).map(({ rule }) => rule), ["zip-no-files"]);
});

test("a name in GBK is read and told", async () => {
  const made = new Uint8Array(await archive([entry("aaaaaa.jpg", "x")]).arrayBuffer());
  const gbk = [0xc9, 0xed, 0xb7, 0xdd, 0xd6, 0xa4];
  made.set(gbk, 30);
  made.set(gbk, made.length - 22 - 10);
  const looked = await look(new Blob([made]));
  assert.equal(looked.entries?.[0]?.name, "身份证.jpg");
  assert.deepEqual(faultsOf(looked).map(({ rule }) => rule), ["name-legacy-encoding"]);
});
