import { fetched } from "../faults.js";

/**
 * What a check on the device is made of, as `device.json` of the site tells it. `zikao.site.device` writes it.
 *
 * @typedef {object} Part
 * @property {string} name by which the worker knows it
 * @property {string} at its address
 * @property {number} bytes of its content
 * @property {number | null} gzip bytes of the copy `at` + `.gz`; null where there is none
 * @property {number | null} brotli the same of `.br`
 * @property {string} sha256 of its content
 * @property {boolean} optional whether the check goes without it, and measures less
 *
 * @typedef {{worker: string, module: boolean, parts: Part[], named: Part[]}} Needs
 *   worker: address of its script; module: whether that is a module; named: the parts of all that the manifest tells of
 */

/**
 * @param {string} address of the manifest
 * @param {"photo" | "package" | "pack"} check or what else is done here
 * @returns {Promise<Needs | null>} addresses are whole; null where the site has nothing for this check
 * @throws {import("../faults.js").Unreached}
 */
export async function needs(address, check) {
  const said = await fetched(address);
  const found = said[check];
  if (!found) return null;
  const base = new URL(address, document.baseURI);
  const whole = (/** @type {string} */ at) => new URL(at, base).href;
  const partsOf = (/** @type {{parts: Part[]}} */ { parts }) => parts.map((part) => ({ ...part, at: whole(part.at) }));
  return { ...found, worker: whole(found.worker), parts: partsOf(found), named: Object.values(said).flatMap(partsOf) };
}
