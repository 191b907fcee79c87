/**
 * What each test over Python's vectors loads: `scripts/node widgets/testing/held.mjs` prints, by test, the modules that it
 * reaches. All are paths below `widgets/`.
 */
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { HERE } from "../elements.mjs";

const VECTORS = "testing/vectors.js";

const tests = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".test.js"));
const { metafile } = await build({
  entryPoints: tests.map((path) => join(HERE, path)),
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  metafile: true,
  outdir: "unwritten",
  format: "esm",
  platform: "node",
  packages: "external",
  external: ["*.css", "zikao:*"],
  logLevel: "error",
});
/** @type {Record<string, string[]>} */
const held = {};
for (const { entryPoint, inputs } of Object.values(metafile.outputs)) {
  const reached = Object.keys(inputs).map((path) => relative(HERE, join(HERE, path)));
  if (entryPoint && reached.includes(VECTORS)) held[entryPoint] = reached;
}
process.stdout.write(JSON.stringify(held));
