/** What esbuild needs to make the bundle of one language, and which languages there are. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { HERE } from "../elements.mjs";
import { lookedUp, translated } from "./translate.mjs";

/** That of the code. */
export const ORIGINAL = "zh-CN";
/** Those that are made of it, each with a catalog here. */
export const OTHERS = ["zh-TW", "en"];

/**
 * The sentences of a rulebook stay as they are in a language that is not Chinese, and so do the values that fill them: by
 * module, what it brings in as it is written.
 *
 * @type {Record<string, string[]>}
 */
const UNTURNED = { "shared/to-report.js": ["./known.js"] };

/** Namespace of modules as they are written. */
const WRITTEN = "written";

/** @param {string} language one of `OTHERS` @returns {import("./translate.mjs").Catalog} */
export const catalog = (language) => JSON.parse(readFileSync(join(HERE, "languages", `${language}.json`), "utf8"));

/** A module's name below `widgets/`. @param {string} path */
export const nameOf = (path) => relative(HERE, path).split(sep).join("/");

/**
 * Turns the words of all modules here. What a catalog does not have stays in Chinese and is told as a warning.
 *
 * @param {string} language
 * @returns {import("esbuild").Plugin}
 */
export function turning(language) {
  return {
    name: "languages",
    setup({ onLoad, onResolve }) {
      if (language === ORIGINAL) return;
      const words = catalog(language);
      if (language === "en") asWritten(onResolve, onLoad);
      onLoad({ filter: /\.js$/, namespace: "file" }, async ({ path }) => {
        const name = nameOf(path);
        if (name.startsWith("..")) return undefined;
        /** @type {import("esbuild").PartialMessage[]} */
        const warnings = [];
        const contents = translated(await readFile(path, "utf8"), name, (text) => {
          const found = lookedUp(words, text, name);
          if (found === undefined) warnings.push({ text: `widgets/${name}: not in languages/${language}.json: ${text}` });
          return found ?? text;
        });
        return { contents, loader: "js", warnings };
      });
    },
  };
}

/**
 * @param {import("esbuild").PluginBuild["onResolve"]} onResolve
 * @param {import("esbuild").PluginBuild["onLoad"]} onLoad
 */
function asWritten(onResolve, onLoad) {
  onResolve({ filter: /^\.\.?\// }, ({ importer, namespace, path }) => {
    const wanted = namespace === WRITTEN || UNTURNED[nameOf(importer)]?.includes(path);
    return wanted ? { path: join(dirname(importer), path), namespace: WRITTEN } : undefined;
  });
  onLoad({ filter: /\.js$/, namespace: WRITTEN }, async ({ path }) => ({
    contents: await readFile(path, "utf8"),
    loader: "js",
  }));
}

/**
 * A bundle in a language whose sentences from rulebooks are in another marks these.
 *
 * @param {string} language
 * @returns {Record<string, string>} what esbuild puts in place of names
 */
export const constants = (language) => ({ FOREIGN: JSON.stringify(language === "en") });
