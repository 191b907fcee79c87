import { Refusal, away, seconds } from "./refusal.js";

/**
 * A body on its way, by XMLHttpRequest: fetch does not tell how much has gone.
 *
 * @typedef {import("./send.js").Tell} Tell
 */

/** Seconds in which nothing goes out, after which it will not go any more. */
const STALLED = 45;
/** Seconds that an answer is waited for, once all has gone: longer than any gateway waits. */
const PATIENCE = 120;

const WORKING = "已经送到，正在检查，请稍候……";

/** @param {number} bytes */
export const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/**
 * Sends a body and waits for what comes back.
 *
 * @param {object} load
 * @param {string} load.address
 * @param {XMLHttpRequestBodyInit} load.body
 * @param {number} load.size bytes of the file in it
 * @param {Record<string, string>} load.headers
 * @param {AbortSignal} load.signal
 * @param {Tell} load.say
 * @param {"sending" | "uploading"} [load.state] while it is on its way
 * @returns {Promise<{status: number, body: any, wait: number}>} body: null where it is no JSON; wait: seconds
 * @throws {Refusal} nothing came back, and why; without words where it was given up
 */
export function carried({ address, body, size: bytes, headers, signal, say, state = "sending" }) {
  const request = new XMLHttpRequest();
  let share = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return new Promise((resolve, reject) => {
    /** @type {(message?: string) => void} */
    const fail = (message) => reject(message ? new Refusal(message, { again: true }) : new Refusal());
    const stop = () => request.abort();
    /** @type {(limit: number, message: string) => void} */
    const patience = (limit, message) => {
      clearTimeout(timer);
      timer = setTimeout(() => (fail(message), stop()), limit * 1000);
    };
    const stalled = () =>
      patience(STALLED, `文件传到 ${percent(share)} 停住了，等了 ${STALLED} 秒没有动静。请换个网络，再试一次；文件还在，不用重选。`);
    request.upload.onprogress = ({ loaded, total }) => {
      share = total ? loaded / total : 0;
      stalled();
      say(state, `正在发送：${percent(share)}，共 ${size(bytes)}`, share);
    };
    request.upload.onload = () => {
      share = 1;
      patience(PATIENCE, `文件已经送到，等了 ${PATIENCE / 60} 分钟还没有结果。请过几分钟再试；文件还在，不用重选。`);
      say("working", WORKING);
    };
    request.onload = () => resolve({ status: request.status, body: read(request), wait: wait(request) });
    request.onerror = () => {
      if (share > 0 && share < 1) fail(`文件传到 ${percent(share)} 断了，请检查网络，再试一次；文件还在，不用重选。`);
      else if (state === "uploading") fail("文件没有传完，请检查网络，再试一次；文件还在，不用重选。");
      else reject(away());
    };
    request.onabort = () => fail();
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    stalled();
    request.send(body);
    if (signal.aborted) stop();
  });
}

/** @param {number} share */
const percent = (share) => `${Math.floor(share * 100)}%`;

/** States that come with a time to wait; a browser complains of whoever asks others for one. */
const BUSY = [429, 503];

/** @param {XMLHttpRequest} request */
const wait = (request) => (BUSY.includes(request.status) ? seconds(request.getResponseHeader("Retry-After")) : 0);

/** @param {XMLHttpRequest} request */
function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}
