/** What the browser unpacks, in pieces, with the bounds of whoever asks: what zlib does for Python. */

/**
 * Packed bytes that are handed over at a time. A browser unpacks all that it was given before anybody can say stop, and data made to
 * swell become a thousand times as much: of two megabytes, which is what a file is read by, two gigabytes.
 */
const BITE = 1 << 15;

/** @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
const bites = () =>
  new TransformStream({
    transform(chunk, out) {
      for (let at = 0; at < chunk.length; at += BITE) out.enqueue(chunk.subarray(at, at + BITE));
    },
  });

/**
 * Unpacks as long as the pieces are wanted; nothing is kept here.
 *
 * @param {Blob} packed
 * @param {CompressionFormat} format
 * @param {(piece: Uint8Array) => boolean} take whether more is wanted
 * @returns {Promise<boolean>} whether the data came to their end, undamaged
 * @throws {TypeError} this browser does not unpack that format
 */
export async function pour(packed, format, take) {
  const stream = new DecompressionStream(format);
  const reader = packed.stream().pipeThrough(bites()).pipeThrough(stream).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (take(part.value)) continue;
      await reader.cancel();
      return false;
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * As much as there is, up to a number of bytes.
 *
 * @param {Blob} packed
 * @param {CompressionFormat} format
 * @param {number} most bytes
 * @param {boolean} [through] whether what is behind them has to come to its end too, with its checksum
 * @returns {Promise<{out: Uint8Array<ArrayBuffer>, whole: boolean}>} whole: the data came to their end, undamaged
 * @throws {TypeError} as `pour`
 */
export async function unpacked(packed, format, most, through = false) {
  const out = new Uint8Array(most);
  let held = 0;
  const whole = await pour(packed, format, (piece) => {
    out.set(piece.subarray(0, most - held), held);
    held = Math.min(most, held + piece.length);
    return through || held < most;
  });
  return { out: out.subarray(0, held), whole };
}

/**
 * Whether this browser unpacks a format. Data of ZIP, which have no head of their own: Chrome 103, Safari 16.4, Firefox 113.
 *
 * @param {CompressionFormat} [format]
 */
export function canInflate(format = "deflate-raw") {
  try {
    return !!new DecompressionStream(format);
  } catch {
    return false;
  }
}
