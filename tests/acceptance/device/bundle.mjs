// Bundles what a table's page runs: `scripts/node bundle.mjs FOLDER CHECK CHAIN`; the chain is the worker's script.
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { TARGET } from "../../../scripts/floor.mjs";
import { CHECKS, WORKER } from "../../../widgets/device.mjs";

const [folder = ".", check = "photo", chain = "chain.js"] = process.argv.slice(2);
const { module, parts } = CHECKS[check] ?? { module: false, parts: {} };
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
await build({ ...WORKER, entryPoints: [here(chain)], outfile: join(folder, "chain.js"), format: module ? "esm" : "iife" });
await build({ bundle: true, target: TARGET.js, entryPoints: [here("page.js")], outfile: join(folder, "page.js"), format: "iife" });
await copyFile(here("page.html"), join(folder, "page.html"));
await mkdir(join(folder, "parts"));
for (const [name, from] of Object.entries(parts)) await copyFile(from, join(folder, "parts", name));
