/** What the oldest browsers of the site have, by MDN's browser-compat-data. */
import { createRequire } from "node:module";
import { FLOOR } from "../../../scripts/floor.mjs";

/**
 * @typedef {{version_added: string | false | null, version_removed?: string, flags?: unknown[], prefix?: string,
 *   alternative_name?: string}} Since
 * @typedef {{[name: string]: any, __compat?: {support: Record<string, Since | Since[]>}}} Feature
 */

/** @type {{api: Feature, css: Feature, javascript: Feature}} */
export const BCD = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** The floor by the names of that data. */
const BROWSERS = {
  chrome: FLOOR.chrome,
  chrome_android: FLOOR.chrome,
  firefox: FLOOR.firefox,
  safari: FLOOR.safari,
  safari_ios: FLOOR.ios,
};

/** @param {string} one @param {string} other */
function atMost(one, other) {
  const [a = [], b = []] = [one, other].map((version) => version.replace("≤", "").split(".").map(Number));
  for (const at of [0, 1, 2]) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) < (b[at] ?? 0);
  return true;
}

/**
 * @param {Since} since
 * @param {string} version
 */
function had({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }, version) {
  if (typeof added !== "string" || added === "preview" || flags || prefix || other) return false;
  return atMost(added, version) && !(removed && atMost(removed, version));
}

/**
 * Browsers of the floor that lack a feature.
 *
 * @param {Feature | undefined} feature
 * @returns {string[]} none, too, where the data does not know it
 */
export function lacking(feature) {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return Object.entries(BROWSERS)
    .filter(([name, version]) => support[name] && ![support[name]].flat().some((since) => had(since, version)))
    .map(([name, version]) => `${name} ${version}`);
}
