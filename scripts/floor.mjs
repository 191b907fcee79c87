/**
 * The oldest browsers that the site works and looks right in: docs/decisions/0022-floor-of-browsers.md. In older ones
 * its text is whole and says what it cannot do there.
 */
export const FLOOR = { chrome: "86", firefox: "78", safari: "14", ios: "14" };

/** The year of the language that all of these read whole; class fields came later. */
export const SYNTAX = 2020;

/** What every browser has to read, for it tells the others apart: Chrome 60, Safari 11 and Firefox 55 do. */
export const ALWAYS = 2017;

/** The same for esbuild. It would not touch destructuring for Safari 14, which has a fault in a corner of it. */
export const TARGET = {
  css: Object.entries(FLOOR).map(([name, version]) => `${name}${version}`),
  js: `es${SYNTAX}`,
};
