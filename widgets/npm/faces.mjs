/** What the npm package says of itself: its `package.json`, its types and its manifest, made from `element.json`. */

import { LANGUAGES } from "../build.mjs";
import { open } from "../elements.mjs";

/** @typedef {import("../elements.mjs").Element} Element */

export const ENTRY = "index.js";

/** Name of the class of `zikao-made`: ZikaoMade. @param {string} tag */
export const className = (tag) => tag.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());

/**
 * What `package.json` says.
 *
 * @param {import("../version.mjs").Version} version
 */
export function manifestOfPackage({ version, released }) {
  return {
    name: "zikao-widgets",
    // Nobody should take an unreleased one for what it is not yet.
    version: released ? version : `${version}-dev`,
    description: "自考自查的网页组件：自考考生的资格自查、办理清单、照片和材料检查",
    keywords: ["custom-elements", "web-components", "self-taught higher education examination", "自学考试"],
    license: "Apache-2.0",
    type: "module",
    // The entry does nothing before configure() is called; the code of an element makes it known.
    sideEffects: Object.keys(LANGUAGES).map((language) => `./${language}/*.js`),
    exports: {
      ".": { types: "./index.d.ts", default: `./${ENTRY}` },
      "./custom-elements.json": "./custom-elements.json",
      "./package.json": "./package.json",
    },
    types: "./index.d.ts",
    customElements: "custom-elements.json",
  };
}

/**
 * The Custom Elements Manifest of the elements.
 *
 * @param {Iterable<Element>} all
 */
export function manifest(all) {
  const list = [...all].map((each) => ({ ...each, attributes: open(each) }));
  /** @param {string} text */
  const type = (text) => ({ text });
  const declarations = list.map(({ tagName, summary, attributes, properties, events, slots, cssParts, cssProperties }) => ({
    kind: "class",
    customElement: true,
    name: className(tagName),
    tagName,
    summary,
    superclass: { name: "HTMLElement", package: "global:" },
    attributes: attributes.map(({ name, type: text, description, default: left }) => ({
      name,
      type: type(text),
      description,
      ...(left ? { default: left } : {}),
      fieldName: name,
    })),
    members: [
      ...attributes.map(({ name, type: text, description }) => ({ kind: "field", name, type: type(held(text)), description, attribute: name, reflects: true })),
      ...properties.map(({ name, type: text, description }) => ({ kind: "field", name, type: type(text), description, readonly: true })),
    ],
    events: events.map(({ name, detail = "null", description }) => ({ name, type: type(`CustomEvent<${detail}>`), description })),
    slots,
    cssParts,
    cssProperties: cssProperties.map(({ name, description, light }) => ({ name, description, default: light })),
  }));
  const configure = {
    kind: "function",
    name: "configure",
    description: "Makes the tags known, and tells them where the guide's site is.",
    parameters: [{ name: "configuration", type: type("Configuration") }],
    return: { type: type("void") },
  };
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: ENTRY,
        declarations: [configure, ...declarations],
        exports: [
          { kind: "js", name: "configure", declaration: { name: "configure", module: ENTRY } },
          ...declarations.map(({ name, tagName }) => ({ kind: "custom-element-definition", name: tagName, declaration: { name, module: ENTRY } })),
        ],
      },
    ],
  };
}

/** Type of the property of an attribute: the text, empty where it is left out. @param {string} type of the attribute */
const held = (type) => (type === "string" ? "string" : `${type} | ""`);

/**
 * Types of the package.
 *
 * @param {Iterable<Element>} all
 */
export function types(all) {
  const list = [...all].map((each) => ({ ...each, attributes: open(each) }));
  /** @type {(text: string, indent?: string) => string} */
  const note = (text, indent = "  ") => `${indent}/** ${text.replaceAll("*/", "* /")} */`;
  const classes = list.map(({ tagName, summary, attributes, properties, events }) => {
    const name = className(tagName);
    const fields = [
      ...attributes.flatMap(({ name, type, description }) => [note(description), `  ${name}: ${held(type)};`]),
      ...properties.flatMap(({ name, type, description }) => [note(description), `  readonly ${name}: ${type};`]),
    ];
    const told = events.flatMap(({ name, detail = "null", description }) => [note(description), `  "${name}": CustomEvent<${detail}>;`]);
    const listen = ["add", "remove"].map(
      (what) => `  ${what}EventListener<K extends keyof ${name}EventMap>(type: K, listener: (this: ${name}, event: ${name}EventMap[K]) => any, options?: boolean | ${what === "add" ? "Add" : ""}EventListenerOptions): void;
  ${what}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | ${what === "add" ? "Add" : ""}EventListenerOptions): void;`,
    );
    return `export interface ${name}EventMap extends HTMLElementEventMap {
${told.join("\n")}
}

${note(`\`<${tagName}>\`: ${summary}`, "")}
export interface ${name} extends HTMLElement {
${[...fields, ...listen].join("\n")}
}
`;
  });
  /** @type {Map<string, Set<string>>} */
  const details = new Map();
  for (const { events } of list)
    for (const { name, detail = "null" } of events) details.set(name, (details.get(name) ?? new Set()).add(`CustomEvent<${detail}>`));
  return `import type { Outline } from "./outline.js";
import type { Report } from "./report.js";
export type * from "./outline.js";
export type * from "./report.js";

export interface Configuration {
  /** Address of the guide's site, such as \`https://guide.example/\`; with the path below which it stands, if it has one. */
  origin: string;
}

/** Makes the tags known, and tells them where the guide's site is. The first call of a page counts. */
export function configure(configuration: Configuration): void;

${classes.join("\n")}
declare global {
  interface HTMLElementTagNameMap {
${list.map(({ tagName }) => `    "${tagName}": ${className(tagName)};`).join("\n")}
  }

  /** As they come to a document or another element above; by their tag where they differ. */
  interface HTMLElementEventMap {
${[...details].map(([name, kinds]) => `    "${name}": ${[...kinds].join(" | ")};`).join("\n")}
  }
}
`;
}
