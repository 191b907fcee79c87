/**
 * Frees the memory that bytes or numbers lie in, now and not when everything is swept: before that a telephone may have no room.
 * Whoever still holds them holds nothing. Engines that cannot leave it to their sweep.
 *
 * @param {ArrayBufferView | ArrayBuffer} held all of its buffer goes
 */
export function free(held) {
  const buffer = ArrayBuffer.isView(held) ? held.buffer : held;
  /** @type {any} */ (buffer).transfer?.(0);
}
