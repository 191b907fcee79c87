/**
 * Writes what is made from the `element.json` of every element: tables on the pages for web masters, in Chinese and in
 * English, and on the page for who writes our own pages, each between its marks, and the types of the elements.
 * `scripts/node widgets/docs.mjs --check` only tells what is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HERE, elements, look } from "./elements.mjs";
import { markup } from "./markup.mjs";

/** @typedef {import("./elements.mjs").Element} Element */
/** @typedef {"zh" | "en"} Language */

const TYPES = "elements.types.ts";
const CHINESE = "chinese.json";

/** What the tables call things. @type {Record<Language, Record<string, string>>} */
const HEADS = {
  zh: {
    attribute: "属性", type: "写什么", left: "不写时", required: "**必须写**", meaning: "意思", property: "特性", part: "部分",
    inside: "标签之间", variable: "变量", of: "用在哪里", light: "浅色", dark: "深色", stop: "：", every: "每个标签",
  },
  en: {
    attribute: "attribute", type: "type", left: "left out", required: "**required**", meaning: "meaning", property: "property",
    part: "part", inside: "Between the tags", variable: "property", of: "of", light: "light", dark: "dark", stop: ": ", every: "all of them",
  },
};

/**
 * What `chinese.json` says of something that `element.json` tells in English.
 *
 * @param {Language} language
 * @param {"summaries" | "attributes" | "left" | "events" | "properties" | "slots" | "parts" | "colours"} kind
 * @param {string} tag what an element says of its own goes before what is said of all
 * @param {string} name
 * @param {string} english
 * @returns {string}
 */
function said(language, kind, tag, name, english) {
  if (language === "en") return english;
  const words = JSON.parse(readFileSync(join(HERE, CHINESE), "utf8"))[kind];
  const found = words[`${tag} ${name}`] ?? words[name];
  if (!found) throw new Error(`widgets/${CHINESE}: ${kind} says nothing of ${name} (${tag})`);
  return found;
}

/** A bar would end the cell, in code too. @param {string} text */
const cell = (text) => text.replace(/\|/g, "\\|");

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const lines = [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return lines.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** @param {{name?: string, title?: string, for?: string}} each what a portal has a use for */
const open = (each) => each.for !== "pages";

/**
 * What all of them tell, by the event: who of them tells it, with what, and when. Alike ones share a line.
 *
 * @param {Map<string, Element>} all
 * @param {Language} language
 */
function told(all, language) {
  /** @type {Map<string, Map<string, string[]>>} */
  const found = new Map();
  for (const { tagName, events } of all.values())
    for (const { name, detail, description } of events) {
      const line = `${said(language, "events", tagName, name, description)}${detail ? ` \`${detail}\`` : ""}`;
      const lines = found.get(name) ?? new Map();
      found.set(name, lines.set(line, [...(lines.get(line) ?? []), `\`${tagName}\``]));
    }
  const { stop, every } = HEADS[language];
  const between = language === "zh" ? "、" : ", ";
  /** @param {string} name */
  const place = (name) => ["zikao-ready", "zikao-progress", "zikao-result", "zikao-error"].indexOf(name) >>> 0;
  const by = [...found].sort(([one], [other]) => place(one) - place(other)).map(([name, lines]) => {
    const items = [...lines].map(([line, tags]) => `- ${tags.length === all.size ? every : tags.join(between)}${stop}${line}`);
    return `**\`${name}\`**\n\n${items.join("\n")}`;
  });
  return by.join("\n\n");
}

/**
 * One element's part of the page, in a fold.
 *
 * @param {Element} element
 * @param {Language} language
 */
function section({ tagName, summary, attributes, properties, slots, examples }, language) {
  const head = HEADS[language];
  /** @type {(kind: Parameters<typeof said>[1], name: string, english: string) => string} */
  const say = (kind, name, english) => said(language, kind, tagName, name, english);
  const takes = attributes.filter(open).map(({ name, type, required, default: left, description }) => [
    `\`${name}\``,
    `\`${type}\``,
    required ? (head["required"] ?? "") : left ? say("left", left, left) : "",
    say("attributes", name, description),
  ]);
  const holds = properties.map(({ name, type, description }) => [`\`${name}\``, `\`${type}\``, say("properties", name, description)]);
  const shown = examples.filter(open);
  const html = (language === "zh" ? shown.slice(0, 1) : shown).map((example) => {
    const html = markup(tagName, example);
    return language === "zh" ? html : `<!-- ${example.title} -->\n${html}`;
  });
  return [
    `<details class="zg-fold" id="${tagName}" markdown="1"><summary><code>${tagName}</code></summary>`,
    say("summaries", tagName, summary),
    html[0] && `\`\`\`html\n${html.join("\n\n")}\n\`\`\``,
    takes[0] && table([head["attribute"], head["type"], head["left"], head["meaning"]].map(String), takes),
    holds[0] && table([head["property"], head["type"], head["meaning"]].map(String), holds),
    ...slots.map(({ name, description }) => `${name ? `\`${name}\`` : head["inside"]}${head["stop"]}${say("slots", name || tagName, description)}`),
    "</details>",
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The colours that all of them take. @param {Language} language */
function colours(language) {
  const { variable, of, light, dark } = HEADS[language];
  const rows = look().cssProperties.map((each) => [
    `\`${each.name}\``,
    said(language, "colours", "", each.name, each.description),
    `\`${each.light}\``,
    `\`${each.dark}\``,
  ]);
  return table([variable, of, light, dark].map(String), rows);
}

/** What `::part()` can choose, and of which elements. @param {Map<string, Element>} all @param {Language} language */
function parts(all, language) {
  /** @type {Map<string, {description: string, tags: string[]}>} */
  const found = new Map();
  for (const { tagName, cssParts } of all.values())
    for (const { name, description } of cssParts) {
      const part = found.get(name) ?? { description, tags: [] };
      part.tags.push(`\`${tagName}\``);
      found.set(name, part);
    }
  const { part, meaning } = HEADS[language];
  const rows = [...found].map(([name, { description, tags }]) => [
    `\`::part(${name})\``,
    said(language, "parts", "", name, description),
    tags.join(language === "zh" ? "、" : ", "),
  ]);
  return rows[0] ? table([String(part), String(meaning), language === "zh" ? "哪些有" : "of"], rows) : "";
}

/** What only our own pages write into the tags. @param {Map<string, Element>} all */
function pages(all) {
  const rows = [...all.values()].flatMap(({ tagName, attributes }) =>
    attributes
      .filter((each) => !open(each))
      .map(({ name, type, required, default: left, description }) => [
        `\`${tagName}\``,
        `\`${name}\``,
        `\`${type}\``,
        required ? "**required**" : (left ?? ""),
        description,
      ]),
  );
  return rows[0] ? table(["element", "attribute", "type", "left out", "meaning"], rows) : "";
}

/** @param {string} name such as `checklist` */
const classOf = (name) => name[0]?.toUpperCase() + name.slice(1);

/** @param {Map<string, Element>} all */
function types(all) {
  /** @type {Map<string, Set<string>>} */
  const details = new Map();
  for (const { events } of all.values())
    for (const { name, detail = "null" } of events) details.set(name, (details.get(name) ?? new Set()).add(detail));
  const tags = [...all].map(([name, { tagName }]) => `    "${tagName}": import("./${name}/${name}.js").${classOf(name)};`);
  const events = [...details].map(([name, kinds]) => `    "${name}": CustomEvent<${[...kinds].join(" | ")}>;`);
  const properties = [...all].flatMap(([name, { properties }]) =>
    properties.map((each) => `  Holds<import("./${name}/${name}.js").${classOf(name)}["${each.name}"] extends ${each.type} ? true : false>,`),
  );
  return `/** Types of the elements and of what they tell. Made by \`scripts/node widgets/docs.mjs\`; not written by hand. */

type Outline = import("./shared/types/outline.js").Outline;
type Report = import("./shared/report.js").Report;

declare global {
  interface HTMLElementTagNameMap {
${tags.join("\n")}
  }

  interface HTMLElementEventMap {
${events.join("\n")}
  }
}

type Holds<T extends true> = T;

/** Each documented property is there and of its type, or this does not compile. */
export type Properties = [
${properties.join("\n")}
];
`;
}

/**
 * @param {string} page
 * @param {string} text
 * @param {string} mark
 * @param {string} made
 */
function between(page, text, mark, made) {
  const [start, end] = [`<!-- ${mark}: made by scripts/node widgets/docs.mjs -->`, `<!-- end of ${mark} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} lacks its marks: ${start} … ${end}`);
  return `${text.slice(0, from)}${start}\n\n${made ? `${made}\n\n` : ""}${text.slice(to)}`;
}

/** What stands where: pages from here, each with what is made of it by the mark. @returns {Record<string, Record<string, string>>} */
function pieces() {
  const all = elements();
  /** @param {Language} language */
  const sections = (language) => [...all.values()].map((each) => section(each, language)).join("\n\n");
  return {
    "../docs/embedding/events.md": { events: told(all, "zh"), elements: sections("zh") },
    "../docs/embedding/events.en.md": { events: told(all, "en"), elements: sections("en") },
    "../docs/embedding/look.md": { look: colours("zh"), parts: parts(all, "zh") },
    "../docs/embedding/look.en.md": { look: colours("en"), parts: parts(all, "en") },
    "../docs/developers/widgets.md": { pages: pages(all) },
  };
}

/** Everything that is made, by its path from here. @returns {Record<string, string>} */
export function documents() {
  const pages = Object.entries(pieces()).map(([page, made]) => {
    let text = readFileSync(join(HERE, page), "utf8");
    for (const [mark, piece] of Object.entries(made)) text = between(page, text, mark, piece);
    return [page, text];
  });
  return { ...Object.fromEntries(pages), [TYPES]: types(elements()) };
}

/** Paths from the root of what is out of date. */
export function stale() {
  const differing = Object.entries(documents()).filter(([path, text]) => {
    try {
      return readFileSync(join(HERE, path), "utf8") !== text;
    } catch {
      return true;
    }
  });
  return differing.map(([path]) => path.replace(/^\.\.\//, "").replace(/^(?!docs)/, "widgets/"));
}

const [, script, option] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (option === "--check") {
    const old = stale();
    for (const path of old) console.error(`${path} is out of date: run scripts/node widgets/docs.mjs`);
    process.exitCode = old[0] ? 1 : 0;
  } else for (const [path, text] of Object.entries(documents())) writeFileSync(join(HERE, path), text);
}
