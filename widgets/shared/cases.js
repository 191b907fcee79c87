import { write } from "./storage.js";

/**
 * A case that was begun, as the home page lists it (src/zikao/site/theme/partials/cases.html).
 *
 * @typedef {object} Case
 * @property {string} title what the guide is called
 * @property {string} [place] the province, in words
 * @property {number} done steps and papers that are ticked, of those that concern the reader
 * @property {number} total of those; 0 while that is not known
 * @property {{at: string, what: string} | null} next the nearest date ahead: YYYY-MM-DDTHH:MM in Beijing, and what it is
 * @property {string} at fragment of the view to go on from, such as "#mine"
 */

/**
 * Keeps where a case stands, on this device only; null forgets it. Each case has a key of its own, so that two tabs do
 * not write over each other.
 *
 * @param {string} guide such as "anhui/graduation"
 * @param {Case | null} found
 * @param {Date} [now] when that was; the case that was last touched comes first
 * @returns {boolean} whether it will still be there after a reload
 */
export function keepCase(guide, found, now = new Date()) {
  return write(`zikao:case:${guide}`, found && { ...found, on: now.toISOString() });
}
