/**
 * Pages that show every example of every element: `scripts/node widgets/demo.mjs FOLDER` writes FOLDER/index.html and a
 * light and a dark page for each element. The folder lies in a site built by `zikao build`, whose script, data and checks
 * the examples use; `make demo` does both and serves them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { elements } from "./elements.mjs";
import { TAGS } from "./embed/tags.js";
import { GUIDE, escaped, markup } from "./markup.mjs";

/** @typedef {import("./elements.mjs").Element} Element */

/** Of our own pages, and of other people's. */
const OURS = "../assets/zikao/zikao.js";
const THEIRS = "../widgets/v1/zikao.js";

/** Whether an element is shown as on other people's pages. @param {string} name @param {Element} element */
const hosted = (name, { pages }) => name in TAGS && !pages;

/** Needs no more than a portal's policy allows: a sheet of the same origin. */
const SHEET = `body { margin: 0; font: 16px/1.65 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; background: #f3f6f6; color: #1a2a30; }
main { max-width: 44rem; margin: auto; padding: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
nav a { display: inline-block; padding: .4rem 0; }
nav a.tone { margin-left: auto; }
nav a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
a { color: #0e5a6d; }
h1 { font-size: 1.5rem; margin: .5rem 0; }
h2 { font-size: 1.15rem; margin: 0; }
section { margin: 1.5rem 0; padding-top: 1.5rem; border-top: 1px solid #d5dee0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0; padding: .75rem 1rem; border-radius: 8px; background: #e9f1f2; font-size: .85rem; line-height: 1.5; }
.shown { margin-top: 1rem; }
.shown[data-theme=dark] { padding: .25rem 1rem; border-radius: 10px; background: #10191d; color: #e3eaec; }
zikao-checklist ol { padding-left: 1.5rem; }
zikao-checklist label { display: inline-flex; align-items: center; vertical-align: middle; gap: .5rem; min-height: 44px; }
zikao-checklist input { width: 1.25rem; height: 1.25rem; }
[data-md-color-scheme=slate] body { background: #10191d; color: #e3eaec; }
[data-md-color-scheme=slate] a { color: #7fcadb; }
[data-md-color-scheme=slate] a.zk-button { color: #06262e; }
[data-md-color-scheme=slate] section { border-color: #2f4047; }
[data-md-color-scheme=slate] pre { background: #1e2f36; }
`;

/**
 * @param {string} title
 * @param {boolean} dark
 * @param {string} body
 * @param {string} [script]
 */
const page = (title, dark, body, script = OURS) => `<!doctype html>
<html lang="zh-CN"${dark ? ' data-md-color-scheme="slate"' : ""}>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${dark ? "dark" : "light"}">
<link rel="stylesheet" href="demo.css">
<script type="module" src="${script}"></script>
<main>
${body}
</main>
</html>
`;

/**
 * @param {string} current name of the element
 * @param {Iterable<string>} names
 * @param {boolean} dark
 */
function menu(current, names, dark) {
  const tone = dark ? "-dark" : "";
  const links = [...names].map((name) => {
    const here = name === current ? ' aria-current="page"' : "";
    return `<a href="${name}${tone}.html"${here}>${name}</a>`;
  });
  const other = current ? `<a class="tone" href="${current}${dark ? "" : "-dark"}.html">${dark ? "浅色" : "深色"}</a>` : "";
  return `<nav aria-label="组件">${[...links, other].join("\n")}</nav>`;
}

/**
 * Each example as a page would write it, and as it then looks. Tags on other people's pages do not ask whether those are
 * dark: they are told.
 *
 * @param {Element} element
 * @param {boolean} dark
 */
function body({ tagName, summary, examples, pages, look }, dark) {
  const tone = dark && look && !pages ? { theme: "dark" } : {};
  const sections = (pages ?? examples).map((each) => {
    // What stands beside is told as well.
    const beside = tone.theme && each.beside ? { beside: each.beside.replace(/<zikao-\w+/g, '$& theme="dark"') } : {};
    const example = { ...each, ...beside, attributes: { ...tone, ...each.attributes } };
    const html = markup(tagName, example);
    const theme = example.attributes["theme"] === "dark" ? ' data-theme="dark"' : "";
    return `<section>
<h2>${escaped(example.title)}</h2>
<pre tabindex="0"><code>${escaped(html)}</code></pre>
<div class="shown"${theme}>
${html.replaceAll(GUIDE, "../")}
</div>
</section>`;
  });
  return `<h1>${tagName}</h1>\n<p lang="en">${escaped(summary)}</p>\n${sections.join("\n")}`;
}

/** Every file of the demo by its name. @returns {Record<string, string>} */
export function demo() {
  const all = elements();
  /** @type {Record<string, string>} */
  const files = { "demo.css": SHEET, "index.html": page("zikao", false, `<h1>zikao</h1>\n${menu("", all.keys(), false)}`) };
  for (const [name, element] of all)
    for (const dark of [false, true])
      files[`${name}${dark ? "-dark" : ""}.html`] = page(
        element.tagName,
        dark,
        `${menu(name, all.keys(), dark)}\n${body(element, dark)}`,
        hosted(name, element) ? THEIRS : OURS,
      );
  return files;
}

const [, script, folder] = process.argv;
if (folder && script === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(demo())) writeFileSync(join(folder, name), text);
}
