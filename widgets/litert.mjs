/** The runtime of the networks among the packages, and how a bundle takes its script in. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Script and module of the package's build without relaxed vectors, less their endings. What those come to is left to each
 * processor, and older phones have none; plain ones give the same numbers everywhere.
 */
export const RUNTIME = fileURLToPath(new URL("wasm/litert_wasm_compat_internal", import.meta.resolve("@litertjs/core/package.json")));

/** Brings the script in as `zikao:litert`, which has no export of its own. @type {import("esbuild").Plugin} */
export const litert = {
  name: "litert",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zikao:litert$/ }, ({ path }) => ({ path, namespace: "litert" }));
    onLoad({ filter: /.*/, namespace: "litert" }, () => ({
      contents: `${readFileSync(`${RUNTIME}.js`, "utf8")}\nexport default ModuleFactory;`,
      loader: "js",
    }));
  },
};
