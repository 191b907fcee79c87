/**
 * Bundles the widgets for the site: `scripts/node widgets/build.mjs FOLDER` writes FOLDER/zikao.js and the chunks that
 * it loads where a page needs them, and FOLDER/forms.css for pages that hold a form from the start.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { TARGET } from "../scripts/floor.mjs";
import { HERE, elements, loaders } from "./elements.mjs";

/**
 * Makes the loader's map from the folders.
 *
 * @type {import("esbuild").Plugin}
 */
const folders = {
  name: "folders",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zikao:elements$/ }, ({ path }) => ({ path, namespace: "zikao" }));
    onLoad({ filter: /.*/, namespace: "zikao" }, () => ({
      contents: loaders(elements().keys()),
      resolveDir: HERE,
    }));
  },
};

/**
 * Brings style sheets in as text, without what only their writers need.
 *
 * @type {import("esbuild").Plugin}
 */
const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await sheet(path), loader: "text" }));
  },
};

/**
 * @param {string} path of a style sheet
 * @returns {Promise<string>} the same as it is sent
 */
export async function sheet(path) {
  const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: TARGET.css });
  return code.trim();
}

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
    target: TARGET.js,
    metafile: true,
    charset: "utf8",
    plugins: [folders, sheets],
  });
  await build({
    entryPoints: [fileURLToPath(new URL("forms.css", import.meta.url))],
    outdir,
    bundle: true,
    minify: true,
    target: TARGET.css,
  });
  return metafile;
}

const [, script, outdir] = process.argv;
if (outdir && script === fileURLToPath(import.meta.url)) await bundle(outdir);
