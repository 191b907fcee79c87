/** A refusal by the server, in its own words for the candidate. */
export class Refusal extends Error {}

/**
 * What a candidate has agreed to send: the file, and as headers what was said of it.
 *
 * @typedef {{file: File, told: Record<string, string>}} Sent
 */

/**
 * Sends a file that its owner has agreed to have checked.
 *
 * @param {string} endpoint
 * @param {Sent} sent
 * @param {AbortSignal} signal
 * @returns {Promise<any>} the answer
 * @throws {Refusal} the server answered, but not with what was asked for
 */
export async function send(endpoint, { file, told }, signal) {
  const answer = await fetch(endpoint, {
    method: "POST",
    body: file,
    headers: {
      // The server looks at the content; what a browser makes of a file's name is no help.
      "Content-Type": "application/octet-stream",
      // The page's script, whatever the browser's own language is.
      "Accept-Language": document.documentElement.lang,
      "X-Zikao-Consent": "yes",
      ...named(file.name),
      ...told,
    },
    credentials: "omit",
    cache: "no-store",
    signal,
  });
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
