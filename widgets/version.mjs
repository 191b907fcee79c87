/**
 * The widgets' own version, apart from the package's: what a portal writes is promised for all of 1.x.y. It stands in
 * `version.json`, and nowhere else; `released` says whether somebody may hold it to its digests by now.
 */
import { readFileSync } from "node:fs";

/** @typedef {{version: string, released: boolean}} Version */

/**
 * @param {string | URL} [path] of the file
 * @returns {Version}
 * @throws {Error} it holds anything else
 */
export function version(path = new URL("version.json", import.meta.url)) {
  const { version, released, ...more } = JSON.parse(readFileSync(path, "utf8"));
  if (!/^1\.\d+\.\d+$/.test(version)) throw new Error(`version.json: version is ${version}, not one of 1.x.y`);
  if (typeof released !== "boolean" || Object.keys(more)[0]) throw new Error("version.json: holds version and released, true or false");
  return { version, released };
}
