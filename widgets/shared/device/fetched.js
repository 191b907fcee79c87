import { Refusal } from "../files/refusal.js";

/** A large file on its way to this device. */

/** Seconds in which nothing comes, after which nothing will. */
const STALLED = 45;

const away = () =>
  new Refusal(
    navigator.onLine === false
      ? "现在没有网络，检查程序还没有下载完。连上以后再试一次；文件还在，不用重选。"
      : "检查程序没有下载完：网络不通，或者网站暂时停了。请检查网络，再试一次；文件还在，不用重选。",
    { again: true },
  );

/**
 * @param {string} address
 * @param {RequestInit} how
 * @throws {Refusal} nothing answers
 */
export async function reached(address, how) {
  try {
    return await fetch(address, { credentials: "omit", ...how });
  } catch (error) {
    // It was given up, which is no fault.
    if (how.signal?.aborted) throw error;
    throw away();
  }
}

/**
 * What stands at an address.
 *
 * @param {object} load
 * @param {string} load.address
 * @param {number} load.bytes of what stands there
 * @param {RequestCache} load.cache
 * @param {AbortSignal} load.signal
 * @param {(share: number) => void} load.came how much of it is here, 0 to 1
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where it is not as long as it should be
 * @throws {Refusal} it did not come
 */
export async function arrived({ address, bytes, cache, signal, came }) {
  const answer = await reached(address, { cache, signal });
  if (!answer.ok || !answer.body) {
    throw new Refusal(`检查程序没有下载下来（${answer.status}），请过一会儿再试；文件还在，不用重选。`, { again: true });
  }
  const reader = answer.body.getReader();
  const content = new Uint8Array(bytes);
  let at = 0;
  try {
    for (let piece = await next(reader); !piece.done; piece = await next(reader)) {
      if (at + piece.value.length > bytes) return null;
      content.set(piece.value, at);
      at += piece.value.length;
      came(at / bytes);
    }
  } catch (error) {
    if (signal.aborted || error instanceof Refusal) throw error;
    throw away();
  } finally {
    reader.cancel().catch(() => {});
  }
  return at === bytes ? content : null;
}

/**
 * @param {Uint8Array<ArrayBuffer>} packed by gzip
 * @returns {Promise<ArrayBuffer | null>} null where it is damaged
 */
export async function unpacked(packed) {
  try {
    return await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  } catch {
    return null;
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function next(reader) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stalled = new Promise((_, reject) => {
    const words = `下载停住了，等了 ${STALLED} 秒没有动静。请换个网络，再试一次；文件还在，不用重选。`;
    timer = setTimeout(() => reject(new Refusal(words, { again: true })), STALLED * 1000);
  });
  try {
    return await /** @type {Promise<ReadableStreamReadResult<Uint8Array>>} */ (Promise.race([reader.read(), stalled]));
  } finally {
    clearTimeout(timer);
  }
}
