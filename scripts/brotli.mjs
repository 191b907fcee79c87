/** Compresses a file as small as brotli can, to standard output: `scripts/node scripts/brotli.mjs FILE`. */
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const content = readFileSync(process.argv[2] ?? "");
const params = {
  [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
};
process.stdout.write(brotliCompressSync(content, { params }));
