/** A refusal by the server, in its own words for the candidate. */
export class Refusal extends Error {}

/**
 * What a candidate has agreed to send: the file, and as headers what was said of it.
 *
 * @typedef {{file: File, told: Record<string, string>}} Sent
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
 * @throws {Refusal} the server answered, but not with what was asked for
 */
export async function send(endpoint, sent, signal, say) {
  if (sent.file.size > EVERYWHERE) {
    const { place, checked } = await import("./upload.js");
    const found = await place(endpoint, sent.file, signal, say);
    if (found) return checked(endpoint, sent, found, signal, say);
  }
  return answered(
    await fetch(endpoint, {
      ...asking(signal),
      method: "POST",
      body: sent.file,
      // The server looks at the content; what a browser makes of a file's name is no help.
      headers: { ...about(sent), "Content-Type": "application/octet-stream" },
    }),
  );
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
 * @param {Response} answer
 * @returns {Promise<any>} what it holds
 * @throws {Refusal} it is none
 */
export async function answered(answer) {
  const body = await answer.json().catch(() => null);
  if (answer.ok && body) return body;
  throw new Refusal(body?.detail ?? `检查服务没有给出结果（${answer.status}），请稍后再试。`);
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
