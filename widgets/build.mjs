/**
 * Bundles the widgets for the site: `scripts/node widgets/build.mjs FOLDER` writes FOLDER/zikao.js and the chunks that
 * it loads where a page needs them. The sources run unbundled too, where something resolves the validator's name.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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
  });
  return metafile;
}

const [, script, outdir] = process.argv;
if (outdir && script === fileURLToPath(import.meta.url)) await bundle(outdir);
