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
/** Time for opening entries. */
export const SECONDS = 1.2;
export const RECORDS = 70_000;
export const TAIL_BYTES = 1 << 20;
/** Pages read in all. */
export const PAGES = 100;
export const PAGE_SECONDS = 40;
/** Larger files are not opened as pages. */
export const PAGE_BYTES = 40_000_000;
/** Pixels of a picture that can be decoded small. */
export const PIXELS = 80_000_000;
/** Memory for a picture that only comes whole: PNG, progressive JPEG. */
export const BYTES_AT_ONCE = 80_000_000;

/** Those of an archive, by the names that they have among its facts. */
export const DEFAULT = {
  archive_bytes: ARCHIVE_BYTES,
  entries: ENTRIES,
  unpacked_bytes: UNPACKED_BYTES,
  ratio: RATIO,
  ratio_from_bytes: RATIO_FROM_BYTES,
  name_bytes: NAME_BYTES,
  seconds: SECONDS,
  records: RECORDS,
  tail_bytes: TAIL_BYTES,
  pages: PAGES,
  page_seconds: PAGE_SECONDS,
};
/** @typedef {typeof DEFAULT} Limits */
