/**
 * Leaves out of the validator what no answer needs. `format` is a note in JSON Schema 2020-12, and ours says by pattern which
 * days there are; the sentences and places of its faults are nobody's to read, for the form has its own.
 */
import { readFile } from "node:fs/promises";

const IN = /[\\/]@cfworker[\\/]json-schema[\\/]dist[\\/]esm[\\/]/.source;
const SAID = /(?<=\b(?:error|keyword|keywordLocation): )(?:`[^`]*`|'[^']*'|"[^"]*")/g;

/** @type {import("esbuild").Plugin} */
export const validator = {
  name: "validator",
  setup({ onLoad }) {
    onLoad({ filter: new RegExp(`${IN}format\\.js$`) }, () => ({ contents: "export const format = {};" }));
    onLoad({ filter: new RegExp(`${IN}validate\\.js$`) }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(SAID, '""'),
    }));
  },
};
