/**
 * What a device can tell of a chosen picture by itself: what it is, how large, and the picture to draw with.
 *
 * @typedef {{format: string, width: number, height: number} | {format: string, width: null, height: null}} Header
 *   pixels as stored, before any mark of orientation; null where the head of the file does not tell them
 */

/** Bytes that are read to find the size: notes of a phone may stand before it. */
const HEAD = 512 * 1024;
/** Millions of pixels up to which a phone's browser opens a picture without giving up. */
const MOST = 60e6;

/** First bytes, in hex with dots for any, and what they are the start of. @type {[RegExp, string][]} */
const STARTS = [
  [/^ffd8ff/, "JPEG"],
  [/^89504e470d0a1a0a/, "PNG"],
  [/^52494646.{8}57454250/, "WebP"],
  [/^47494638/, "GIF"],
  [/^424d/, "BMP"],
  [/^.{8}66747970(68656963|68656978|68657663|6d696631|6d736631|68656966)/, "HEIC"],
  [/^.{8}6674797061766966/, "AVIF"],
  [/^25504446/, "PDF"],
  [/^504b0304/, "ZIP"],
];
const PICTURES = ["JPEG", "PNG", "WebP", "GIF", "BMP", "HEIC", "AVIF"];

/** What is wrong with a file that was chosen for a portrait, in one sentence. */
export class NoPicture extends Error {}

/**
 * @param {Blob} file
 * @returns {Promise<Header>}
 * @throws {NoPicture} it is no picture at all
 */
export async function header(file) {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const start = Array.from(bytes.subarray(0, 16), (each) => each.toString(16).padStart(2, "0")).join("");
  const format = STARTS.find(([pattern]) => pattern.test(start))?.[1];
  if (!bytes[0] && !bytes.length) throw new NoPicture("这个文件是空的（0 字节），请重新选择。");
  if (!format || !PICTURES.includes(format)) {
    throw new NoPicture(`这个文件${format ? `是 ${format}，` : ""}不是照片，请选 JPG 照片。`);
  }
  const size = format === "JPEG" ? jpegSize(bytes) : format === "PNG" ? pngSize(bytes) : null;
  return { format, ...(size ?? { width: null, height: null }) };
}

/** From the first frame of a JPEG. @param {Uint8Array} bytes */
function jpegSize(bytes) {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Filling bytes and marks without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    // All kinds of frames; C4, C8 and CC are tables.
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: number(bytes, at + 5, 2), width: number(bytes, at + 7, 2) };
    } else at += 2 + number(bytes, at + 2, 2);
  }
  return null;
}

/** @param {Uint8Array} bytes */
function pngSize(bytes) {
  return bytes.length < 24 ? null : { width: number(bytes, 16, 4), height: number(bytes, 20, 4) };
}

/** @type {(bytes: Uint8Array, at: number, length: number) => number} */
function number(bytes, at, length) {
  return bytes.subarray(at, at + length).reduce((sum, each) => sum * 256 + each, 0);
}

/**
 * The picture as it is shown, its mark of orientation followed.
 *
 * @param {Blob} file
 * @param {Header} head
 * @returns {Promise<ImageBitmap | HTMLImageElement>}
 * @throws {NoPicture} this browser cannot open it, or it is too large for that
 */
export async function opened(file, { format, width, height }) {
  if (width && width * height > MOST) {
    throw new NoPicture(`照片有 ${Math.round((width * height) / 1e6)} 百万像素，太大了，这台设备上不打开。请选小一点的，或者裁剪以后再来。`);
  }
  // Not through an address, which a page's policy may forbid for images; Safari before 15 has only those.
  const open = typeof createImageBitmap === "function" ? createImageBitmap(file) : loaded(file);
  try {
    return await open;
  } catch {
    throw new NoPicture(
      format === "HEIC" || format === "AVIF"
        ? `这是 ${format} 照片，这个浏览器打不开。请在手机相机设置里改成“兼容性最佳”（JPG），或者另存为 JPG。`
        : "照片打不开，可能没有传完或者坏了。请从原来的设备重新发送，或者另存为 JPG。",
    );
  }
}

/** @param {Blob} file @returns {Promise<HTMLImageElement>} */
function loaded(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = reader.onerror = failed;
    reader.onload = () => (image.src = String(reader.result));
    reader.readAsDataURL(file);
  });
}
