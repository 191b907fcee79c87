import { DEFAULT } from "./limits.js";

/** How far a device goes with its owner's file: as far as a server, and for a larger file by as much further. Nobody else waits for it. */

/** Unpacked bytes by those of the file, as the server's limits are to each other. */
const SHARE = DEFAULT.unpacked_bytes / DEFAULT.archive_bytes;

/**
 * @param {number} size bytes of the file
 * @param {number} seconds for opening entries: a phone is slower than a server
 * @returns {import("./limits.js").Limits}
 */
export const roomFor = (size, seconds) => ({
  ...DEFAULT,
  archive_bytes: Math.max(DEFAULT.archive_bytes, size),
  unpacked_bytes: Math.max(DEFAULT.unpacked_bytes, SHARE * size),
  seconds,
});
