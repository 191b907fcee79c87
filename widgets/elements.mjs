/**
 * The elements: each folder here with an `element.json`, which tells what the element takes, tells and looks like. The
 * loader's map, the bundle, the documentation, the demo page and the tests are made from these files.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { validate } from "@cfworker/json-schema";
import { TAGS } from "./embed/tags.js";

/**
 * The shape of `element.schema.json`. Names are those of the Custom Elements Manifest.
 *
 * @typedef {{name: string, type: string, description: string, default?: string, required?: boolean,
 *   for?: "pages"}} Attribute
 * @typedef {{name: string, type: string, description: string}} Property
 * @typedef {{name: string, description: string, detail?: string}} Told
 * @typedef {{name: string, description: string}} Named
 * @typedef {{name: string, description: string, light: string, dark: string}} Colour
 * @typedef {{title: string, description?: string, attributes: Record<string, string | boolean>, content?: string,
 *   beside?: string}} Example
 * @typedef {object} Element
 * @property {string} tagName
 * @property {string} summary
 * @property {boolean} look whether it takes what all elements share, as `shared/look.json` tells it
 * @property {Attribute[]} attributes
 * @property {Property[]} properties
 * @property {Told[]} events
 * @property {Named[]} slots
 * @property {Named[]} cssParts
 * @property {Colour[]} cssProperties
 * @property {Record<string, number>} weight KiB by the name of the code
 * @property {Example[]} examples
 * @property {Example[]} [pages] of our own pages, where those write other attributes
 */

/** What pages that are not ours may write. @param {Element} element */
export const open = ({ attributes }) => attributes.filter((each) => each.for !== "pages");

export const HERE = fileURLToPath(new URL(".", import.meta.url));
const DIALECT = "2020-12";

/** @param {string} path from here */
const json = (path) => JSON.parse(readFileSync(join(HERE, path), "utf8"));

/** What every element with a look takes. @returns {{attributes: Attribute[], cssProperties: Colour[]}} */
export const look = () => json("shared/look.json");

/** What every tag of other people's pages takes where its row in embed/tags.js says so. @returns {{attributes: Attribute[]}} */
const hosted = () => json("shared/hosts.json");

/** The attributes that a tag of other people's pages takes. @param {string} name of the element's folder */
export function taken(name) {
  const [, own] = TAGS[name] ?? ["", ""];
  return own ? [...own.split(" "), "lang"] : [];
}

/**
 * Every element by its folder's name, what it shares with others included.
 *
 * @returns {Map<string, Element>}
 * @throws {Error} a file is not of the shape, or a folder is not called as its element
 */
export function elements() {
  const schema = json("element.schema.json");
  const folders = readdirSync(HERE).filter((name) => existsSync(join(HERE, name, "element.json")));
  return new Map(
    folders.sort().map((name) => {
      const element = json(`${name}/element.json`);
      const { valid, errors } = validate(element, schema, DIALECT, undefined, false);
      const faults = errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
      if (!valid) throw new Error(`widgets/${name}/element.json: ${faults.join(" ")}`);
      if (element.tagName !== `zikao-${name}`) throw new Error(`widgets/${name}/ holds ${element.tagName}`);
      return [name, whole(name, element)];
    }),
  );
}

/** @param {string} name @param {any} element as it is written: lists may be left out @returns {Element} */
function whole(name, element) {
  const own = new Set(element.attributes.map((/** @type {Attribute} */ each) => each.name));
  const hosts = hosted().attributes.filter((each) => taken(name).includes(each.name) && !own.has(each.name));
  const { attributes, cssProperties } = look();
  const shared = element.look ? { attributes, cssProperties } : { attributes: [], cssProperties: [] };
  return {
    properties: [],
    cssParts: [],
    ...element,
    attributes: [...hosts, ...element.attributes, ...shared.attributes],
    cssProperties: [...(element.cssProperties ?? []), ...shared.cssProperties],
  };
}

/**
 * Source of the loader's map: one line for each folder, so that a new element needs no other.
 *
 * @param {Iterable<string>} names
 */
export function loaders(names) {
  const lines = [...names].map((name) => `"zikao-${name}": () => import("./${name}/${name}.js"),`);
  return `export const ELEMENTS = {${lines.join("")}};`;
}
