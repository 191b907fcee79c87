import { carried } from "./carry.js";
import { Refusal } from "./refusal.js";
import { about, answered, asking, fetched, script } from "./send.js";

/**
 * Files that are too large to be sent with a request: they go to the storage that the server names, and the check is
 * sent the id. Their names never go there.
 *
 * @typedef {import("./send.js").Sent} Sent
 * @typedef {import("./send.js").Tell} Tell
 * @typedef {{upload: string, url: string, fields: Record<string, string>, expires_in: number}} Place
 */

/** What is said of the file's type: the check looks at its content. */
const TYPE = "application/octet-stream";
/** Times in a row that an answer may be asked for in vain: telephones lose their network for moments. */
const PATIENCE = 5;

/** @type {Record<string, string>} */
const WORDS = { waiting: "正在排队，请不要关掉这一页……", working: "正在检查，请不要关掉这一页……" };

/** @param {string} endpoint */
function parts(endpoint) {
  const found = /^(.*)\/(photo|package)\/[^/?]+\/[^/?]+(?:\/fit)?(?:\?.*)?$/.exec(endpoint);
  return { base: found?.[1] ?? "", kind: found?.[2] ?? "" };
}

/** @param {number} bytes */
const mb = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * A place that the file was uploaded to.
 *
 * @param {string} endpoint of the check
 * @param {File} file
 * @param {AbortSignal} signal
 * @param {Tell} say
 * @returns {Promise<Place | null>} null where the server takes the file with the request
 * @throws {Refusal} the server cannot take the file, or it did not get there
 */
export async function place(endpoint, file, signal, say) {
  const { base, kind } = parts(endpoint);
  const rules = await fetched(`${base}/uploads`, asking(signal));
  if (!rules.ok) return null;
  const { offered, direct_bytes } = await answered(rules);
  if (file.size <= direct_bytes) return null;
  if (!offered) throw new Refusal(`文件有 ${mb(file.size)} MB，这里最多能收 ${mb(direct_bytes)} MB，请换小一点的文件。`);
  /** @type {Place} */
  const found = await answered(
    await fetched(`${base}/uploads`, {
      ...asking(signal),
      method: "POST",
      body: JSON.stringify({ kind, size: file.size, type: TYPE }),
      headers: { ...script(), "Content-Type": "application/json", "X-Zikao-Consent": "yes" },
    }),
  );
  await upload(found, file, signal, say);
  return found;
}

/**
 * @param {Place} place
 * @param {File} file
 * @param {AbortSignal} signal
 * @param {Tell} say
 * @throws {Refusal} it did not get there
 */
async function upload({ url, fields, expires_in }, file, signal, say) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, "file");
  const started = performance.now();
  const { status } = await carried({ address: url, body: form, size: file.size, headers: {}, signal, say, state: "uploading" });
  if (status < 300) return;
  const late = performance.now() - started > expires_in * 1000;
  const message = late
    ? `上传用了太久，许可（${expires_in / 60} 分钟）过期了，请换快一点的网络，再试一次；文件还在，不用重选。`
    : `存放文件的地方没有收下（${status}），请再试一次；文件还在，不用重选。`;
  throw new Refusal(message, { again: true });
}

/**
 * Has the uploaded file checked, and asks again where the check is put off.
 *
 * @param {string} endpoint of the check
 * @param {Sent} sent
 * @param {Place} place
 * @param {AbortSignal} signal
 * @param {Tell} say
 * @returns {Promise<any>} the answer
 * @throws {Refusal} there is none
 */
export async function checked(endpoint, sent, { upload }, signal, say) {
  const id = { "X-Zikao-Upload": upload };
  say("working", WORDS.working);
  let answer = await fetched(endpoint.replace(/(?=\?|$)/, "/uploaded"), {
    ...asking(signal),
    method: "POST",
    headers: { ...about(sent), ...id },
  });
  while (answer.status === 202) {
    const { state, check, retry_after } = await answered(answer);
    say(state, WORDS[state]);
    answer = await again(`${parts(endpoint).base}/checks/${check}`, id, retry_after, signal);
  }
  return answered(answer);
}

/**
 * Looks a check up after a while; where the network is away for a moment, once more.
 *
 * @param {string} address
 * @param {Record<string, string>} id of the upload, as a header
 * @param {number} seconds
 * @param {AbortSignal} signal
 */
async function again(address, id, seconds, signal) {
  for (let tries = 1; ; tries += 1) {
    await pause(seconds, signal);
    try {
      return await fetched(address, { ...asking(signal), headers: { ...script(), ...id } });
    } catch (error) {
      if (signal.aborted || tries === PATIENCE) throw error;
    }
  }
}

/**
 * @param {number} seconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Refusal())), { once: true });
  });
}
