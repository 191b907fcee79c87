/** Decoders make so many times fewer of a JPEG's pixels along a side: eighths of it are what all of them can. */
const PARTS = 8;

/** Whether pictures are scaled here, and stand upright by their own mark where they have one. */
export const follows = () => typeof VideoFrame === "function" && "rotation" in VideoFrame.prototype;

/**
 * A large JPEG decoded at fewer of its pixels, for whoever draws it small: a photograph of twelve megapixels takes 48 MB of a
 * telephone as a whole, and a third of the time.
 *
 * @param {Blob} jpeg
 * @param {{width: number, height: number}} stored its pixels, before any mark of orientation
 * @param {number} side pixels that its longer side has at least
 * @returns {Promise<ImageBitmap | null>} closed by whoever takes it; null where this engine cannot, or there is nothing to save
 */
export async function scaled(jpeg, { width, height }, side) {
  let parts = PARTS;
  while (parts > 1 && Math.max(width, height) * (parts - 1) >= PARTS * side) parts -= 1;
  if (parts === PARTS || typeof ImageDecoder !== "function") return null;
  const desired = (/** @type {number} */ length) => Math.ceil((length * parts) / PARTS);
  const decoder = new ImageDecoder({ data: jpeg.stream(), type: "image/jpeg", desiredWidth: desired(width), desiredHeight: desired(height) });
  try {
    const { image } = await decoder.decode();
    // What a canvas draws of the decoder's own frames it keeps, until everything is swept.
    return await createImageBitmap(image).finally(() => image.close());
  } catch {
    return null;
  } finally {
    decoder.close();
  }
}
