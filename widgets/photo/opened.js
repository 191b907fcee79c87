import { readJpeg } from "../formats/jpeg.js";
import { PICTURES, rowOf } from "../formats/kinds.js";
import { readPng } from "../formats/png.js";
import { readRaster } from "../formats/raster.js";
import { identify } from "../formats/signatures.js";
import { follows, scaled } from "../shared/files/scaled.js";

/**
 * A chosen picture opened on this device, and what of its head decides whether that is tried.
 *
 * @typedef {{format: string, width: number, height: number} | {format: string, width: null, height: null}} Header
 *   pixels as stored, before any mark of orientation; null where the head of the file does not tell them
 * @typedef {{picture: ImageBitmap | HTMLImageElement, width: number, height: number}} Opened
 *   width, height: of the whole as it is shown, of which the picture may have fewer pixels
 */

/** Bytes that are read to find the size: notes of a phone may stand before it. */
const HEAD = 512 * 1024;
/** Millions of pixels up to which a phone's browser opens a picture without giving up. */
const MOST = 60e6;

/** What is wrong with a file that was chosen for a portrait, in one sentence. */
export class NoPicture extends Error {}

/**
 * @param {Blob} file
 * @returns {Promise<Header>}
 * @throws {NoPicture} it is no picture at all
 */
export async function header(file) {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const kind = identify(bytes);
  if (kind === "empty") throw new NoPicture("这个文件是空的（0 字节），请重新选择。");
  // The name by which it is known everywhere, where it has one.
  const [format] = /^[A-Za-z0-9]+/.exec(rowOf(kind).label) ?? [];
  if (!format || !PICTURES.includes(kind)) throw new NoPicture(`这个文件${format ? `是 ${format}，` : ""}不是照片，请选 JPG 照片。`);
  const { width, height } = size(bytes, kind) ?? { width: null, height: null };
  return width ? { format, width, height } : { format, width: null, height: null };
}

/** @param {Uint8Array} bytes @param {import("../formats/kinds.js").Kind} kind */
function size(bytes, kind) {
  try {
    return kind === "jpeg" ? readJpeg(bytes).header() : kind === "png" ? readPng(bytes).header() : readRaster(bytes, kind);
  } catch {
    // More parts than are walked: what a decoder makes of it, it tells itself.
    return null;
  }
}

/**
 * The picture as it is shown, its mark of orientation followed. Whoever takes it gives it back.
 *
 * @param {Blob} file
 * @param {Header} head
 * @param {number} side pixels of its longer side that will be seen; a larger one may come with fewer
 * @returns {Promise<Opened>}
 * @throws {NoPicture} this browser cannot open it, or it is too large for that
 */
export async function opened(file, { format, width, height }, side) {
  if (width && width * height > MOST) {
    throw new NoPicture(`照片有 ${Math.round((width * height) / 1e6)} 百万像素，太大了，这台设备上不打开。请选小一点的，或者裁剪以后再来。`);
  }
  const fewer = width && format === "JPEG" && follows() ? await scaled(file, { width, height }, side) : null;
  if (fewer && width) {
    const lies = fewer.width < fewer.height !== width < height;
    return { picture: fewer, width: lies ? height : width, height: lies ? width : height };
  }
  try {
    // Not through an address, which a page's policy may forbid for images; Safari before 15 has only those.
    const picture = await (typeof createImageBitmap === "function" ? createImageBitmap(file) : loaded(file));
    return { picture, width: picture.width, height: picture.height };
  } catch {
    throw new NoPicture(
      format === "HEIC" || format === "AVIF"
        ? `这是 ${format} 照片，这个浏览器打不开。请在手机相机设置里改成“兼容性最佳”（JPG），或者另存为 JPG。`
        : "照片打不开，可能没有传完或者坏了。请从原来的设备重新发送，或者另存为 JPG。",
    );
  }
}

/** Gives its memory back. @param {Opened} opened */
export function close({ picture }) {
  if ("close" in picture) picture.close();
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
