/**
 * The npm package: `scripts/node widgets/npm.mjs FOLDER` writes it, ready for `npm pack`. A portal that bundles its own
 * scripts takes the elements from there. The same sources give the same bytes.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { modules } from "./build.mjs";
import { HERE, elements } from "./elements.mjs";
import { ENTRY, manifest, manifestOfPackage, types } from "./npm/faces.mjs";
import { version } from "./version.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} folder made anew */
export async function pack(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafiles } = await modules(folder, join(HERE, "npm", ENTRY), {
    // Whoever bundles it makes it small, and reads it before.
    minify: false,
    // A bundled copy is told where the site is.
    define: { "import.meta.url": JSON.stringify("https://guide.invalid/") },
  });
  const all = [...elements().values()];
  const said = version();
  /** @type {Record<string, string>} */
  const files = {
    "package.json": json(manifestOfPackage(said)),
    "custom-elements.json": json(manifest(all)),
    "index.d.ts": types(all),
    "THIRD-PARTY.md": others(metafiles.flatMap(({ inputs }) => Object.keys(inputs))),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of ["LICENSE", "NOTICE", "widgets/npm/README.md", "widgets/shared/types/report.d.ts", "widgets/shared/types/outline.d.ts"]) {
    copyFileSync(join(ROOT, name), join(folder, name.replace(/.*\//, "")));
  }
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * What is bundled of others, with their licence.
 *
 * @param {string[]} inputs paths of all that was bundled
 */
function others(inputs) {
  const names = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const rows = [...new Set(names)].sort().map((name) => {
    const { version, license, author, repository } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
    return `| ${name} | ${version} | ${license} | ${author?.name ?? author ?? ""} | ${repository?.url ?? repository ?? ""} |`;
  });
  return `# Software of others in this package\n\n| package | version | licence | author | source |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

const [, script, folder] = process.argv;
if (folder && script === fileURLToPath(import.meta.url)) await pack(relative(process.cwd(), folder) || ".");
