import { readFileSync } from "node:fs";

/**
 * Hook of Node.js: a style sheet is a module whose default export is its text.
 *
 * @param {string} url
 * @param {any} context
 * @param {(url: string, context: any) => any} next
 */
export function load(url, context, next) {
  if (!url.endsWith(".css")) return next(url, context);
  const text = readFileSync(new URL(url), "utf8");
  return { format: "module", shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
}
