import { KEPT, refused } from "./store.js";

/**
 * Whether what is fetched now will be here the next time. It is tried: some browsers refuse to keep anything, or that much.
 *
 * @param {number} bytes
 * @returns {Promise<boolean>} true in a private window too, where a browser keeps all as long as that is open
 */
export async function lasting(bytes) {
  if (refused()) return false;
  try {
    const { quota, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota !== undefined && quota - usage < bytes) return false;
    const cache = await caches.open(KEPT);
    const tried = new URL("tried", document.baseURI).href;
    await cache.put(tried, new Response("1"));
    const found = await cache.match(tried);
    await cache.delete(tried);
    return found !== undefined;
  } catch {
    return false;
  }
}
