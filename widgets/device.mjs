/**
 * What the checks on a device are made of, beside the networks' weights: `device/` of a bundle, with `parts.json` that says
 * which check has which. The site names each file by its content: `zikao.site.device`.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { TARGET } from "../scripts/floor.mjs";
import { HERE } from "./elements.mjs";

/**
 * The workers, by the check. `parts`: files that the worker is handed, by the names under which it knows them, each from this
 * folder; `module`: whether it is one, or a classic script.
 *
 * @type {Record<string, {worker: string, module: boolean, parts: Record<string, string>}>}
 */
export const CHECKS = {
  photo: { worker: "photo/worker.js", module: false, parts: { "pixels.wasm": "formats/pixels.wasm" } },
};

/**
 * @param {string} outdir of the bundle
 * @param {import("esbuild").BuildOptions} [options] of the workers' scripts
 */
export async function device(outdir, options = {}) {
  const folder = join(outdir, "device");
  await mkdir(folder, { recursive: true });
  /** @type {Record<string, {worker: string, module: boolean, parts: Record<string, string>}>} */
  const told = {};
  for (const [check, { worker, module, parts }] of Object.entries(CHECKS)) {
    if (!existsSync(join(HERE, worker))) continue;
    const script = `${check}-worker.js`;
    await build({
      bundle: true,
      minify: true,
      charset: "utf8",
      target: TARGET.js,
      ...options,
      entryPoints: [join(HERE, worker)],
      outfile: join(folder, script),
      format: module ? "esm" : "iife",
    });
    for (const from of Object.values(parts)) await copyFile(join(HERE, from), join(folder, basename(from)));
    const named = Object.entries(parts).map(([name, from]) => [name, basename(from)]);
    told[check] = { worker: script, module, parts: Object.fromEntries(named) };
  }
  await writeFile(join(folder, "parts.json"), JSON.stringify(told));
}
