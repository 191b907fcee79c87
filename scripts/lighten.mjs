/**
 * Makes the style sheets and small scripts of a built site light, in place:
 * `scripts/node scripts/lighten.mjs SITE KEPT OWN…`
 *
 * OWN are the site's own sheets and scripts, below SITE: esbuild takes the notes and the layout out of them. From every
 * other sheet, which is the theme's, PurgeCSS takes the rules, properties and animations that no page and no script of
 * the site has a word for. What either of them cannot read is an error, and nothing is written.
 *
 * KEPT is a folder where PurgeCSS's work waits for the next build; a sheet that would be made of the same is taken from
 * there. Empty: nothing is kept. Loading PurgeCSS and purging take a second.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { transform } from "esbuild";
import { TARGET } from "./floor.mjs";

const [, , site = "", kept = "", ...own] = process.argv;
/** Sheets that are kept: two of a site, and its last changes. */
const MOST = 12;
const { version } = createRequire(import.meta.url)("purgecss/package.json");
// Fixed versions of the widgets are nobody's to change, and dress no page of this site.
const names = (await readdir(site, { recursive: true }))
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => !/^(\.|widgets\/)/.test(name));
/** @type {(name: string) => Promise<string>} */
const text = (name) => readFile(join(site, name), "utf8");

/** @type {Map<string, string>} */
const light = new Map();
for (const name of own) {
  const loader = name.endsWith(".css") ? "css" : "js";
  const options = { minify: true, charset: /** @type {"utf8"} */ ("utf8") };
  const { code } = await transform(await text(name), { ...options, loader, target: TARGET[loader] }).catch((error) => {
    console.error(`${name}: ${error.errors?.[0]?.text ?? error}`);
    process.exit(1);
  });
  light.set(name, code);
}

/** What a class, an attribute or a property may be called by; a page has most of them many times. @type {Set<string>} */
const words = new Set();
/** Of custom properties, those that a page or a script knows. @type {Set<string>} */
const known = new Set();
/** A page has the same tags many times, and most of them other pages have too. @type {Set<string>} */
const pieces = new Set();
for (const name of names.filter((name) => /\.(html|js)$/.test(name))) {
  const whole = await text(name);
  // Of a page its tags and scripts: what it says in prose dresses nothing.
  if (name.endsWith(".html")) for (const piece of whole.match(/<script\b.*?<\/script>|<[^>]*>/gs) ?? []) pieces.add(piece);
  else pieces.add(whole);
}
for (const piece of pieces) {
  for (const [word] of piece.matchAll(/[A-Za-z_][\w-]*/g)) words.add(word);
  for (const [property] of piece.matchAll(/--[\w-]+/g)) known.add(property);
}
// A script may put the name of a variant together from its beginning and a value.
const begun = [...words].filter((word) => word.endsWith("--")).map((word) => new RegExp(`^${word}`));
const sheets = names.filter((name) => name.endsWith(".css"));
/** What each sheet reads, which another one may set. @type {Map<string, string[]>} */
const reads = new Map();
for (const name of sheets) {
  reads.set(name, [...(await text(name)).matchAll(/var\(\s*(--[\w-]+)/g)].map(([, property = ""]) => property));
}
for (const name of sheets.filter((name) => !own.includes(name))) {
  const others = sheets.filter((other) => other !== name).flatMap((other) => reads.get(other) ?? []);
  light.set(name, await purged(await text(name), others));
}

/**
 * @param {string} css
 * @param {string[]} others properties that another sheet reads
 */
async function purged(css, others) {
  const variables = [...new Set([...known, ...others])].sort();
  const of = JSON.stringify([version, css, [...words].sort(), variables]);
  const path = kept && join(kept, `${createHash("sha256").update(of).digest("hex")}.css`);
  const before = path && (await readFile(path, "utf8").catch(() => null));
  if (before) return before;
  const { PurgeCSS } = await import("purgecss");
  const [made] = await new PurgeCSS().purge({
    content: [{ raw: [...words].join(" "), extension: "html" }],
    css: [{ raw: css }],
    defaultExtractor: (content) => content.split(" "),
    safelist: { standard: begun, variables },
    variables: true,
    keyframes: true,
  });
  if (path) await keep(path, made?.css ?? css).catch(() => {});
  return made?.css ?? css;
}

/**
 * Writes a file in one step: another build may read it.
 *
 * @param {string} path
 * @param {string} css
 */
async function keep(path, css) {
  await mkdir(kept, { recursive: true });
  await writeFile(`${path}.${process.pid}`, css);
  await rename(`${path}.${process.pid}`, path);
  const dated = (await readdir(kept)).map(async (name) => ({ name, at: (await stat(join(kept, name))).mtimeMs }));
  const old = (await Promise.all(dated)).sort((one, other) => other.at - one.at).slice(MOST);
  await Promise.all(old.map(({ name }) => rm(join(kept, name), { force: true })));
}

for (const [name, made] of light) await writeFile(join(site, name), made);
