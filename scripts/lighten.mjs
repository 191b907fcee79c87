/**
 * Makes the style sheets and small scripts of a built site light, in place: `scripts/node scripts/lighten.mjs SITE OWN…`
 *
 * OWN are the site's own sheets and scripts, below SITE: esbuild takes the notes and the layout out of them. From every
 * other sheet, which is the theme's, PurgeCSS takes the rules, properties and animations that no page and no script of
 * the site has a word for. What either of them cannot read is an error, and nothing is written.
 */
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { PurgeCSS } from "purgecss";
import { TARGET } from "./floor.mjs";

const [, , site = "", ...own] = process.argv;
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
for (const name of names.filter((name) => /\.(html|js)$/.test(name))) {
  const whole = await text(name);
  // Of a page its tags and scripts: what it says in prose dresses nothing.
  const all = name.endsWith(".html") ? (whole.match(/<script\b.*?<\/script>|<[^>]*>/gs) ?? []).join("") : whole;
  for (const [word] of all.matchAll(/[A-Za-z_][\w-]*/g)) words.add(word);
  for (const [property] of all.matchAll(/--[\w-]+/g)) known.add(property);
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
  const [made] = await new PurgeCSS().purge({
    content: [{ raw: [...words].join(" "), extension: "html" }],
    css: [{ raw: await text(name) }],
    defaultExtractor: (content) => content.split(" "),
    safelist: { standard: begun, variables: [...known, ...others] },
    variables: true,
    keyframes: true,
  });
  if (made) light.set(name, made.css);
}

for (const [name, made] of light) await writeFile(join(site, name), made);
