/**
 * A worker's script is the same for pages in every script; its sentences are those of the page that asks it.
 *
 * @typedef {{[key: string]: unknown}} Words sentences, at any depth
 */

/**
 * On the worker's side, before it measures.
 *
 * @param {Words} own tables that it takes its sentences from, which are changed
 * @param {Words} told the same, or some of them, as the page says them
 */
export function adopt(own, told) {
  for (const [key, words] of Object.entries(told)) {
    if (typeof words === "string") own[key] = words;
    else adopt(/** @type {Words} */ (own[key]), /** @type {Words} */ (words));
  }
}
