import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { elements } from "../elements.mjs";
import { pack } from "../npm.mjs";
import { manifest, manifestOfPackage } from "./faces.mjs";

const need = createRequire(import.meta.url);
const Ajv = need("ajv");
const SCHEMA = need("custom-elements-manifest/schema.json");

let place = "";
/** The package. */
let folder = "";
before(async () => {
  place = mkdtempSync(join(tmpdir(), "zikao-npm-"));
  folder = join(place, "node_modules", "zikao-widgets");
  await pack(folder);
});
after(() => rmSync(place, { recursive: true }));

/** @param {string} at */
const files = (at) =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(at.length), readFileSync(path, "utf8")]);

test("the same sources give the same bytes", async () => {
  const again = join(place, "again");
  await pack(again);
  assert.deepEqual(files(again), files(folder));
});

test("no path of the machine that made it is in it, and no script runs at its installation", () => {
  for (const [name, text = ""] of files(folder)) assert.ok(!text.includes(place) && !/"(?:pre|post)?install"/.test(text), name);
  assert.ok(!("scripts" in manifestOfPackage({ version: "1.0.0", released: true })));
});

test("what is not released is not called so", () => {
  assert.equal(manifestOfPackage({ version: "1.2.3", released: true }).version, "1.2.3");
  assert.equal(manifestOfPackage({ version: "1.2.3", released: false }).version, "1.2.3-dev");
});

test("the manifest is one of the Custom Elements Manifest, and tells of all that is public", () => {
  const valid = new Ajv({ strict: false }).compile(SCHEMA);
  const made = JSON.parse(readFileSync(join(folder, "custom-elements.json"), "utf8"));
  assert.ok(valid(made), JSON.stringify(valid.errors));
  assert.ok(!valid({ ...made, modules: [{ path: "index.js" }] }), "the schema refuses what is none");
  const told = made.modules[0].declarations.filter((/** @type {any} */ each) => each.customElement);
  assert.deepEqual(told.map((/** @type {any} */ each) => each.tagName), [...elements().values()].map(({ tagName }) => tagName));
  const [any] = elements().values();
  assert.ok(any);
  const hidden = { ...any, attributes: [...any.attributes, { name: "hidden-one", type: "string", description: "x", for: /** @type {const} */ ("pages") }] };
  assert.ok(!JSON.stringify(manifest([hidden])).includes("hidden-one"));
});

/**
 * What the compiler says of a page's code.
 *
 * @param {string} code
 */
function compiled(code) {
  writeFileSync(join(place, "page.ts"), code);
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = ["--noEmit", "--strict", "--pretty", "false", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
  try {
    execFileSync(process.execPath, [tsc, ...options, "page.ts"], { cwd: place, encoding: "utf8" });
    return "";
  } catch (error) {
    return String(/** @type {any} */ (error).stdout);
  }
}

test("its types know the tags, their properties and what their events bring", () => {
  const code = `import { configure, type Report } from "zikao-widgets";
configure({ origin: "https://guide.example/" });
const element = document.querySelector("zikao-eligibility");
if (element) {
  element.title = "自查";
  element.addEventListener("zikao-progress", ({ detail }) => detail.answered.toFixed());
  element.addEventListener("zikao-result", ({ detail }) => { const report: Report = detail; console.log(report.verdict); });
  element.addEventListener("click", ({ clientX }) => clientX);
}
document.querySelector("zikao-photo")?.addEventListener("zikao-result", ({ detail }) => detail.counts.no.toFixed());
document.querySelector("zikao-checklist")?.addEventListener("zikao-progress", ({ detail }) => detail.done.toFixed());
`;
  assert.equal(compiled(code), "");
  const wrong = compiled(code.replace("detail.answered", "detail.done").replace("origin:", "site:").replace("element.title =", "element.nothing ="));
  assert.equal(wrong.match(/error TS/g)?.length, 3, wrong);
});

test("npm takes it as it is", () => {
  const npm = fileURLToPath(new URL("../../scripts/npm", import.meta.url));
  const said = execFileSync(npm, ["pack", "--json", "--ignore-scripts", "--offline", "--pack-destination", place], { cwd: folder, encoding: "utf8" });
  const [{ files: packed, name }] = Object.values(JSON.parse(said));
  assert.equal(name, "zikao-widgets");
  assert.deepEqual(packed.map((/** @type {any} */ { path }) => `/${path}`).sort(), files(folder).map(([path]) => path));
});
