/**
 * JSON values, in the few ways in which Python handles them by itself.
 */

/** Whether a value is a JSON object. @type {(value: any) => boolean} */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether an object holds a key itself. @type {(object: any, key: any) => boolean} */
export const holds = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** What an object holds itself, nothing inherited; null where it holds nothing. @type {(object: any, key: any) => any} */
export const own = (object, key) => (holds(object, key) ? object[key] : null);

/** The first pair of an object, for conditions and comparisons have only one. @type {(object: any) => [string, any]} */
export const pair = (object) => /** @type {[string, any]} */ (Object.entries(object)[0]);

/** @type {<T>(values: T[]) => T[]} */
export const unique = (values) => [...new Set(values)];

/** @type {(value: any) => boolean} */
export const isNumber = (value) => typeof value === "number";
