/** What two languages measured, held together. */
import assert from "node:assert/strict";

/**
 * Holds numbers to the seven digits that single precision has.
 *
 * @param {unknown} found
 * @param {unknown} wanted
 * @param {string} where
 * @param {number} [least] of what size numbers are that are smaller
 */
export function near(found, wanted, where, least = 1) {
  if (typeof wanted === "number" && typeof found === "number") {
    assert.ok(Math.abs(found - wanted) <= 3e-6 * Math.max(least, Math.abs(wanted)), `${where}: ${found} for ${wanted}`);
  } else if (wanted && typeof wanted === "object") {
    assert.deepEqual(Object.keys(/** @type {object} */ (found)).sort(), Object.keys(wanted).sort(), where);
    for (const [key, each] of Object.entries(wanted)) near(/** @type {any} */ (found)[key], each, `${where}, ${key}`, least);
  } else assert.equal(found, wanted, where);
}

/** @param {object} value with names as Python has them @returns {Record<string, unknown>} */
export const snake = (value) =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), each]));
