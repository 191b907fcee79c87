import { lost } from "../faults.js";
import { carried } from "./carry.js";
import { Refusal, away, seconds } from "./refusal.js";

/**
 * What a candidate has agreed to send: the file, and as headers what was said of it.
 *
 * @typedef {{file: File, told: Record<string, string>, here?: boolean, light?: Blob | null,
 *   fitted?: import("../../photo/fit.js").Fitted | null}} Sent
 *   here: whether it is checked on this device, and goes nowhere; light: what goes in place of the file, where its device made it lighter; fitted: what came back made of it
 */

/**
 * Says how far it is: the state, in words where they change, and the share of the file that has gone.
 *
 * @typedef {(state: "sending" | "uploading" | "waiting" | "working", words?: string, share?: number) => void} Tell
 */

/** Bytes that every server takes with a request, be there a gateway before it or not. */
export const EVERYWHERE = 4_500_000;

/**
 * Sends a file that its owner has agreed to have checked.
 *
 * @param {string} endpoint
 * @param {Sent} sent
 * @param {AbortSignal} signal
 * @param {Tell} say
 * @returns {Promise<any>} the answer
 * @throws {Refusal} the server answered, but not with what was asked for; or nothing came of the sending
 */
export async function send(endpoint, sent, signal, say) {
  const body = sent.light ?? sent.file;
  if (body.size > EVERYWHERE) {
    const { place, checked } = await part(() => import("./upload.js"));
    const found = await place(endpoint, sent.file, signal, say);
    if (found) return worded(await checked(endpoint, sent, found, signal, say));
  }
  // The server looks at the content; what a browser makes of a file's name is no help.
  const headers = { ...about(sent), "Content-Type": sent.light?.type ?? "application/octet-stream" };
  const { status, body: said, wait } = await carried({ address: endpoint, body, size: body.size, headers, signal, say });
  return worded(judged(status, said, wait));
}

/** In the words of this bundle, where those are others than those of measuring and of the server. @param {any} body */
export async function worded(body) {
  if (typeof FOREIGN === "undefined" || !FOREIGN) return body;
  const { reworded } = await part(() => import("../reworded.js"));
  return reworded(body);
}

/**
 * A part of the program, fetched where it is needed.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 * @throws {Refusal} it did not come: the one cause that a reader can do something about
 */
export async function part(load) {
  try {
    return await load();
  } catch (error) {
    console.error(error);
    if (navigator.onLine === false) throw away();
    if (!lost(error)) throw new Refusal("网页自己出了错，请换一个浏览器再试；文件没有发送。");
    throw new Refusal("检查要用的一段程序没有载入，请检查网络，再试一次；文件还在，不用重选。", { again: true });
  }
}

/**
 * What goes for every request.
 *
 * @param {AbortSignal} signal
 * @returns {RequestInit}
 */
export const asking = (signal) => ({ credentials: "omit", cache: "no-store", signal });

/** The page's script, whatever the browser's own language is. */
export const script = () => ({ "Accept-Language": document.documentElement.lang });

/**
 * What is said of the file, as headers.
 *
 * @param {Sent} sent
 * @returns {Record<string, string>}
 */
export const about = ({ file, told }) => ({ ...script(), "X-Zikao-Consent": "yes", ...named(file.name), ...told });

/**
 * By `fetch`, for what has no file with it.
 *
 * @param {string} address
 * @param {RequestInit} how
 * @returns {Promise<Response>}
 * @throws {Refusal} nothing answers
 */
export async function fetched(address, how) {
  try {
    return await fetch(address, how);
  } catch (error) {
    // It was given up, which is no fault.
    if (how.signal?.aborted) throw error;
    throw away();
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<any>} what it holds
 * @throws {Refusal} it is none
 */
export async function answered(answer) {
  const body = await answer.json().catch(() => null);
  return judged(answer.status, body, seconds(answer.headers.get("Retry-After")));
}

/** States of an answer after which the same may be sent once more. */
const PASSING = new Set([408, 410, 429, 500, 502, 503, 504]);

/**
 * @param {number} status
 * @param {any} body what was read of it; null where that was no JSON
 * @param {number} wait seconds
 * @returns {any} the body
 * @throws {Refusal} it is no answer
 */
export function judged(status, body, wait) {
  if (status >= 200 && status < 300 && body) return body;
  const more = { again: PASSING.has(status) || status < 400, wait };
  throw new Refusal(body?.detail ?? `检查服务没有给出结果（${status}），请过一会儿再试；文件还在，不用重选。`, more);
}

/**
 * The name as a header: in the address it would end up in access logs.
 *
 * @param {string} name
 * @returns {Record<string, string>}
 */
function named(name) {
  try {
    return { "X-Zikao-Name": encodeURIComponent(name.slice(-255)) };
  } catch {
    // Half a character, which no encoding can carry: the check does without the name.
    return {};
  }
}
