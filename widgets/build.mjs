/**
 * Bundles the widgets: `scripts/node widgets/build.mjs FOLDER [HOSTS]` writes, for the pages of the site, FOLDER/zikao.js
 * and the chunks that it loads where a page needs them, and FOLDER/forms.css for pages that hold a form from the start,
 * framed.js and frame.css for the pages that portals show in a frame, FOLDER/en/ for those of them in English, and
 * FOLDER/device/ for checks on the reader's own device; for other people's pages, HOSTS/VERSION/ and HOSTS/v1/, which
 * leads to the newest version.
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { TARGET } from "../scripts/floor.mjs";
import { device } from "./device.mjs";
import { HERE, elements, loaders } from "./elements.mjs";
import { seal } from "./integrity.mjs";
import { ORIGINAL, constants, turning } from "./languages/plugin.mjs";
import { validator } from "./validator.mjs";
import { version } from "./version.mjs";

/** Its languages: what is behind the names of the elements in each bundle. */
export const LANGUAGES = { en: "-en", "zh-CN": "-zh-cn", "zh-TW": "-zh-tw" };

/** What fills a host. */
const MOUNTS = ["light", "frame", "faults"];

/** On our own pages elements have their plain names. */
const OURS = { INNER: '""' };

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

/** The elements that stand on pages in frames. */
const FRAMED = ["package", "photo"];

/**
 * Makes the loader's map from the folders.
 *
 * @param {Iterable<string>} names of the elements that a page may hold
 * @returns {import("esbuild").Plugin}
 */
const folders = (names) => ({
  name: "folders",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zikao:elements$/ }, ({ path }) => ({ path, namespace: "zikao" }));
    onLoad({ filter: /.*/, namespace: "zikao" }, () => ({
      contents: loaders(names),
      resolveDir: HERE,
    }));
  },
});

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

/** Makes a sheet heedless of the page's own size of a rem; light.js sets ours. @param {string} css */
const fixed = (css) => css.replace(/(?<![\w.#-])(-?\d*\.?\d+)rem\b/g, `calc($1*var(--_rem,${REM}px))`);

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
  const entryPoints = { zikao: join(HERE, "zikao.js"), framed: join(HERE, "embed/framed.js") };
  const [{ metafile }] = await Promise.all([
    build({ ...MODULES, entryPoints, outdir, metafile: true, define: { ...OURS, ...constants(ORIGINAL) }, plugins: [folders(elements().keys()), validator, sheets()] }),
    build({
      ...MODULES,
      entryPoints,
      outdir: join(outdir, "en"),
      define: { ...OURS, ...constants("en"), PAGES: JSON.stringify("../../../") },
      plugins: [turning("en"), folders(FRAMED), validator, sheets()],
    }),
    build({
      entryPoints: { forms: join(HERE, "forms.css"), frame: join(HERE, "embed/frame.css") },
      outdir,
      bundle: true,
      minify: true,
      target: TARGET.css,
    }),
  ]);
  return metafile;
}

/** What everything that fills a host needs: one file, where esbuild would make one for each set of those that share it. */
export const CORE = ["shared/browser.js", "shared/clock.js", "shared/faults.js", "shared/site.js", "shared/style.js", "embed/data.js"].map(
  (name) => join(HERE, name),
);

/** That file's source. @type {import("esbuild").Plugin} */
const whole = {
  name: "core",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zikao:core$/ }, ({ path }) => ({ path, namespace: "zikao" }));
    onLoad({ filter: /.*/, namespace: "zikao" }, () => ({
      contents: CORE.map((path) => `export * from ${JSON.stringify(path)};`).join("\n"),
      resolveDir: HERE,
    }));
  },
};

/**
 * Leads to that file, beside all others of its language, whoever asks for a part of it.
 *
 * @param {string} name of the file
 * @returns {import("esbuild").Plugin}
 */
const beside = (name) => ({
  name: "beside",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, importer }) =>
      CORE.includes(join(dirname(importer), path)) ? { path: `./${name}`, external: true } : undefined,
    );
  },
});

/** @typedef {Record<string, Record<string, string>>} Files what fills hosts, beside their script: by language and kind */

/**
 * What fills hosts, in each language.
 *
 * @param {string} at folder of the version
 * @param {import("esbuild").BuildOptions} [options] over those of a site
 * @returns {Promise<{mounts: import("esbuild").Plugin, metafiles: import("esbuild").Metafile[], files: Files}>}
 *   mounts: lets the script of the tags find them; metafiles: what was made of what
 */
async function fillings(at, options = {}) {
  const made = await Promise.all(
    Object.entries(LANGUAGES).map(async ([language, suffix]) => {
      /** @type {import("esbuild").BuildOptions & {metafile: true}} */
      const common = {
        ...MODULES,
        ...options,
        outdir: join(at, language),
        // Named by content, as the chunks are: a copy that a browser keeps never meets parts of another.
        entryNames: "[name]-[hash]",
        metafile: true,
        define: { ...options.define, ...constants(language), INNER: JSON.stringify(suffix), VERSION: JSON.stringify(version().version) },
      };
      const plugins = [turning(language), validator, sheets(fixed)];
      const core = await build({ ...common, entryPoints: { core: "zikao:core" }, plugins: [whole, ...plugins] });
      const [shared = ""] = Object.keys(core.metafile.outputs);
      // A language may want some modules of the core as they are written, for some others: that comes first.
      const { metafile } = await build({
        ...common,
        entryPoints: MOUNTS.map((name) => join(HERE, "embed", `${name}.js`)),
        plugins: [...plugins, beside(basename(shared))],
      });
      const outputs = Object.entries(metafile.outputs);
      const names = MOUNTS.map((name) => {
        const [path = ""] = outputs.find(([, { entryPoint }]) => entryPoint?.endsWith(`embed/${name}.js`)) ?? [];
        return [name, `./${language}/${basename(path)}`];
      });
      return { metafiles: [core.metafile, metafile], language, names: Object.fromEntries(names) };
    }),
  );
  /** @type {Files} */
  const files = Object.fromEntries(made.map(({ language, names }) => [language, names]));
  const lines = Object.entries(files).map(([language, names]) => {
    const loads = Object.entries(names).map(([name, path]) => `${name}: () => import("${path}")`);
    return `"${language}": {${loads}}`;
  });
  const source = `export const MOUNTS = {${lines}};`;
  return {
    files,
    metafiles: made.flatMap(({ metafiles }) => metafiles),
    mounts: {
      name: "mounts",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^zikao:mounts$/ }, ({ path }) => ({ path, namespace: "zikao" }));
        onLoad({ filter: /.*/, namespace: "zikao" }, () => ({ contents: source }));
        // They stand beside the script once it is made.
        onResolve({ filter: /./, namespace: "zikao" }, ({ path }) => ({ path, external: true }));
      },
    },
  };
}

/**
 * A script that makes the tags known, and below each language what fills them.
 *
 * @param {string} at folder
 * @param {string} entry the script
 * @param {import("esbuild").BuildOptions} [options] over those of a site
 * @returns {Promise<{metafiles: import("esbuild").Metafile[], files: Files}>} metafiles: what was made of what
 */
export async function modules(at, entry, options = {}) {
  const { mounts, metafiles, files } = await fillings(at, options);
  const { metafile } = await build({
    ...MODULES,
    ...options,
    entryPoints: [entry],
    outdir: at,
    metafile: true,
    define: { ...options.define, VERSION: JSON.stringify(version().version) },
    inject: ["zikao:mounts"],
    plugins: [mounts],
  });
  return { metafiles: [...metafiles, metafile], files };
}

/**
 * All sheets as one, for browsers that make none: what all elements share comes before what is of one.
 *
 * @param {import("esbuild").Metafile[]} metafiles
 */
async function together(metafiles) {
  const first = ["embed/base.css", "shared/style.css"];
  /** @param {string} path */
  const place = (path) => first.findIndex((each) => path.endsWith(each)) >>> 0;
  const paths = [...new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs)))].filter((path) => path.endsWith(".css"));
  return fixed((await Promise.all(paths.sort((a, b) => place(a) - place(b)).map(sheet))).join("\n"));
}

/**
 * What other people's pages load.
 *
 * @param {string} outdir
 */
export async function hosts(outdir) {
  const said = version();
  const at = join(outdir, said.version);
  const newest = join(outdir, `v${said.version.split(".")[0]}`);
  await mkdir(newest, { recursive: true });
  const [{ files, metafiles }] = await Promise.all([modules(at, join(HERE, "embed", "zikao.js")), frames(at, said.version)]);
  // A plain script knows of one name only, in each language.
  for (const [language, { faults = "" }] of Object.entries(files)) {
    const [folder, near] = language === ORIGINAL ? ["", faults] : [language, `./${basename(faults)}`];
    await writeFile(join(at, folder, "faults.js"), `export * from "${near}";\n`);
  }
  await writeFile(join(at, "zikao.css"), await together(metafiles));
  seal(at, said);
  await writeFile(join(newest, "zikao.js"), `import "../${said.version}/zikao.js";\n`);
  // No plain script leads to another: the moving one is the fixed one.
  await copyFile(join(at, "embed.js"), join(newest, "embed.js"));
}

/**
 * What makes frames in pages that take no modules.
 *
 * @param {string} outdir
 * @param {string} version
 */
async function frames(outdir, version) {
  await build({
    ...MODULES,
    splitting: false,
    format: "iife",
    entryPoints: [join(HERE, "embed", "embed.js")],
    outdir,
    define: { VERSION: JSON.stringify(version) },
  });
}

const [, script, outdir, others] = process.argv;
if (outdir && script === fileURLToPath(import.meta.url)) await Promise.all([bundle(outdir), device(outdir), others && hosts(others)]);
