/**
 * Finds the words of a module: string and template literals that hold Chinese characters or punctuation. It goes by the
 * syntax tree, so what stands in comments, regular expressions and names of properties is left alone.
 */
import { parse } from "acorn";
import { fullAncestor } from "acorn-walk";

/**
 * @typedef {{start: number, end: number, simple: boolean}} Hole
 *   an expression of a template; simple: its value is there without doing anything, so it may be asked twice or later
 * @typedef {{text: string, start: number, end: number, holes: Hole[]}} Words
 *   text: as written, with `{0}`, `{1}` for the expressions; the places are those of the whole literal
 */

/** Chinese characters, their punctuation, forms of their width, and quotation marks, which differ by language. */
export const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uffee“”‘’]/;

/** Characters alone: what a reader of English would take for Chinese. */
export const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

/** Members that look for their first argument in some text. */
const LOOKS = new Set(["endsWith", "includes", "indexOf", "lastIndexOf", "replace", "replaceAll", "split", "startsWith"]);

/** What was found in a module, for its other languages. @type {Map<string, Words[]>} */
const known = new Map();

/**
 * @param {string} code of a module
 * @param {string} name of it, for complaints
 * @returns {Words[]} in the order of the code; a template within another follows it
 *   Marks alone that something is compared with belong to the texts that they are looked for in
 * @throws {Error} words are compared with something: in another language they would be others
 */
export function words(code, name) {
  const found = known.get(code) ?? (CHINESE.test(code) ? search(code, name) : []);
  known.set(code, found);
  return found;
}

/** @param {string} code @param {string} name @returns {Words[]} */
function search(code, name) {
  /** @type {Words[]} */
  const found = [];
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  fullAncestor(tree, (/** @type {any} */ node, _, ancestors) => {
    const parent = /** @type {any} */ (ancestors[ancestors.length - 2]);
    const text = textOf(node);
    if (text === null || !CHINESE.test(text) || named(node, parent)) return;
    const line = `widgets/${name}:${code.slice(0, node.start).split("\n").length}`;
    if (compared(node, parent)) {
      if (!HAN.test(text)) return;
      throw new Error(`${line}: words are no names to compare with: ${text}`);
    }
    if (parent?.type === "TaggedTemplateExpression") throw new Error(`${line}: a tag would see other words: ${text}`);
    const holes = (node.expressions ?? []).map((/** @type {any} */ each) => ({
      start: each.start,
      end: each.end,
      simple: simple(each),
    }));
    found.push({ text, start: node.start, end: node.end, holes });
  });
  return found.sort((a, b) => a.start - b.start);
}

/** @param {any} node @returns {string | null} */
function textOf({ type, value, quasis }) {
  if (type === "Literal") return typeof value === "string" ? value : null;
  if (type !== "TemplateLiteral") return null;
  const pieces = quasis.map((/** @type {any} */ quasi) => quasi.value.cooked);
  if (pieces.includes(null)) return null;
  return pieces.reduce((/** @type {string} */ all, /** @type {string} */ piece, /** @type {number} */ at) => `${all}{${at - 1}}${piece}`);
}

/** Whether it is the name of something, not its value. @param {any} node @param {any} parent */
function named(node, parent) {
  return parent && parent.key === node && !parent.computed;
}

/** @param {any} node @param {any} parent */
function compared(node, parent) {
  if (parent?.type === "BinaryExpression") return /^[!=]==?$/.test(parent.operator);
  if (parent?.type === "SwitchCase") return parent.test === node;
  if (parent?.type !== "CallExpression" || parent.arguments[0] !== node) return false;
  return LOOKS.has(parent.callee.property?.name);
}

/** @param {any} node @returns {boolean} */
function simple({ type, object, computed }) {
  if (type === "MemberExpression") return !computed && simple(object);
  return type === "Identifier" || type === "ThisExpression" || type === "Literal";
}
