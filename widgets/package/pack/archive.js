/**
 * The bytes of a ZIP that every program opens alike, and that tells nothing of where it was made: the twin of Python's
 * `zikao.package.pack.archive`. The tests hold the two equal to the byte.
 *
 * One level, UTF-8 names said to be so, no extra fields, one fixed date, every entry stored. Sizes and checksums stand
 * before the data and nothing behind them: readers that go through an archive from its front, as many servers do, refuse
 * stored entries that are followed by a data descriptor (PKWARE's APPNOTE 6.3.10, 4.3.7 to 4.3.16).
 *
 * @typedef {{name: string, data: Blob, crc: number}} Entry
 */

const UTF8 = 0x0800;
/** Version 2.0 of the format is enough to take an entry out. */
const VERSION = 20;
/** Read and write for the owner, which is what Python writes; readers look at it only where a system of Unix is named. */
const ATTRIBUTES = 0x01800000;
/** 1 January 1980, the first day that a ZIP can name: the pictures' own dates are nobody's business. */
const DAY = 0x21;
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;

/** Bytes that an archive has besides its data: headers, and each name twice. @param {string[]} names */
export const overhead = (names) =>
  names.reduce((sum, name) => sum + LOCAL + CENTRAL + 2 * new TextEncoder().encode(name).length, END);

/**
 * The archive, made of the entries' own blobs: nothing of them is copied into memory.
 *
 * @param {Entry[]} entries fewer than 65,536, of less than 4 GiB together
 * @returns {Blob}
 */
export function archive(entries) {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {BlobPart[]} */
  const directory = [];
  let at = 0;
  for (const { name, data, crc } of entries) {
    const called = new TextEncoder().encode(name);
    // As Python's zipfile: the mark stands only where a name needs it.
    const flags = called.length === name.length ? 0 : UTF8;
    /** @type {(view: DataView<ArrayBuffer>, from: number) => void} */
    const common = (view, from) => {
      view.setUint16(from, VERSION, true);
      view.setUint16(from + 2, flags, true);
      view.setUint16(from + 8, DAY, true);
      view.setUint32(from + 10, crc, true);
      view.setUint32(from + 14, data.size, true);
      view.setUint32(from + 18, data.size, true);
      view.setUint16(from + 22, called.length, true);
    };
    const local = new DataView(new ArrayBuffer(LOCAL));
    local.setUint32(0, 0x04034b50, true);
    common(local, 4);
    const central = new DataView(new ArrayBuffer(CENTRAL));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(4, VERSION, true);
    common(central, 6);
    central.setUint32(38, ATTRIBUTES, true);
    central.setUint32(42, at, true);
    parts.push(local, called, data);
    directory.push(central, called);
    at += LOCAL + called.length + data.size;
  }
  const size = entries.reduce((sum, { name }) => sum + CENTRAL + new TextEncoder().encode(name).length, 0);
  const end = new DataView(new ArrayBuffer(END));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
