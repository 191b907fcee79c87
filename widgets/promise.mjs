/**
 * What a portal may rely on: the public interface as `element.json` tells it, recorded for each released version and held
 * against today's. What is taken away or narrowed is a fault, what is added is none; the words of the promise are in
 * docs/embedding/promise.md.
 *
 * `scripts/node widgets/promise.mjs` tells what breaks it; `--record` writes down the interface of a version that is not
 * released yet.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HERE, elements, open } from "./elements.mjs";
import { COMPARISONS, GROUPS } from "./judge/operators.js";
import { FORMAT } from "./shared/faults.js";
import { version } from "./version.mjs";

/**
 * @typedef {Record<string, {type: string, required: boolean}>} Attributes
 * @typedef {{attributes: Attributes, properties: Record<string, string>, events: Record<string, string>, slots: string[],
 *   cssParts: string[], cssProperties: string[]}} Face  types are those of TypeScript
 * @typedef {{format: number, operators: string[], elements: Record<string, Face>}} Interface
 *   format: number of the documents' shape; operators: of conditions, in documents of that shape; elements: by the tag
 */

export const RECORDS = fileURLToPath(new URL("../tests/fixtures/promise/", import.meta.url));
/** What is recorded besides: types by their names, each in a module called so. */
const TYPES = ["Report", "Document", "Checklist", "Outline"];
/** @param {string} type */
const moduleOf = (type) => type.toLowerCase();
const FILES = TYPES.map((type) => `${moduleOf(type)}.d.ts`);

/** @template T @param {Iterable<T>} list @param {(each: T) => [string, any]} entry */
const table = (list, entry) => Object.fromEntries([...list].map(entry));

/** Today's interface; what only the site's own pages write is not part of it. @returns {Interface} */
export function face() {
  /** @type {(list: {name: string}[]) => string[]} */
  const names = (list) => list.map(({ name }) => name).sort();
  const faces = table(elements().values(), (element) => [
    element.tagName,
    {
      attributes: table(open(element), ({ name, type, required }) => [name, { type, required: !!required }]),
      properties: table(element.properties, ({ name, type }) => [name, type]),
      events: table(element.events, ({ name, detail }) => [name, detail ?? "null"]),
      slots: names(element.slots),
      cssParts: names(element.cssParts),
      cssProperties: names(element.cssProperties),
    },
  ]);
  return { format: FORMAT, operators: [...Object.keys(GROUPS), ...Object.keys(COMPARISONS)], elements: faces };
}

/** Versions that have a record, the newest first. @param {string} [folder] */
export function recorded(folder = RECORDS) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+$/.test(name)) : [];
  return names.sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
}

/** @param {string} version @returns {{face: Interface, types: string}} types: the folder of what its types are made of */
export function record(version) {
  const folder = join(RECORDS, version);
  return { face: JSON.parse(readFileSync(join(folder, "interface.json"), "utf8")), types: folder };
}

/**
 * What of an older interface no longer holds.
 *
 * @param {Interface} old
 * @param {Interface} now
 * @param {{old?: string, now?: string}} [types] folders with report.d.ts and document.d.ts; left out: today's
 * @returns {string[]} one sentence each
 */
export function broken(old, now, types = {}) {
  /** @type {string[]} */
  const faults = [];
  /** Claims that a type fits where another was promised. @type {{from: string, into: string, fault: string}[]} */
  const claims = [];
  for (const name of old.operators) {
    if (!now.operators.includes(name)) faults.push(`conditions with ${name} are no longer judged`);
  }
  if (now.format === old.format) {
    for (const name of now.operators) {
      if (!old.operators.includes(name)) faults.push(`${name} is no operator that a fixed version knows: raise the number of the documents' shape`);
    }
  }
  for (const [tag, before] of Object.entries(old.elements)) {
    const after = now.elements[tag];
    if (!after) {
      faults.push(`${tag} is gone`);
      continue;
    }
    for (const kind of /** @type {const} */ (["attributes", "properties", "events"])) {
      for (const name of Object.keys(before[kind])) {
        if (!after[kind][name]) faults.push(`${tag}: ${name} is gone from its ${kind}`);
      }
    }
    for (const kind of /** @type {const} */ (["slots", "cssParts", "cssProperties"])) {
      for (const name of before[kind]) {
        if (!after[kind].includes(name)) faults.push(`${tag}: ${name || "the slot without a name"} is gone from its ${kind}`);
      }
    }
    for (const [name, { type, required }] of Object.entries(before.attributes)) {
      const attribute = after.attributes[name];
      if (attribute?.required && !required) faults.push(`${tag}: ${name} may no longer be left out`);
      // A page that was right stays right: all that was taken is taken.
      if (attribute) claims.push({ from: type, into: attribute.type, fault: `${tag}: ${name} no longer takes all of ${type}` });
    }
    for (const [name, { required }] of Object.entries(after.attributes)) {
      if (required && !before.attributes[name]) faults.push(`${tag}: ${name} is new and may not be left out`);
    }
    for (const kind of /** @type {const} */ (["properties", "events"])) {
      for (const [name, type] of Object.entries(before[kind])) {
        const told = after[kind][name];
        // Whoever reads it finds all that was there.
        if (told) claims.push({ from: of("now", told), into: of("old", type), fault: `${tag}: ${name} is no longer of ${type}` });
      }
    }
  }
  claims.push(
    { from: "now.Report", into: "old.Report", fault: "a report no longer holds all that it did, or of other types" },
    { from: 'Omit<old.Document, "format">', into: 'Omit<now.Document, "format">', fault: "a document of this version is no longer one of today" },
    { from: 'Omit<old.Checklist, "format">', into: 'Omit<now.Checklist, "format">', fault: "a list of this version is no longer one of today" },
  );
  // With another number a fixed version does not read it, and says so.
  if (now.format === old.format) {
    claims.push(
      { from: "now.Document", into: "old.Document", fault: "a document lacks what a fixed version reads: raise the number of its shape" },
      { from: "now.Checklist", into: "old.Checklist", fault: "a list lacks what a fixed version reads: raise the number of its shape" },
    );
  }
  return [...faults, ...untrue(claims, types)];
}

/** A type with the names in it as one side means them. @param {"old" | "now"} side @param {string} type */
const of = (side, type) => type.replace(new RegExp(`\\b(${TYPES.join("|")})\\b`, "g"), `${side}.$1`);

/**
 * The faults of the claims that TypeScript does not bear out.
 *
 * @param {{from: string, into: string, fault: string}[]} claims
 * @param {{old?: string, now?: string}} types
 */
function untrue(claims, { old, now }) {
  const today = join(HERE, "shared", "types");
  const place = mkdtempSync(join(tmpdir(), "zikao-promise-"));
  try {
    for (const [name, folder] of [["old", old ?? today], ["now", now ?? today]]) {
      mkdirSync(join(place, String(name)));
      for (const file of FILES) copyFileSync(join(String(folder), file), join(place, String(name), file));
    }
    const head = ["old", "now"].map((side) => {
      const types = TYPES.map((type) => `export type ${type} = import("./${side}/${moduleOf(type)}.js").${type};`);
      return `declare namespace ${side} { ${types.join(" ")} }`;
    });
    const start = `${head.join("\n")}\ntype Fits<From, Into> = [From] extends [Into] ? true : false;\ntype Holds<T extends true> = T;\n`;
    const lines = claims.map(({ from, into }, at) => `export type C${at} = Holds<Fits<${from}, ${into}>>;`);
    writeFileSync(join(place, "claims.ts"), start + lines.join("\n"));
    const first = start.split("\n").length;
    return told(place).map(({ line, text }) => claims[line - first]?.fault ?? text);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** What the compiler says. @param {string} place @returns {{line: number, text: string}[]} */
function told(place) {
  const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--pretty", "false", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
  try {
    execFileSync(process.execPath, [tsc, ...options, "claims.ts"], { cwd: place, encoding: "utf8" });
    return [];
  } catch (error) {
    const said = String(/** @type {any} */ (error).stdout);
    const found = [...said.matchAll(/^claims\.ts\((\d+),\d+\): (.*)$/gm)].map(([, line, text = ""]) => ({ line: Number(line), text }));
    return found[0] ? found : [{ line: 0, text: said || String(error) }];
  }
}

/** Writes today's interface down as that of the version at hand. */
function write() {
  const { version: name, released } = version();
  if (released) throw new Error(`${name} is released: its record stays. Raise the version in widgets/version.json first.`);
  const folder = join(RECORDS, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "interface.json"), `${JSON.stringify(face(), null, 2)}\n`);
  for (const file of FILES) copyFileSync(join(HERE, "shared", "types", file), join(folder, file));
}

const [, script, option] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (option === "--record") write();
  else {
    const faults = recorded().flatMap((name) => {
      const { face: old, types } = record(name);
      return broken(old, face(), { old: types }).map((fault) => `${name}: ${fault}`);
    });
    for (const fault of faults) console.error(fault);
    process.exitCode = faults[0] ? 1 : 0;
  }
}
