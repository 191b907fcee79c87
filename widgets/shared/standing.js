import { SUFFIX } from "./browser.js";

/**
 * The elements of a kind, wherever they stand: on our own pages in the page itself, on others in the shadow roots of the
 * tags of that name.
 *
 * @param {string} name as our own pages write it
 * @param {Node} near what asks: it may stand in a shadow root of the page's own, together with those it looks for
 * @returns {any[]} those that are there, in the order of the page
 */
export function standing(name, near) {
  return SUFFIX ? hosts(name, near).flatMap(({ inner }) => inner ?? []) : [...document.querySelectorAll(name)];
}

/**
 * Whether something is of a guide: it is called so, or so with a part behind it.
 *
 * @param {string} name `anhui/graduation/materials`
 * @param {string} guide `anhui/graduation`
 */
export const isOf = (name, guide) => `${name}/`.startsWith(`${guide}/`);

/**
 * The tags of a kind in a page that is not ours.
 *
 * @param {string} name
 * @param {Node} near as of `standing`
 * @returns {import("../embed/host.js").Host[]}
 */
export function hosts(name, near) {
  const { host } = /** @type {Partial<ShadowRoot>} */ (near.getRootNode());
  const around = /** @type {Document | ShadowRoot} */ (host?.getRootNode() ?? document);
  const found = [document, ...(around.isConnected ? [around] : [])].flatMap((root) => [...root.querySelectorAll(name)]);
  return /** @type {any[]} */ ([...new Set(found)]);
}
