/** Compresses a file to standard output, as small as brotli can unless a quality is named: `scripts/node scripts/brotli.mjs FILE [QUALITY]`. */
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const [, , file = "", quality = constants.BROTLI_MAX_QUALITY] = process.argv;
const content = readFileSync(file);
const params = {
  [constants.BROTLI_PARAM_QUALITY]: Number(quality),
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
};
process.stdout.write(brotliCompressSync(content, { params }));
