// Answers queries as the search in a page does: reads them from its input, writes for each the pages found, best first.
// Usage: node found.mjs INDEX [PROVINCE] < QUERIES
import { readFileSync } from "node:fs";
import { find } from "../../../src/zikao/site/theme/assets/search/rank.js";
import { mended } from "../../../src/zikao/site/theme/assets/search/mend.js";
import { read } from "../../../src/zikao/site/theme/assets/search/shelf.js";

const shelf = read(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")));
/** @type {string[]} */
const queries = JSON.parse(readFileSync(0, "utf8"));
const place = process.argv[3];
const found = queries.map((typed) => find(shelf, mended(shelf, typed).query, place).pages.map(({ page }) => page));
process.stdout.write(JSON.stringify(found));
