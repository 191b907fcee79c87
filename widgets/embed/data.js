/**
 * Address of a file that our site has of a procedure.
 *
 * @param {import("./host.js").Host} host
 * @param {string} ending such as `.json`, `.schema.json`
 * @returns {string}
 */
export function dataOf(host, ending) {
  const [province, procedure, city] = ["province", "procedure", "city"].map((name) => encodeURIComponent(host.getAttribute(name) ?? ""));
  const folder = host.language === "zh-TW" ? "zh-TW/data" : "data";
  return `${host.base}${folder}/${province}/${city && `cities/${city}/`}${procedure}${ending}`;
}
