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
 * @typedef {Pick<Part, "at" | "bytes" | "gzip" | "brotli">} Script
 *
 * @typedef {{worker: Script, module: boolean, parts: Part[], named: Part[]}} Needs
 *   worker: its script; module: whether that is a module; named: the parts of all that the manifest tells of
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
  /** @type {<T extends {at: string}>(each: T) => T} */
  const whole = (each) => ({ ...each, at: new URL(each.at, base).href });
  /** @type {Needs[]} */
  const checks = Object.values(said);
  return { ...found, worker: whole(found.worker), parts: found.parts.map(whole), named: checks.flatMap(({ parts }) => parts).map(whole) };
}
