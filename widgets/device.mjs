/**
 * What the checks on a device are made of, beside the networks' weights: `device/` of a bundle, with `parts.json` that says
 * which check has which. The site names each file by its content: `zikao.site.device`.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { TARGET } from "../scripts/floor.mjs";
import { HERE } from "./elements.mjs";
import { litert, RUNTIME } from "./litert.mjs";

/** A file of a package. @param {string} name */
const packaged = (name) => fileURLToPath(import.meta.resolve(name));

/**
 * The workers, by the check, or by what else a page does. `parts`: files that the worker is handed, by the names under which it knows them; `module`: whether
 * it is one, or a classic script.
 *
 * @type {Record<string, {worker: string, module: boolean, parts: Record<string, string>}>}
 */
export const CHECKS = {
  photo: {
    worker: "photo/worker.js",
    module: false,
    parts: {
      "pixels.wasm": join(HERE, "formats/pixels.wasm"),
      "lcms.wasm": packaged("lcms-wasm/dist/lcms.wasm"),
      "litert.wasm": `${RUNTIME}.wasm`,
    },
  },
  package: {
    worker: "package/worker.js",
    module: true,
    parts: {
      "pixels.wasm": join(HERE, "formats/pixels.wasm"),
      "onnxruntime.wasm": packaged("onnxruntime-web/ort-wasm-simd-threaded.wasm"),
    },
  },
  pack: {
    worker: "package/pack/worker.js",
    module: false,
    parts: { "pixels.wasm": join(HERE, "formats/pixels.wasm") },
  },
};

/**
 * How a worker's script is bundled.
 *
 * @type {import("esbuild").BuildOptions}
 */
export const WORKER = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: TARGET.js,
  // What packages would look for beside their scripts is handed over, and what they do in Node.js is left alone.
  define: { "import.meta.url": '""' },
  external: ["module", "node:*"],
  logOverride: { "commonjs-variable-in-esm": "silent" },
  plugins: [litert],
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
      ...WORKER,
      ...options,
      entryPoints: [join(HERE, worker)],
      outfile: join(folder, script),
      format: module ? "esm" : "iife",
    });
    for (const [name, from] of Object.entries(parts)) await copyFile(from, join(folder, name));
    const named = Object.keys(parts).map((name) => [name, name]);
    told[check] = { worker: script, module, parts: Object.fromEntries(named) };
  }
  await writeFile(join(folder, "parts.json"), JSON.stringify(told));
}
