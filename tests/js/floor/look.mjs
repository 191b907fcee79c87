/**
 * `scripts/node tests/js/floor/look.mjs SITE` prints, a line each, what in a built site is newer than the floor: the scripts
 * of the elements, of the search and of the worker, those in the pages, and the style sheets. Nothing printed: all fit.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ALWAYS, SYNTAX } from "../../../scripts/floor.mjs";
import { sheet } from "../../../widgets/build.mjs";
import { FIELDS, IN_SCRIPTS, IN_SHEETS } from "./reasons.mjs";
import * as scripts from "./script.mjs";
import * as sheets from "./sheet.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** The theme's own script: of another house, and tried whole in old browsers. */
const THEMES = /\/assets\/javascripts\/|^assets\/javascripts\//;
/** What measures, with the networks' runtimes in it: other houses', and begun only where `shared/device/probe.js` lets them be. */
const MEASURING = /\/device\/(?:photo|package)-worker\./;
/** Of a sheet of the theme, what takes more along than itself. */
const GRAVE = /^[:@]|nesting/;

const [, , site = ""] = process.argv;
const names = readdirSync(site, { recursive: true, encoding: "utf8" });
/** @param {string} name */
const text = (name) => readFileSync(join(site, name), "utf8");
/** @param {string} folder @param {RegExp} kind */
const below = (folder, kind) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => kind.test(name))
    .map((name) => join(ROOT, folder, name));

/** Names of fields in the documents and answers. @type {Set<string>} */
const fields = new Set(FIELDS);
/** @param {any} schema */
const gather = (schema) => {
  if (typeof schema !== "object" || !schema) return;
  for (const name of Object.keys(schema.properties ?? {})) fields.add(name);
  for (const each of Object.values(schema)) gather(each);
};
for (const name of below("schemas", /^[\w.-]+\.json$/)) gather(JSON.parse(readFileSync(name, "utf8")));

/** Where what was found. @type {(name: string, found: {what: string, where?: string, lacking: string[]}[], fine: Record<string, string>) => void} */
const tell = (name, found, fine) => {
  for (const { what, where, lacking } of found) {
    if (!Object.hasOwn(fine, what)) console.log([name, what, where, lacking.join(", ")].filter(Boolean).join(" | "));
  }
};

const own = names.filter((name) => name.endsWith(".js") && !THEMES.test(name) && !MEASURING.test(name));
const made = own.map((name) => scripts.makes(text(name)));
const methods = made.flatMap((each) => [...each.methods]);
for (const each of made) for (const name of each.fields) fields.add(name);
for (const name of own) {
  // The worker of the site belongs to every browser that has workers.
  const year = name === "sw.js" ? ALWAYS : SYNTAX;
  tell(name, scripts.tooNew(text(name), year, { methods, fields }), IN_SCRIPTS);
}
for (const name of names.filter((name) => name.endsWith(".js") && THEMES.test(name))) {
  tell(name, scripts.tooNew(text(name), SYNTAX, { kind: "script" }).filter(({ what }) => what.startsWith("syntax")), {});
}

/** Scripts in the pages, each once. @type {Map<string, string>} */
const inline = new Map();
for (const name of names.filter((name) => name.endsWith(".html"))) {
  for (const [, code = ""] of text(name).matchAll(/<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)<\/script>/gs)) {
    if (!inline.has(code)) inline.set(code, name);
  }
}
for (const [code, name] of inline) tell(name, scripts.tooNew(code, ALWAYS, { kind: "script", fields }), IN_SCRIPTS);

for (const name of names.filter((name) => name.endsWith(".css"))) {
  const ours = !/assets\/stylesheets\//.test(name);
  tell(name, sheets.tooNew(text(name)).filter(({ what }) => ours || GRAVE.test(what)), IN_SHEETS);
}
for (const path of below("widgets", /\.css$/)) tell(relative(ROOT, path), sheets.tooNew(await sheet(path)), IN_SHEETS);
