/**
 * What the code of an element really takes and tells, read from every file that it loads, sooner or later. Holds
 * `element.json` to it: what is documented is there, and what is there is documented.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { HERE } from "./elements.mjs";
import { PARTS } from "./shared/browser.js";

/** @typedef {{attributes: Set<string>, events: Set<string>, cssParts: Set<string>, cssProperties: Set<string>}} Interface */

/**
 * @param {string} name of the element's folder
 * @returns {Promise<{code: string, css: string}>} all of its files, without comments
 */
export async function sources(name) {
  const { metafile } = await build({
    entryPoints: [join(HERE, name, `${name}.js`)],
    absWorkingDir: HERE,
    outdir: "none",
    bundle: true,
    splitting: true,
    format: "esm",
    write: false,
    metafile: true,
    loader: { ".css": "text" },
  });
  const own = Object.keys(metafile.inputs).filter((path) => !path.startsWith(".."));
  /** @type {(ending: string) => Promise<string>} */
  const all = async (ending) => {
    const files = own.filter((path) => path.endsWith(ending));
    const texts = files.map((path) => transform(readFileSync(join(HERE, path), "utf8"), { loader: /** @type {any} */ (ending.slice(1)) }));
    return (await Promise.all(texts)).map(({ code }) => code).join("\n");
  };
  return { code: await all(".js"), css: await all(".css") };
}

/**
 * @param {{code: string, css: string}} sources without comments
 * @param {string} tagName
 * @returns {Interface}
 * @throws {Error} a name that is not written out cannot be found
 */
export function found({ code, css }, tagName) {
  const host = `(?:\\.zk-element|${tagName})`;
  return {
    attributes: new Set([
      ...written(code, /\bthis\.(?:get|has|set|remove|toggle)Attribute\(/g),
      ...observed(code),
      ...names(css, new RegExp(`${host}\\[([a-z-]+)`, "g")),
    ]),
    events: new Set(written(code, /\btell\([^,()]+(?:\(\))?, /g).map((what) => `zikao-${what}`)),
    cssParts: new Set([
      ...names(code, /\bpart: "([^"]+)"/g),
      // Those that h() sets by the class.
      ...Object.entries(PARTS).flatMap(([kind, part]) => (new RegExp(`[."]${kind}[" ](?!:)`).test(code) ? part : [])),
    ]),
    cssProperties: new Set(names(css, /var\((--zk-[a-z-]+)/g)),
  };
}

/** @type {(text: string, pattern: RegExp) => string[]} */
const names = (text, pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

/**
 * The literals that follow each place.
 *
 * @param {string} code
 * @param {RegExp} before
 */
function written(code, before) {
  return [...code.matchAll(before)].flatMap(({ 0: call, index }) => {
    // Where the function itself is written.
    if (/function $/.test(code.slice(0, index))) return [];
    const rest = code.slice(index + call.length);
    const [, name] = /^"([^"]*)"/.exec(rest) ?? [];
    if (name === undefined) throw new Error(`${call}${rest.split("\n", 1)}: write the name out, or nothing can find it`);
    return [name];
  });
}

/** @param {string} code */
function observed(code) {
  const [, list = ""] = /\bobservedAttributes\b[^[]*\[([^\]]*)\]/.exec(code) ?? [];
  return names(list, /"([^"]+)"/g);
}

/**
 * Where an `element.json` and the code differ, as sentences.
 *
 * @param {import("./elements.mjs").Element} element
 * @param {Interface} real
 */
export function differences(element, real) {
  return /** @type {(keyof Interface)[]} */ (Object.keys(real)).flatMap((kind) => {
    const told = new Set(element[kind].map(({ name }) => name));
    return [
      ...[...real[kind]].filter((name) => !told.has(name)).map((name) => `${element.tagName}: ${kind} lacks ${name}`),
      ...[...told].filter((name) => !real[kind].has(name)).map((name) => `${element.tagName}: nothing knows ${name} of ${kind}`),
    ];
  });
}
