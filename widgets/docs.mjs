/**
 * Writes what is made from the `element.json` of every element: the tables of docs/embedding.md between their marks, and
 * the types of the elements. `scripts/node widgets/docs.mjs --check` only tells what is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HERE, elements, look } from "./elements.mjs";
import { markup } from "./markup.mjs";

/** @typedef {import("./elements.mjs").Element} Element */

const PAGE = "../docs/embedding.md";
const TYPES = "elements.types.ts";

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

/**
 * One element's part of the page.
 *
 * @param {Element} element
 */
function section({ tagName, summary, attributes, properties, events, slots, cssParts, examples }) {
  const shared = new Set(look().attributes.map(({ name }) => name));
  const own = attributes.filter((each) => !shared.has(each.name) && each.for !== "pages");
  const takes = own.map(({ name, type, required, default: left, description }) => [
    `\`${name}\``,
    `\`${type}\``,
    required ? "**required**" : (left ?? ""),
    description,
  ]);
  const tells = events.map(({ name, detail, description }) => [`\`${name}\``, detail ? `\`${detail}\`` : "", description]);
  const holds = properties.map(({ name, type, description }) => [`\`${name}\``, `\`${type}\``, description]);
  const html = examples.map((example) => `<!-- ${example.title} -->\n${markup(tagName, example)}`).join("\n\n");
  return [
    `### \`${tagName}\` { #${tagName} }`,
    summary,
    table(["attribute", "type", "left out", "meaning"], takes),
    tells[0] && table(["event", "`event.detail`", "meaning"], tells),
    holds[0] && table(["property", "type", "meaning"], holds),
    cssParts[0] && table(["part", "meaning"], cssParts.map(({ name, description }) => [`\`${name}\``, description])),
    ...slots.map(({ name, description }) => `${name ? `Slot \`${name}\`` : "Between the tags"}: ${description}`),
    `\`\`\`html\n${html}\n\`\`\``,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What all of them take for their looks. */
function looks() {
  const { attributes, cssProperties } = look();
  const rows = cssProperties.map(({ name, description, light, dark }) => [`\`${name}\``, description, `\`${light}\``, `\`${dark}\``]);
  return [
    table(["attribute", "type", "meaning"], attributes.map(({ name, type, description }) => [`\`${name}\``, `\`${type}\``, description])),
    table(["property", "of", "light", "dark"], rows),
  ].join("\n\n");
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
 * @param {string} text
 * @param {string} mark
 * @param {string} made
 */
function between(text, mark, made) {
  const [start, end] = [`<!-- ${mark}: made by scripts/node widgets/docs.mjs -->`, `<!-- end of ${mark} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${PAGE} lacks its marks: ${start} … ${end}`);
  return `${text.slice(0, from)}${start}\n\n${made}\n\n${text.slice(to)}`;
}

/** Everything that is made, by its path from here. @returns {Record<string, string>} */
export function documents() {
  const all = elements();
  const page = between(readFileSync(join(HERE, PAGE), "utf8"), "elements", [...all.values()].map(section).join("\n\n"));
  return { [PAGE]: between(page, "look", looks()), [TYPES]: types(all) };
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
