/** Where the guide's site is. Its own pages load this two folders below it; a page that is not ours tells. */

let site = new URL(typeof PAGES === "undefined" ? "../../" : PAGES, import.meta.url).href;

/** @param {string} address of the site, with a slash at its end */
export function standsAt(address) {
  site = address;
}

/** @param {string} path below the site @returns {string} its address */
export const onSite = (path) => new URL(path, site).href;
