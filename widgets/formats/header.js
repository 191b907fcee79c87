import { rounded } from "./rounding.js";

/**
 * What a picture's header says, in one shape for all formats: the twin of `zikao.formats.header`.
 *
 * @typedef {"rgb" | "rgba" | "grey" | "grey_alpha" | "palette" | "cmyk" | "other"} ColorMode
 * @typedef {"jfif" | "exif" | "photoshop" | "png" | "bmp"} DpiSource
 * @typedef {{x: number, y: number, source: DpiSource}} Density dots per inch
 * @typedef {{width: number, height: number, colorMode: ColorMode, bitsPerChannel: number, bitsPerPixel: number,
 *   density?: Density | null, programDensity?: Density | null, exif?: Uint8Array | null, software?: string[],
 *   pictures?: number, complete?: boolean, trailing?: Uint8Array}} Header
 *   what is not there, this format's reader does not tell. programDensity: stated by the program that wrote it, in a place of
 *   its own; exif: the block's TIFF structure; software: named outside EXIF; complete: the format's own end marker was
 *   reached; trailing: what follows the end of the last picture
 */

export const CM_PER_INCH = 2.54;
export const METRES_PER_INCH = 0.0254;
/** Segments of a JPEG or chunks of a PNG that are walked: of a photograph some 10, of a large PNG 1,300. */
export const PARTS = 20_000;

/**
 * @param {number} x
 * @param {number} y
 * @param {number} unitsPerInch
 * @param {DpiSource} source
 * @returns {Density | null} null where a side is zero, which states nothing
 */
export const density = (x, y, unitsPerInch, source) =>
  x > 0 && y > 0 ? { x: rounded(x * unitsPerInch, 2), y: rounded(y * unitsPerInch, 2), source } : null;

/** The picture was not read because of a limit, or not here; `reason` says why, among the words of its facts. */
export class NotTried extends Error {
  /** @param {"too_many_parts" | "too_many_pixels" | "too_many_scans" | "too_much_memory" | "on_device"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}
