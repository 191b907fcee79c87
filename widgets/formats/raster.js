import { little, says, viewOf } from "./bytes.js";
import { METRES_PER_INCH, density } from "./header.js";

/**
 * The fixed headers of GIF, BMP and WebP: size and colours: the twin of `zikao.formats.raster`.
 *
 * @typedef {import("./header.js").Header} Header
 */

/** Bits of a pixel to mode and bits of a channel. @type {Record<number, [import("./header.js").ColorMode, number]>} */
const BMP_COLORS = { 1: ["palette", 1], 4: ["palette", 4], 8: ["palette", 8], 16: ["rgb", 5], 24: ["rgb", 8], 32: ["rgb", 8] };

/** GIF89a specification, section 18. @type {(data: Uint8Array) => Header | null} */
function gif(data) {
  if (data.length < 11) return null;
  const bits = ((data[10] ?? 0) & 7) + 1;
  return { width: little(data, 6, 2), height: little(data, 8, 2), colorMode: "palette", bitsPerChannel: bits, bitsPerPixel: bits };
}

/** BITMAPINFOHEADER and its successors; the older core header has no density and is not read. @type {(data: Uint8Array) => Header | null} */
function bmp(data) {
  if (data.length < 46) return null;
  const view = viewOf(data);
  const bits = view.getUint16(28, true);
  const [mode, perChannel] = BMP_COLORS[bits] ?? [];
  if (!mode || !perChannel) return null;
  return {
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
    colorMode: mode,
    bitsPerChannel: perChannel,
    bitsPerPixel: bits,
    density: density(view.getInt32(38, true), view.getInt32(42, true), METRES_PER_INCH, "bmp"),
  };
}

/** WebP container (RFC 9649): lossy, lossless or extended. @type {(data: Uint8Array) => Header | null} */
function webp(data) {
  /** @type {(width: number, height: number, alpha: number) => Header} */
  const made = (width, height, alpha) => ({
    width,
    height,
    colorMode: alpha ? "rgba" : "rgb",
    bitsPerChannel: 8,
    bitsPerPixel: alpha ? 32 : 24,
  });
  if (says(data, "VP8 ", 12) && data.length >= 30) return made(little(data, 26, 2) & 0x3fff, little(data, 28, 2) & 0x3fff, 0);
  if (says(data, "VP8L", 12) && data.length >= 25) {
    const word = little(data, 21, 4);
    return made((word & 0x3fff) + 1, ((word >>> 14) & 0x3fff) + 1, (word >>> 28) & 1);
  }
  if (says(data, "VP8X", 12) && data.length >= 30) return made(little(data, 24, 3) + 1, little(data, 27, 3) + 1, (data[20] ?? 0) & 0x10);
  return null;
}

/** @type {Record<string, (data: Uint8Array) => Header | null>} */
const READERS = { gif, bmp, webp };

/** Null where it is cut off or makes no sense. @param {Uint8Array} data @param {string} kind */
export function readRaster(data, kind) {
  const header = READERS[kind]?.(data);
  return header && header.width > 0 && header.height > 0 ? header : null;
}
