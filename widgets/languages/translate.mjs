/**
 * Puts the words of a module into another language while it is bundled: what a browser gets holds no tables and does no
 * looking up. See docs/decisions/0030-languages-of-the-widgets.md.
 */
import { words } from "./words.mjs";

/** @typedef {import("./words.mjs").Words} Words */
/** @typedef {import("./words.mjs").Hole} Hole */

/**
 * By the words as they are written in the code. Where one word says two things, by the module, with the others' under "".
 *
 * @typedef {Record<string, string | Record<string, string>>} Catalog
 */

/**
 * `{0}` is the value of an expression; `{0|step|steps}` one of two words, the first where that value is 1; `{0:month}` the
 * name of the month with that number.
 */
const HOLE = /\{(\d+)(?:\|([^{}|]*)\|([^{}|]*)|:(month))?\}/g;

const MONTHS = "January February March April May June July August September October November December".split(" ");

/**
 * @param {string} code of a module
 * @param {string} name of it below `widgets/`
 * @param {(text: string, name: string) => string} say the words of the other language for those of the code
 * @returns {string} the code with these
 */
export function translated(code, name, say) {
  const found = words(code, name);
  /** @type {(start: number, end: number) => string} */
  const render = (start, end) => {
    let text = "";
    let at = start;
    for (const each of found) {
      // What lies within another was written with it.
      if (each.start < at || each.end > end) continue;
      text += code.slice(at, each.start) + written(each, say(each.text, name), (hole) => render(hole.start, hole.end));
      at = each.end;
    }
    return text + code.slice(at, end);
  };
  return render(0, code.length);
}

/**
 * A literal anew. Its expressions keep their order and are asked once, wherever the words want their values.
 *
 * @param {Words} literal
 * @param {string} text
 * @param {(hole: Hole) => string} inside the code of an expression
 */
function written({ holes }, text, inside) {
  if (!holes[0]) return JSON.stringify(text);
  const used = [...text.matchAll(HOLE)].map(([, place]) => Number(place));
  const plain = used.length === holes.length && used.every((place, at) => place === at);
  const values = plain || holes.every(({ simple }) => simple) ? holes.map(inside) : holes.map((_, at) => `$${at}`);
  const rest = text.replace(HOLE, "");
  if (/\{\d/.test(rest)) throw new Error(`languages: not understood: ${text}`);
  const made = `\`${text
    .split(/(\{\d+[^{}]*\})/)
    .map((piece) => filled(piece, values))
    .join("")}\``;
  if (values[0] !== "$0") return made;
  return `((${values.join(",")})=>${made})(${holes.map((hole) => `(${inside(hole)})`).join(",")})`;
}

/** @param {string} piece of the words, or a hole @param {string[]} values as code */
function filled(piece, values) {
  const [, place, one, other, month] = [...piece.matchAll(HOLE)][0] ?? [];
  if (!place) return piece.replace(/[\\`]|\$\{/g, "\\$&");
  const value = values[Number(place)];
  if (month) return `\${${JSON.stringify(MONTHS)}[(${value})-1]}`;
  if (one === undefined) return `\${${value}}`;
  return `\${(${value})==1?${JSON.stringify(one)}:${JSON.stringify(other)}}`;
}

/**
 * What stands in braces, each once, in order: those of expressions and those that are filled in later by name.
 *
 * @param {string} text
 */
export function braces(text) {
  const found = [...text.matchAll(/\{(\w+)[^{}]*\}/g)].map(([, name = ""]) => name);
  return [...new Set(found)].sort();
}

/**
 * @param {Catalog} catalog
 * @param {string} text
 * @param {string} name of the module
 * @returns {string | undefined}
 */
export function lookedUp(catalog, text, name) {
  if (!Object.hasOwn(catalog, text)) return undefined;
  const entry = catalog[text];
  return typeof entry === "object" ? (entry[name] ?? entry[""]) : entry;
}
