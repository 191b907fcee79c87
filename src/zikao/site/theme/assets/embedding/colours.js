// How well two colours are told apart, by the formula of WCAG 2.

/** @typedef {[name: string, ground: string, least: number]} Pair */

/** What stands on what in the elements, and how much it takes to be read, or for a border to be seen. @type {Pair[]} */
export const PAIRS = [
  ["--zk-ink", "--zk-paper", 4.5],
  ["--zk-ink", "--zk-tint", 4.5],
  ["--zk-soft", "--zk-paper", 4.5],
  ["--zk-soft", "--zk-tint", 4.5],
  ["--zk-main", "--zk-paper", 4.5],
  ["--zk-on-main", "--zk-main", 4.5],
  ["--zk-bad", "--zk-paper", 4.5],
  ["--zk-warn", "--zk-paper", 4.5],
  ["--zk-good", "--zk-paper", 4.5],
  ["--zk-ask", "--zk-paper", 4.5],
  ["--zk-line", "--zk-paper", 3],
];

/** @param {string} colour `#rgb` or `#rrggbb` */
export const long = (colour) => (colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join("")}` : colour);

/** Relative luminance from 0 to 1. @param {string} colour */
function light(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const share = parseInt(long(colour).slice(place, place + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other @returns {number} from 1 to 21 */
export function contrast(one, other) {
  const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * @param {Record<string, string>} colours by their names
 * @returns {{name: string, ground: string, ratio: number, least: number}[]} what cannot be told apart well enough
 */
export const low = (colours) =>
  PAIRS.map(([name, ground, least]) => ({ name, ground, least, ratio: contrast(colours[name] ?? "", colours[ground] ?? "") })).filter(
    ({ ratio, least }) => ratio < least,
  );
