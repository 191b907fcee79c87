/**
 * Bundles the widgets: `scripts/node widgets/build.mjs FOLDER [HOSTS]` writes, for the pages of the site, FOLDER/zikao.js
 * and the chunks that it loads where a page needs them, and FOLDER/forms.css for pages that hold a form from the start;
 * for other people's pages, HOSTS/VERSION/ and HOSTS/v1/, which leads to the newest version.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { TARGET } from "../scripts/floor.mjs";
import { HERE, elements, loaders } from "./elements.mjs";
import { constants, turning } from "./languages/plugin.mjs";

/** Of what other people's pages load. */
export const VERSION = "1.0.0";

/** Its languages: what is behind the names of the elements in each bundle. */
const LANGUAGES = { "zh-CN": "-zh-cn", "zh-TW": "-zh-tw", en: "-en" };

/** What fills a host. */
const MOUNTS = ["light"];

/** Pixels of one rem on the pages of the site; elsewhere a rem is what the page says, a tenth or seven times as much. */
const REM = 20;

/** @type {import("esbuild").BuildOptions} */
const MODULES = {
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: TARGET.js,
  charset: "utf8",
};

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
 * @param {(css: string) => string} [turn] what is done to each besides
 * @returns {import("esbuild").Plugin}
 */
const sheets = (turn = (css) => css) => ({
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: turn(await sheet(path)), loader: "text" }));
  },
});

/** Makes a sheet heedless of the page's own size of a rem. @param {string} css */
const fixed = (css) => css.replace(/(?<![\w.#-])(\d*\.?\d+)rem\b/g, (_, number) => `${+(number * REM).toFixed(2)}px`);

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
    ...MODULES,
    entryPoints: [join(HERE, "zikao.js")],
    outdir,
    metafile: true,
    plugins: [folders, sheets()],
  });
  await build({
    entryPoints: [join(HERE, "forms.css")],
    outdir,
    bundle: true,
    minify: true,
    target: TARGET.css,
  });
  return metafile;
}

/**
 * What other people's pages load: hosts, and below each language what fills them.
 *
 * @param {string} outdir
 */
export async function hosts(outdir) {
  const at = join(outdir, VERSION);
  /** @type {Record<string, Record<string, string>>} */
  const mounts = {};
  for (const [language, suffix] of Object.entries(LANGUAGES)) {
    const { metafile } = await build({
      ...MODULES,
      entryPoints: MOUNTS.map((name) => join(HERE, "embed", `${name}.js`)),
      outdir: join(at, language),
      // Named by content, as the chunks are: a copy that a browser keeps never meets parts of another.
      entryNames: "[name]-[hash]",
      metafile: true,
      define: { INNER: JSON.stringify(suffix), ...constants(language) },
      plugins: [turning(language), sheets(fixed)],
    });
    const entries = Object.entries(metafile.outputs).filter(([, { entryPoint }]) =>
      MOUNTS.some((name) => entryPoint?.endsWith(`embed/${name}.js`)),
    );
    mounts[language] = Object.fromEntries(
      entries.map(([path, { entryPoint = "" }]) => [basename(entryPoint, ".js"), `./${language}/${basename(path)}`]),
    );
  }
  await build({
    ...MODULES,
    entryPoints: [join(HERE, "embed", "zikao.js")],
    outdir: at,
    define: { VERSION: JSON.stringify(VERSION), MOUNTS: JSON.stringify(mounts) },
  });
  const newest = join(outdir, `v${VERSION.split(".")[0]}`);
  await mkdir(newest, { recursive: true });
  await writeFile(join(newest, "zikao.js"), `import "../${VERSION}/zikao.js";\n`);
}

const [, script, outdir, others] = process.argv;
if (outdir && script === fileURLToPath(import.meta.url)) {
  await bundle(outdir);
  if (others) await hosts(others);
}
