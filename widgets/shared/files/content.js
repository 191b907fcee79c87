import { Refusal } from "./refusal.js";

/** A chosen file that is no longer there, or no longer what it was. */
export class Gone extends Refusal {}

/**
 * What is in a chosen file, read anew.
 *
 * @param {Blob} file or a piece of it
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {Gone}
 */
export async function content(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Gone("这个文件选好以后被改过、移走或者删掉了，浏览器已经读不到它。请重新选择。");
  }
}
