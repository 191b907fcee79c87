/**
 * What a style sheet asks of a browser. A selector that a browser does not know takes its whole list with it; an unknown
 * property or value is passed over, so it may stand where what it does is not missed.
 */
import postcss from "postcss";
import selectors from "postcss-selector-parser";
import { BCD, lacking } from "./support.mjs";

/** @typedef {import("./support.mjs").Feature} Feature */

const { "at-rules": AT, properties: PROPERTIES, selectors: SELECTORS, types: TYPES } = /** @type {Feature} */ (BCD.css);
/** Units of length. @type {(unit: string) => Feature | undefined} */
const length = (unit) => {
  const kind = /^cq/.test(unit) ? "container_query_length_units" : `viewport_percentage_units_${VIEWPORTS[unit[0] ?? ""]}`;
  return TYPES.length[/^(cq|[dls]v)/.test(unit) ? kind : unit];
};
/** @type {Record<string, string>} */
const VIEWPORTS = { d: "dynamic", l: "large", s: "small" };

/** Every feature of a type by the name of its function. @type {Map<string, Feature>} */
const FUNCTIONS = new Map();
/** @param {Feature} features */
const gather = (features) => {
  for (const [name, feature] of Object.entries(features)) {
    if (name === "__compat" || !feature || typeof feature !== "object") continue;
    if (!FUNCTIONS.has(name)) FUNCTIONS.set(name, feature);
    gather(feature);
  }
};
gather(TYPES);

/**
 * @param {string} css
 * @returns {{what: string, where: string, lacking: string[]}[]} what is too new: `:is`, `@layer`, `inset`, `color-mix()`
 */
export function tooNew(css) {
  /** @type {{what: string, where: string, lacking: string[]}[]} */
  const found = [];
  /** @type {(what: string, where: string, feature: Feature | undefined) => void} */
  const note = (what, where, feature) => {
    const missing = lacking(feature);
    if (missing[0]) found.push({ what, where, lacking: missing });
  };
  const root = postcss.parse(css);
  root.walkAtRules((rule) => {
    note(`@${rule.name}`, rule.params, AT[rule.name.replace(/^-\w+-/, "")]);
    if (rule.name !== "media") return;
    if (/[<>]/.test(rule.params)) note("@media <", rule.params, AT.media.range_syntax);
    for (const [, name = ""] of rule.params.matchAll(/\(\s*([a-z-]+)/g)) note(`@media ${name}`, rule.params, AT.media[name]);
  });
  /** @type {(rule: import("postcss").Rule, pseudo: string, feature: Feature | undefined) => void} */
  const list = (rule, pseudo, feature) => {
    const mixed = rule.selectors.some((each) => !each.includes(pseudo)) ? " in a list with others" : "";
    note(pseudo + mixed, rule.selector, feature);
  };
  root.walkRules((rule) => {
    if (/** @type {any} */ (rule.parent).name?.endsWith("keyframes")) return;
    if (/** @type {any} */ (rule.parent).type === "rule" || rule.selector.includes("&")) {
      note("nesting", rule.selector, SELECTORS.nesting);
    }
    selectors((tree) => {
      tree.walkPseudos(({ value }) => list(rule, value, SELECTORS[value.replace(/^:+/, "")]));
    }).processSync(rule.selector);
  });
  root.walkDecls((declaration) => {
    const { prop, value } = declaration;
    if (prop.startsWith("--") || guarded(declaration)) return;
    if (declaration.parent?.some((other) => prefixed(/** @type {any} */ (other), prop, value))) return;
    const where = `${prop}: ${value}`;
    const property = PROPERTIES[prop];
    note(prop, where, property);
    // What is said in words, not in a text or an address.
    const words = value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, "");
    for (const [word] of words.matchAll(/[a-z][a-z-]*(?![\w(-])/g)) note(`${prop}: ${word}`, where, property?.[word]);
    for (const [, name = ""] of words.matchAll(/([a-z-]+)\(/g)) note(`${name}()`, where, FUNCTIONS.get(name));
    for (const [, unit = ""] of words.matchAll(/\d([a-zQ]+)\b/g)) note(unit, where, length(unit));
  });
  return found;
}

/**
 * Whether a declaration says the same with a prefix, which is what old browsers read.
 *
 * @param {{prop?: string, value?: string}} other
 * @param {string} prop
 * @param {string} value
 */
function prefixed(other, prop, value) {
  const plain = (text = "") => text.replace(/^-(webkit|moz)-/, "");
  const same = plain(other.prop) === prop && plain(other.value) === value;
  return same && (other.prop !== prop || other.value !== value);
}

/** Whether a condition asks for it first. @param {any} node @returns {boolean} */
function guarded(node) {
  return !!node && ((node.type === "atrule" && node.name === "supports") || guarded(node.parent));
}
