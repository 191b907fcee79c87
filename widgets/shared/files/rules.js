import { fetched } from "../faults.js";

/** What came before, by address. @type {Map<string, Promise<any>>} */
const known = new Map();

/**
 * A document that files are judged by, fetched once a page: a second check needs no network.
 *
 * @param {string} address
 * @returns {Promise<any>}
 * @throws {import("../faults.js").Unreached}
 */
export function rules(address) {
  const found = known.get(address) ?? fetched(address);
  known.set(address, found);
  found.catch(() => known.delete(address));
  return found;
}
