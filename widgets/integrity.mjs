/**
 * What stands beside a fixed version, so that a page may hold it to what its web master has looked at: a digest of each
 * file, and the tags to copy.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const FILE = "integrity.json";

/** Where the guide's own address goes into a tag. */
const ORIGIN = "https://GUIDE.EXAMPLE/";

/** The two entries, by how a page takes them, and what their tags have besides. */
const ENTRIES = { module: ["zikao.js", 'type="module" '], classic: ["embed.js", "defer "] };

/**
 * @param {string | Uint8Array} content of a file
 * @returns {string} as the attribute `integrity` takes it
 */
export const digest = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/**
 * @param {string} folder of a fixed version
 * @param {import("./version.mjs").Version} version
 * @returns {{version: string, released: boolean, tags: Record<string, string>, files: Record<string, string>}}
 *   files: digests by the path below the folder
 */
export function integrity(folder, { version, released }) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    .filter((name) => name !== FILE && !name.endsWith(".gz"))
    .sort();
  const files = Object.fromEntries(names.map((name) => [name, digest(readFileSync(join(folder, name)))]));
  const there = Object.entries(ENTRIES).filter(([, [name = ""]]) => existsSync(join(folder, name)));
  const tags = there.map(([kind, [name = "", more]]) => [
    kind,
    `<script ${more}src="${ORIGIN}widgets/${version}/${name}" integrity="${files[name]}" crossorigin="anonymous"></script>`,
  ]);
  return { version, released, tags: Object.fromEntries(tags), files };
}

/** @param {string} folder of a fixed version @param {import("./version.mjs").Version} version */
export function seal(folder, version) {
  writeFileSync(join(folder, FILE), `${JSON.stringify(integrity(folder, version), null, 1)}\n`);
}
