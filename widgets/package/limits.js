/**
 * How far measuring goes: the twin of `zikao.package.limits`, which says why. What lies beyond a limit is left unmeasured with a
 * reason: a rule over it is "not checked", never "passed".
 */

export const ARCHIVE_BYTES = 50_000_000;
export const ENTRIES = 100;
export const UNPACKED_BYTES = 200_000_000;
export const RATIO = 100;
export const RATIO_FROM_BYTES = 1_000_000;
export const NAME_BYTES = 255;
export const RECORDS = 70_000;
export const TAIL_BYTES = 1 << 20;
/** Pages read in all. */
export const PAGES = 100;
/** Larger files are not opened as pages. */
export const PAGE_BYTES = 40_000_000;
/** Pixels of a picture that can be decoded small. */
export const PIXELS = 80_000_000;
/** Memory for a picture that only comes whole: PNG, progressive JPEG. */
export const BYTES_AT_ONCE = 80_000_000;
