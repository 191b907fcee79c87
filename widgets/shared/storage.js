/** What a reader ticked or answered: kept on this device only, and the same in every tab of the site. */

/** What the browser refused to keep: it lasts as long as the page. @type {Map<string, string>} */
const memory = new Map();

/**
 * @param {string} key
 * @returns {unknown} what was saved last, or null
 */
export function read(key) {
  try {
    return JSON.parse(memory.get(key) ?? localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value null forgets
 * @returns {boolean} whether it will still be there after a reload: private windows may keep nothing
 */
export function write(key, value) {
  const text = JSON.stringify(value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, text);
    return false;
  }
}

/**
 * Changes what is kept, beginning from what is there now and not from what this page saw last: another tab may have
 * been at work meanwhile.
 *
 * @param {string} key
 * @param {(saved: any) => unknown} turn gets what is kept, or null; gives what shall be, null to forget
 * @returns {boolean} as `write`
 */
export function change(key, turn) {
  return write(key, turn(read(key)));
}

/**
 * Calls back when something else changed what is kept: another tab, or one that worked while this page was put aside.
 *
 * @param {string} key
 * @param {() => void} turn
 * @returns {() => void} ends it
 */
export function watch(key, turn) {
  /** @param {StorageEvent} event */
  const changed = (event) => (event.key === key || event.key === null) && turn();
  // A page that comes back from the browser's memory has heard nothing.
  /** @param {PageTransitionEvent} event */
  const back = (event) => event.persisted && turn();
  addEventListener("storage", changed);
  addEventListener("pageshow", back);
  return () => {
    removeEventListener("storage", changed);
    removeEventListener("pageshow", back);
  };
}
