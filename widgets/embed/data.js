/**
 * Address of our site in the language of a host, with a slash at its end. In English there are no pages of guides.
 *
 * @param {import("./host.js").Host} host
 */
export const siteOf = (host) => `${host.base}${host.language === "zh-TW" ? "zh-TW/" : ""}`;

/**
 * The procedure that a host is about: as it says, or as an older page does.
 *
 * @param {import("./host.js").Host} host
 * @returns {[province: string, procedure: string]}
 */
export function guideOf(host) {
  const province = host.getAttribute("province");
  if (province) return [province, host.getAttribute("procedure") ?? ""];
  const [first = "", second = ""] = (host.getAttribute("guide") ?? "").split("/");
  return [first, second];
}

/**
 * Address of a file that our site has of a procedure.
 *
 * @param {import("./host.js").Host} host
 * @param {string} ending such as `.json`, `.schema.json`
 * @returns {string}
 */
export function dataOf(host, ending) {
  const names = [...guideOf(host), host.getAttribute("city") ?? ""];
  const [province, procedure, city] = names.map(encodeURIComponent);
  return `${siteOf(host)}data/${province}/${city && `cities/${city}/`}${procedure}${ending}`;
}

/** Whether the page has something between the tags. @param {import("./host.js").Host} host */
export const written = (host) => !!(host.textContent?.trim() || host.firstElementChild);
