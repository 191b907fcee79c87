/** How much of a stranger's file is looked at: the twin of `zikao.photo.limits`. */
import { PARTS } from "../formats/header.js";

/** Larger files are refused whole. */
export const BYTES = 10_000_000;
/** Pictures looked for in one JPEG file. */
export const PICTURES = 16;
export { PARTS };
