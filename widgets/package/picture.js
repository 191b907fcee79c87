import { big } from "../formats/bytes.js";
import { free } from "../formats/freed.js";
import { isFrame } from "../formats/segments.js";
import { identify } from "../formats/signatures.js";
import { Unclean, clean } from "../formats/strip.js";
import { scaled } from "../shared/files/scaled.js";

/** Pictures on this device: decoded, drawn small or anew. Nothing of them leaves it here. */

/** Pixels of a long side that a canvas of every telephone takes, by the area that Safari allows one. */
const MOST = 4096;

/** Levels by which what is read back may differ from what was drawn: some browsers change a few of them, against being recognised. */
const SLIGHT = 8;
/** Drawn to see what is read back: colours, each in a row of its own. */
const TRIED = [
  [0, 0, 0],
  [64, 128, 192],
  [224, 160, 48],
  [255, 255, 255],
];

/** @typedef {{picture: ImageBitmap | HTMLImageElement, width: number, height: number, orientation: number}} Opened */

/**
 * A picture as it is stored, with the mark that says how to turn it: engines do not agree on following it, so it is taken
 * away before they see it.
 *
 * @param {Blob} blob
 * @param {number} [side] pixels of its longer side that will be seen: a larger one may come with fewer; all where none is said
 * @returns {Promise<Opened | null>} null where this browser cannot open it
 */
async function open(blob, side = Infinity) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let [bare, orientation] = [blob, 1];
  let stored = null;
  if (identify(bytes) === "jpeg") {
    try {
      const cleaned = clean("jpeg", bytes, 1);
      orientation = cleaned.orientation;
      bare = new Blob(cleaned.parts, { type: "image/jpeg" });
      const frame = cleaned.parts.find(([, code = 0]) => isFrame(code));
      stored = frame && { width: big(frame, 7, 2), height: big(frame, 5, 2) };
    } catch (error) {
      if (!(error instanceof Unclean)) throw error;
    }
  }
  free(bytes);
  const fewer = stored && (await scaled(bare, stored, side));
  const picture = fewer || (await decoded(bare));
  const size = fewer ? stored : picture;
  return picture && size ? { picture, width: size.width, height: size.height, orientation } : null;
}

/** @param {Blob} blob @returns {Promise<ImageBitmap | HTMLImageElement | null>} */
async function decoded(blob) {
  if ("createImageBitmap" in globalThis) return createImageBitmap(blob).catch(() => null);
  // Safari before 15. Not through an address of its own, which a page's policy may forbid for images.
  return new Promise((resolve) => {
    const reader = new FileReader();
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reader.onerror = () => resolve(null);
    reader.onload = () => (image.src = String(reader.result));
    reader.readAsDataURL(blob);
  });
}

/**
 * Drawn upright into a canvas.
 *
 * @param {Opened} opened
 * @param {number} side pixels of the longer side, at most
 */
function drawn({ picture, width, height, orientation }, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas = document.createElement("canvas");
  const lies = orientation > 4;
  [canvas.width, canvas.height] = lies ? [h, w] : [w, h];
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  // What is see-through looks white, as on paper.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(.../** @type {[number, number, number, number, number, number]} */ (turning(orientation, w, h)));
  pen.drawImage(picture, 0, 0, w, h);
  if ("close" in picture) picture.close();
  return canvas;
}

/** Whether what a page draws can be read back here: some browsers hand out noise, or nothing but white, until they are asked not to. */
function isReadBack() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [TRIED.length, TRIED.length];
  const pen = canvas.getContext("2d");
  if (!pen) return false;
  for (const [row, rgb] of TRIED.entries()) {
    pen.fillStyle = `rgb(${rgb.join()})`;
    pen.fillRect(0, row, TRIED.length, 1);
  }
  try {
    const { data } = pen.getImageData(0, 0, TRIED.length, TRIED.length);
    const wanted = TRIED.flatMap((rgb) => TRIED.flatMap(() => [...rgb, 255]));
    return wanted.every((level, at) => Math.abs(level - (data[at] ?? -255)) <= SLIGHT);
  } catch {
    return false;
  }
}

/** From stored pixels to upright ones, by the mark of EXIF. @param {number} mark @param {number} w @param {number} h */
function turning(mark, w, h) {
  return [
    [1, 0, 0, 1, 0, 0],
    [-1, 0, 0, 1, w, 0],
    [-1, 0, 0, -1, w, h],
    [1, 0, 0, -1, 0, h],
    [0, 1, 1, 0, 0, 0],
    [0, 1, -1, 0, h, 0],
    [0, -1, -1, 0, h, w],
    [0, -1, 1, 0, 0, w],
  ][mark - 1] ?? [1, 0, 0, 1, 0, 0];
}

/**
 * A small picture to look at.
 *
 * @param {Blob} blob
 * @param {number} side pixels of its longer side
 * @returns {Promise<HTMLCanvasElement | null>} null where this browser cannot open it
 */
export async function small(blob, side) {
  const opened = await open(blob, side);
  return opened && drawn(opened, side);
}

/**
 * The picture drawn anew: upright, without anything beside it.
 *
 * @param {Blob} blob
 * @param {{png?: boolean, quality?: number, share?: number, turn?: number}} [how] png: without loss; share: of each side;
 *   turn: the mark to follow instead of its own
 * @returns {Promise<Blob | null>} null where this browser cannot
 */
export async function anew(blob, { png, quality = 0.92, share = 1, turn } = {}) {
  const opened = isReadBack() ? await open(blob) : null;
  if (!opened) return null;
  const side = Math.min(MOST, Math.max(opened.width, opened.height) * share);
  const canvas = drawn({ ...opened, orientation: turn ?? opened.orientation }, side);
  return new Promise((resolve) => {
    if (canvas) canvas.toBlob(resolve, png ? "image/png" : "image/jpeg", quality);
    else resolve(null);
  });
}
