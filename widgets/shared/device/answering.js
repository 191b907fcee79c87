/**
 * The worker's side of what `worker.js` asks: one question after another, each with what came of it, or with its fault.
 *
 * @typedef {(share: number, at?: [nth: number, of: number]) => void} Hear how much is done, 0 to 1, and which of several it is at
 * @typedef {(told: any, hear: Hear) => unknown} Answer what is answered; or a promise of that
 * @typedef {{onmessage: ((event: MessageEvent) => void) | null, postMessage: (said: object) => void}} Scope
 */

/**
 * What a worker that measures answers: it is handed its files once, and measures with what was made of them.
 *
 * @template T
 * @param {(files: Record<string, ArrayBuffer>, hear: Hear) => Promise<T>} prepared
 * @param {(told: any, tools: T, hear: Hear) => unknown} measure
 * @param {Record<string, (told: any, tools: T, hear: Hear) => unknown>} [more] what else it does with them, by what is asked
 * @returns {Record<string, Answer>}
 */
export function measuring(prepared, measure, more = {}) {
  /** @type {Promise<T>} */
  let tools = Promise.reject(new Error("nothing was prepared"));
  tools.catch(() => {});
  return {
    async prepare({ files }, hear) {
      tools = prepared(files, hear);
      await tools;
    },
    ...Object.fromEntries(
      Object.entries({ measure, ...more }).map(([what, answer]) => [what, async (/** @type {any} */ told, /** @type {Hear} */ hear) => answer(told, await tools, hear)]),
    ),
  };
}

/**
 * @param {Record<string, Answer>} answers by what is asked
 * @param {Scope} [scope] the worker
 */
export function answering(answers, scope = self) {
  let before = Promise.resolve();
  scope.onmessage = ({ data: { id, what, ...told } }) => {
    before = before.then(async () => {
      try {
        const done = await answers[what]?.(told, (share, at) => scope.postMessage({ id, share, ...(at && { at }) }));
        scope.postMessage({ id, done });
      } catch (error) {
        scope.postMessage({ id, fault: (error instanceof Error && error.stack) || String(error) });
      }
    });
  };
}
