import { taken, tidy } from "./store.js";
import { Helper } from "./worker.js";

/**
 * A worker with all that it is handed: what of that is not here is fetched, and what nobody needs any more is forgotten.
 *
 * @param {import("./manifest.js").Needs} needs
 * @param {import("./manifest.js").Part[]} parts of them that it is handed
 * @param {AbortSignal} signal
 * @param {import("./store.js").Hear & {share: (part?: number) => void}} hear share: how much of the preparing is done, 0 to 1; nothing
 *   as it begins
 * @returns {Promise<Helper>}
 * @throws {import("../files/refusal.js").Refusal} something did not come, or it did not start
 */
export async function begun(needs, parts, signal, { share, ...hear }) {
  const files = await taken(parts, signal, hear);
  await tidy(needs.named);
  share();
  const helper = new Helper(needs);
  await helper.ask("prepare", { files }, { signal, over: Object.values(files), share });
  helper.holds = parts.length;
  return helper;
}
