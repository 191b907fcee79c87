import { crc32 } from "../formats/crc.js";
import { NotTried } from "../formats/header.js";
import { ARCHIVES, PICTURES } from "../formats/kinds.js";
import { identify } from "../formats/signatures.js";
import { Unclean, clean, quarter } from "../formats/strip.js";
import { archive, overhead } from "./pack/archive.js";
import { UNKNOWN, names } from "./pack/names.js";
import { ATTEMPTS, shareOf } from "./pack/shrink.js";
import { anew } from "./picture.js";

/**
 * From files that were taken or chosen to the entries of an archive: what `zikao pack` does on a computer, as far as a page
 * can. A picture is copied as it is, less what its camera wrote beside it; only what no archive should hold, or what would
 * not fit, is drawn anew, and that is said.
 *
 * @typedef {{id: string, name: string, called: string, group?: string, wanted?: boolean, every?: boolean}} Slot
 *   called: what a file of it is called; group: slots that share it stand for one another; wanted: the sources name it;
 *   every: it goes into the archive of every ticket number
 * @typedef {{slot: string, original: string, kind: "jpeg" | "png" | "pdf", data: Blob, crc: number, orientation: number,
 *   made: string}} Piece made: what was done to it beyond copying; empty where nothing
 */

/** Why a file cannot be taken, in one sentence with its mend. */
export class Unfit extends Error {}

const EXTENSIONS = { jpeg: "jpg", png: "png", pdf: "pdf" };
const TYPES = { jpeg: "image/jpeg", png: "image/png", pdf: "application/pdf" };
/** Bytes of one file that the server opens as a page. */
const PAGE = 40_000_000;
/** Files of one archive. */
export const MOST = 100;
/** The share of each side below which no page is read. */
const LEAST = 0.5;

/**
 * @param {File} file
 * @param {string} slot
 * @returns {Promise<Piece>}
 * @throws {Unfit}
 */
export async function piece(file, slot) {
  const original = file.name;
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Unfit(`${original} 读不出来，请重新拍照或重新选一次。`);
  }
  if (!bytes.length) throw new Unfit(`${original} 是空的（0 字节），请重新拍照或重新选一次。`);
  if (bytes.length > PAGE) throw new Unfit(`${original} 有 ${mb(bytes.length)} MB，单个文件最多 ${PAGE / 1e6} MB，请存小一些再放。`);
  const kind = identify(bytes);
  try {
    if (kind === "jpeg") {
      const { parts, orientation } = clean(kind, bytes);
      return whole({ slot, original, kind, orientation, made: "" }, parts);
    }
    if (kind === "png") {
      // Its mark for turning is followed at once, as hardly any viewer follows it there.
      const { parts, orientation } = clean(kind, bytes, 1);
      const bare = whole({ slot, original, kind, orientation: 1, made: "" }, parts);
      return orientation === 1 ? bare : await drawnAnew(bare, { png: true, turn: orientation }, "摆正了");
    }
  } catch (error) {
    if (!(error instanceof Unclean)) throw error;
    throw new Unfit(`${original} 的数据不完整，请重新拍照，或从原来的设备重新传一次。`);
  }
  if (kind === "pdf") return whole({ slot, original, kind, orientation: 1, made: "" }, [bytes]);
  const jpeg = [...ARCHIVES, "web", "program"].includes(kind) ? null : await anew(file).catch(() => null);
  if (jpeg) return whole({ slot, original, kind: "jpeg", orientation: 1, made: "转成了 JPG" }, [new Uint8Array(await jpeg.arrayBuffer())]);
  if (kind === "heic") {
    throw new Unfit(`${original} 是 HEIC 照片，这个浏览器转不了。请点“拍照”重新拍一张，或在相册里把它存成 JPG 再选。`);
  }
  if (PICTURES.includes(kind)) throw unable(original);
  throw new Unfit(`${original} 不是图片，也不是 PDF。材料要拍成照片，或扫描成图片、PDF。`);
}

/**
 * @param {Omit<Piece, "data" | "crc">} about
 * @param {Uint8Array<ArrayBuffer>[]} parts
 * @returns {Piece}
 */
function whole(about, parts) {
  const crc = parts.reduce((sum, part) => crc32(part, sum), 0);
  return { ...about, data: new Blob(parts, { type: TYPES[about.kind] }), crc };
}

/** @param {string} original */
const unable = (original) => new Unfit(`${original} 这个浏览器处理不了：打不开它，或者不让网页读出画面。请换一个浏览器，或另存为 JPG 再选。`);

/** @param {Piece} piece @param {Parameters<typeof anew>[1]} how @param {string} made */
async function drawnAnew(piece, how, made) {
  const blob = await anew(piece.data, how);
  if (!blob) throw unable(piece.original);
  const kind = how?.png ? "png" : "jpeg";
  return whole({ ...piece, kind, orientation: 1, made }, [new Uint8Array(await blob.arrayBuffer())]);
}

/**
 * A quarter clockwise. A JPEG gets another mark and is not compressed again; in a PNG hardly any viewer follows a mark, but
 * drawing it anew loses nothing. A PDF stays as it is.
 *
 * @param {Piece} piece
 * @returns {Promise<Piece>}
 */
export async function turned(piece) {
  if (piece.kind === "png") return drawnAnew(piece, { png: true, turn: quarter(1) }, piece.made);
  if (piece.kind === "pdf") return piece;
  const bytes = new Uint8Array(await piece.data.arrayBuffer());
  const orientation = quarter(piece.orientation);
  return whole({ ...piece, orientation }, clean("jpeg", bytes, orientation).parts);
}

/** @param {Piece} one @param {Piece} other */
export const same = (one, other) => one.crc === other.crc && one.data.size === other.data.size;

/**
 * Pieces in the order of the archive: by slot, and within one as they were put.
 *
 * @param {Slot[]} slots
 * @param {Piece[]} pieces
 */
export const inOrder = (slots, pieces) => slots.flatMap(({ id }) => pieces.filter(({ slot }) => slot === id));

/**
 * What each is called in the archive, by its slot.
 *
 * @param {Slot[]} slots
 * @param {Piece[]} pieces in the order of the archive
 * @returns {string[]}
 */
export const namesOf = (slots, pieces) =>
  names(pieces.map(({ slot, kind }) => [{ word: slots.find(({ id }) => id === slot)?.called ?? UNKNOWN }, EXTENSIONS[kind]]));

/**
 * What an archive is called: as its source wants it, else so that nobody learns a whole ticket number from a list of files.
 *
 * @param {string} number its ticket number; empty where there is none
 * @param {string[]} before names that are taken
 * @param {string | null} [wanted] the name that the source wants
 */
export function archiveName(number, before, wanted) {
  const stem = wanted?.replace(/\.zip$/, "") ?? (number ? `合并材料-尾号${number.slice(-4)}` : "材料");
  for (let again = 1; ; again += 1) {
    const name = `${stem}${again > 1 ? `-${again}` : ""}.zip`;
    if (!before.includes(name)) return name;
  }
}

/**
 * Makes a picture smaller as the server does: as a JPEG of no more than `most` bytes, and of no less than that share of each side.
 *
 * @typedef {(picture: {data: Blob, kind: "jpeg" | "png"}, most: number, least: number) => Promise<Uint8Array<ArrayBuffer> | null>} Smaller
 *   null where it does not get there; throws NotTried where it cannot be told here
 * @typedef {{piece: Piece, drawn: boolean}} Shrunk drawn: by the browser itself
 */

/**
 * One archive.
 *
 * @param {Slot[]} slots
 * @param {Piece[]} pieces
 * @param {number} limit bytes of it, at most
 * @param {{smaller: Smaller, say?: (words: string) => void}} how
 * @returns {Promise<{blob: Blob, names: string[], pieces: Piece[], smaller: number, drawn: number}>}
 *   smaller: pictures that had to shrink; drawn: those of them that the browser itself made smaller
 * @throws {Unfit} it would not fit, or could no longer be read
 */
export async function packed(slots, pieces, limit, { smaller, say = () => {} }) {
  const ordered = inOrder(slots, pieces);
  const pictures = ordered.filter(({ kind }) => kind !== "pdf");
  const fixed = ordered.filter(({ kind }) => kind === "pdf").reduce((sum, { data }) => sum + data.size, overhead(namesOf(slots, ordered)));
  const [whole] = ordered.filter(({ kind }) => kind === "pdf").sort((one, other) => other.data.size - one.data.size);
  if (whole && fixed > limit) {
    throw new Unfit(`${whole.original} 有 ${mb(whole.data.size)} MB，和别的放在一起超过 ${mb(limit)} MB，PDF 又不能缩小。请重新扫描或导出得小一些（150dpi 左右、灰度就够）再放。`);
  }
  const share = shareOf(pictures.map(({ data }) => data.size), fixed, limit);
  const large = share === null ? [] : pictures.filter(({ data }) => data.size > share);
  /** @type {Map<Piece, Shrunk>} */
  const made = new Map();
  for (const [at, each] of large.entries()) {
    say(`正在缩小照片：第 ${at + 1} 张，共 ${large.length} 张……`);
    made.set(each, await shrunk(each, /** @type {number} */ (share), limit, smaller));
  }
  const now = ordered.map((each) => made.get(each)?.piece ?? each);
  const called = namesOf(slots, now);
  const entries = now.map(({ data, crc }, index) => ({ name: /** @type {string} */ (called[index]), data, crc }));
  const drawn = [...made.values()].filter((each) => each.drawn).length;
  return { blob: archive(entries), names: called, pieces: now, smaller: made.size, drawn };
}

/**
 * @param {Piece} piece
 * @param {number} most bytes
 * @param {number} limit of the archive
 * @param {Smaller} smaller
 * @returns {Promise<Shrunk>}
 */
async function shrunk(piece, most, limit, smaller) {
  const kind = /** @type {"jpeg" | "png"} */ (piece.kind);
  const data = await smaller({ data: piece.data, kind }, most, LEAST).catch((error) => {
    if (error instanceof NotTried) return undefined;
    throw error;
  });
  if (data) return { piece: whole({ ...piece, kind: "jpeg", orientation: 1, made: "缩小了" }, [data]), drawn: false };
  for (const [quality, share] of data === null ? [] : ATTEMPTS.filter(([, share]) => share >= LEAST)) {
    const made = await drawnAnew(piece, { quality: quality / 100, share }, "缩小了");
    if (made.data.size <= most) return { piece: made, drawn: true };
  }
  throw new Unfit(`材料太多，放不进 ${mb(limit)} MB。请只留要用的，或用 150dpi 左右的灰度扫描代替照片。`);
}

/** @param {number} bytes */
export const mb = (bytes) => (Math.ceil(bytes / 1e5) / 10).toFixed(bytes % 1e6 ? 1 : 0);
