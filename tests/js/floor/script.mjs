/**
 * What a script asks of a browser: which syntax, and which members of the language and of the page. What a member belongs to
 * is not known where only its name is written (`list.at`): then it is too new if everything of that name is, in the whole
 * of the data, and if the script itself makes nothing of that name. What shares its name with something old goes unseen,
 * and is left to the tests in old browsers.
 */
import { parse } from "acorn";
import { full } from "acorn-walk";
import { BCD, lacking } from "./support.mjs";

/** @typedef {import("./support.mjs").Feature} Feature */

const BUILTINS = /** @type {Feature} */ (BCD.javascript["builtins"]);
const STATIC = "_static";
/** What these stand for in every page. @type {Record<string, string>} */
const INSTANCES = {
  caches: "CacheStorage",
  crypto: "Crypto",
  document: "Document",
  history: "History",
  localStorage: "Storage",
  location: "Location",
  navigator: "Navigator",
  performance: "Performance",
  screen: "Screen",
  window: "Window",
};

/** All features of a name, whatever has them. @type {Map<string, Feature[]>} */
const MEMBERS = new Map();
for (const place of [BCD.api, BUILTINS, /** @type {Feature} */ (BUILTINS["Intl"])]) {
  for (const [owner, features] of Object.entries(place)) {
    for (const [name, feature] of Object.entries(features)) {
      if (name === "__compat" || name === owner || name.endsWith("_event")) continue;
      const plain = name.endsWith(STATIC) ? name.slice(0, -STATIC.length) : name;
      MEMBERS.set(plain, [...(MEMBERS.get(plain) ?? []), feature]);
    }
  }
}

/** @param {string} name of a global @returns {Feature | undefined} */
const global = (name) => (of(BCD.api, name) ? BCD.api[name] : of(BUILTINS, name) ? BUILTINS[name] : of(BCD.api["Window"], name));

/** @param {Feature | undefined} holder @param {string} name @returns {Feature | undefined} */
const of = (holder, name) => (holder && Object.hasOwn(holder, name) ? holder[name] : undefined);

/** @param {string} owner what a name stands for @param {string} name */
function member(owner, name) {
  const holder = of(BCD.api, INSTANCES[owner] ?? owner);
  return of(of(BUILTINS, owner), name) ?? of(holder, name + STATIC) ?? of(holder, name);
}

/**
 * @param {string} code
 * @param {number} year of the language that it may be written in
 * @param {{kind?: "module" | "script", methods?: Iterable<string>, fields?: Iterable<string>}} [more] kind of script, and
 *   names that others make for it: methods, and fields of what it reads
 * @returns {{what: string, lacking: string[]}[]} what is too new, each once; a fault of syntax comes alone
 */
export function tooNew(code, year, { kind = "module", ...others } = {}) {
  /** @type {any} */
  let tree;
  try {
    tree = parse(code, { ecmaVersion: /** @type {any} */ (year), sourceType: kind });
  } catch (error) {
    return [{ what: `syntax after ${year}: ${/** @type {Error} */ (error).message}`, lacking: [] }];
  }
  const { variables, ...own } = made(tree);
  const methods = new Set([...own.methods, ...(others.methods ?? [])]);
  const fields = new Set([...own.fields, ...(others.fields ?? [])]);
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @type {(what: string, missing: string[]) => unknown} */
  const note = (what, missing) => missing[0] && found.set(what, missing);
  const called = new Set();
  full(tree, (/** @type {any} */ node) => {
    if (node.type === "CallExpression") called.add(node.callee);
  });
  full(tree, (/** @type {any} */ node) => {
    if (node.type === "Identifier" && !variables.has(node.name)) note(node.name, lacking(global(node.name)));
    // What stands behind `dataset` is an attribute of the page.
    if (node.type !== "MemberExpression" || node.object.property?.name === "dataset") return;
    const name = node.computed ? node.property.value : node.property.name;
    if (typeof name !== "string") return;
    const owner = node.object.type === "Identifier" && !variables.has(node.object.name) ? node.object.name : "";
    const known = owner && member(owner, name);
    if (known) note(`${owner}.${name}`, lacking(known));
    if (known || methods.has(name) || (fields.has(name) && !called.has(node))) return;
    const all = (MEMBERS.get(name) ?? []).map(lacking);
    if (all[0] && all.every((missing) => missing[0])) note(`.${name}${called.has(node) ? "()" : ""}`, all[0]);
  });
  return [...found].map(([what, missing]) => ({ what, lacking: missing }));
}

/**
 * Names of the members that a script makes: another one may use them.
 *
 * @param {string} code in any year's language
 */
export function makes(code) {
  return made(parse(code, { ecmaVersion: "latest", sourceType: "module" }));
}

/**
 * Names that a script makes itself: of variables, of methods, and of other fields.
 *
 * @param {any} tree
 * @returns {{variables: Set<string>, methods: Set<string>, fields: Set<string>}}
 */
function made(tree) {
  /** @type {Record<string, Set<string>>} */
  const { variables, methods, fields } = { variables: new Set(), methods: new Set(), fields: new Set() };
  /** @param {any} node */
  const bind = (node) => {
    if (!node) return;
    if (node.type === "Identifier") variables.add(node.name);
    for (const each of [node.left, node.argument, ...(node.elements ?? [])]) bind(each);
    for (const { key, value, argument } of node.properties ?? []) {
      if (key) fields.add(key.name ?? key.value);
      bind(value ?? argument);
    }
  };
  full(tree, (/** @type {any} */ node) => {
    if (node.type === "VariableDeclarator") bind(node.id);
    if (/Function|Class/.test(node.type)) bind(node.id);
    for (const param of node.params ?? []) bind(param);
    if (node.type === "CatchClause") bind(node.param);
    if (/^Import.*Specifier$/.test(node.type)) bind(node.local);
    // A field of its own, as it is written and as esbuild lowers it: `make(this, "name", value)`.
    if (node.type === "AssignmentExpression" && node.left.object?.type === "ThisExpression") fields.add(node.left.property.name);
    if (node.type === "CallExpression" && node.arguments[0]?.type === "ThisExpression") fields.add(node.arguments[1]?.value);
    if (!/^(Property|MethodDefinition|PropertyDefinition)$/.test(node.type) || node.computed) return;
    const plain = node.value && !/Function|Identifier/.test(node.value.type);
    (plain ? fields : methods).add(node.key.name ?? node.key.value);
  });
  return { variables, methods, fields };
}
