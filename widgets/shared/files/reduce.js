import { cuts, frame, walk } from "./walk.js";

/**
 * A large photograph made lighter on the device, as `src/zikao/formats/reduced.py` describes it: the file without the
 * data of its pixels, and a smaller picture of the file's very numbers, neither turned nor converted.
 */

/** As the server is told of it. */
export const TYPE = "application/vnd.zikao.reduced-photo";
/** Bytes from which it is worth while. */
const HEAVY = 300_000;
/** Pixels of the longer side that the server looks at. */
const LONGEST = 1280;
/** Of the smaller picture: what is measured in it stays within what a camera's own noise does. */
const QUALITY = 0.92;
/** A decoder on a phone has no room for more. */
const MOST_PIXELS = 60e6;
const MOST_BYTES = 10_000_000;
/** Share of the file above which it might as well be sent whole. */
const WORTH = 0.7;

/** Segments that hold no pixels: all APPn, save what says how colours are coded, and comments. @param {number} marker */
const told = (marker) => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;

/** @type {WeakMap<File, Promise<Blob | null>>} */
const made = new WeakMap();

/**
 * The lighter body for a file, made once.
 *
 * @param {File} file
 * @returns {Promise<Blob | null>} null where it is to be sent whole: it is small, odd, or this browser cannot
 */
export function reduced(file) {
  const known = made.get(file) ?? lighter(file).catch(() => null);
  made.set(file, known);
  return known;
}

/** @param {File} file @returns {Promise<Blob | null>} */
async function lighter(file) {
  if (file.size < HEAVY || file.size > MOST_BYTES || typeof createImageBitmap !== "function") return null;
  const data = new Uint8Array(await file.arrayBuffer());
  const first = walk(data, 0);
  const size = first && frame(first.segments);
  const left = size && cuts(data);
  if (!left || !size) return null;
  const ratio = LONGEST / Math.max(size.width, size.height);
  if (ratio >= 1 || size.width * size.height > MOST_PIXELS) return null;
  const pixels = first.segments.filter(({ marker }) => !told(marker)).map(({ start, end }) => file.slice(start, end));
  const bare = new Blob([new Uint8Array([0xff, 0xd8]), ...pixels, new Uint8Array([0xff, 0xd9])], { type: "image/jpeg" });
  const picture = await smaller(bare, Math.max(1, Math.round(size.width * ratio)), Math.max(1, Math.round(size.height * ratio)));
  const body = packed(file, left, picture);
  return body.size < file.size * WORTH ? body : null;
}

/**
 * @param {Blob} bare
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Blob>}
 */
async function smaller(bare, width, height) {
  const bitmap = await createImageBitmap(bare);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY),
  );
}

/**
 * @param {File} file
 * @param {[number, number][]} left out, in order
 * @param {Blob} picture
 */
function packed(file, left, picture) {
  const head = new DataView(new ArrayBuffer(8 + 8 * left.length + 4));
  head.setUint32(0, 0x5a4b5231);
  head.setUint32(4, left.length);
  /** @type {Blob[]} */
  const kept = [];
  let done = 0;
  left.forEach(([start, length], index) => {
    head.setUint32(8 + 8 * index, start);
    head.setUint32(12 + 8 * index, length);
    kept.push(file.slice(done, start));
    done = start + length;
  });
  const rest = new Blob([...kept, file.slice(done)]);
  head.setUint32(8 + 8 * left.length, rest.size);
  return new Blob([head.buffer, rest, picture], { type: TYPE });
}
