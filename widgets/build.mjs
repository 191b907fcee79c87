/**
 * Bundles the widgets for the site: `scripts/node widgets/build.mjs FOLDER` writes FOLDER/zikao.js and the chunks that
 * it loads where a page needs them. The sources run unbundled too, where something resolves the validator's name.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What the schemas of answers are made of (`zikao.rulebook.answers`); a test holds them to it. */
export const KEYWORDS = [
  "type",
  "oneOf",
  "const",
  "items",
  "uniqueItems",
  "pattern",
  "maxLength",
  "minimum",
  "maximum",
];

/**
 * Leaves out of the validator what no schema of answers can reach: other keywords, lists of types, tuples, older
 * drafts, formats, references, the comparison of objects; its English messages and where they point. The browser
 * then fetches a tenth of its 6.2 KB. The tests hold what is left against the whole.
 *
 * @type {import("esbuild").Plugin}
 */
export const lean = {
  name: "lean-validator",
  setup({ onLoad }) {
    /** @type {(file: string, change: (source: string) => string) => void} */
    const rewrite = (file, change) =>
      onLoad({ filter: new RegExp(`json-schema[\\\\/]dist[\\\\/]esm[\\\\/]${file}\\.js$`) }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        return { contents: change(source) };
      });
    rewrite("format", () => "export const format = {};");
    rewrite("dereference", () => "export const dereference = () => ({});");
    rewrite("ucs2-length", () => "export const ucs2length = (text) => [...text].length;");
    rewrite("deep-compare-strict", () => "export const deepCompareStrict = (a, b) => a === b;");
    rewrite("validate", (source) => {
      const [destructured, keywords] = source.match(/const \{ (\$ref, [^}]*) \} = schema;/) ?? [];
      if (!destructured || !keywords)
        throw new Error("@cfworker/json-schema has changed: look at its validate.js anew");
      const [kept, dropped] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
      for (const each of keywords.split(", ")) {
        (KEYWORDS.includes(each.split(":")[0] ?? "") ? kept : dropped).push(each.split(": ").pop() ?? "");
      }
      // With a dropped keyword always undefined, the bundler sees that its branch is dead.
      const names = dropped.map((name) => name.replace("$", "\\$")).join("|");
      return source
        .replace(destructured, `const { ${kept.map((name) => `${name.slice(1)}: ${name}`).join(", ")} } = schema;`)
        .replace(new RegExp(`(?<![\\w$.])(${names})(?![\\w$:])`, "g"), "undefined")
        .replace(/Array\.isArray\(\$(type|items)\)|draft === '[47]'|schema === (true|false)/g, "false")
        .replace(/new Error\(`[^`]*`\)/g, "Error()")
        // Nothing asks where in a schema or an answer a fault lies, nor what was looked at.
        .replace(/`\$\{(schema|keyword|instance)Location\}[^`]*`/g, '""')
        .replace(/Object\.(create\((null|evaluated)\)|assign\(evaluated, \.\.\.subEvaluateds\))/g, "undefined")
        .replace(/evaluated\[\w+\] = true;/g, "")
        .replace(/\{\s+instanceLocation,[^{}]*(\$\{[^}]*\}[^{}]*)*\}/g, "{}");
    });
  },
};

/**
 * @param {string} outdir
 * @returns {Promise<import("esbuild").Metafile>} what was made of what
 */
export async function bundle(outdir) {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL("zikao.js", import.meta.url))],
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: "es2020",
    metafile: true,
    // Every browser with custom elements has class fields, save Safari before 14.1; lowering them takes a helper.
    supported: { "class-field": true },
    charset: "utf8",
    plugins: [lean],
  });
  return metafile;
}

const [, script, outdir] = process.argv;
if (outdir && script === fileURLToPath(import.meta.url)) await bundle(outdir);
