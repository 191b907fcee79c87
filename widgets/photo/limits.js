/** How much of a stranger's file is looked at: the twin of `zikao.photo.limits`. */
import { PARTS } from "../formats/header.js";

/** Larger files are refused whole. */
export const BYTES = 10_000_000;
/** Pictures looked for in one JPEG file. */
export const PICTURES = 16;
/** Pixels of the longer side that are looked at. */
export const LONGEST = 1280;
/** Pictures that declare more are not decoded. */
export const PIXELS = 80_000_000;
/** Bytes that a picture may take to decode. */
export const MEMORY = 150_000_000;
/** Pixels times scans of a JPEG: each scan costs time for every pixel, however few bytes it has. */
export const PIXEL_SCANS = 1_000_000_000;
export { PARTS };
