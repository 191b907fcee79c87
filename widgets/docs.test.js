import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { documents, stale } from "./docs.mjs";
import { HERE, elements } from "./elements.mjs";
import { markup } from "./markup.mjs";

test("what is made from element.json is current: scripts/node widgets/docs.mjs writes it", () => {
  assert.deepEqual(stale(), []);
});

test("both languages tell of every attribute, event and colour that a portal may use, and of no other", () => {
  const made = documents();
  for (const ending of [".md", ".en.md"]) {
    const page = `${made[`../docs/embedding/events${ending}`]}${made[`../docs/embedding/look${ending}`]}`;
    for (const { tagName, attributes, events, cssProperties, cssParts } of elements().values()) {
      const open = attributes.filter((each) => each.for !== "pages");
      const names = [tagName, ...[...open, ...events, ...cssProperties].map(({ name }) => name), ...cssParts.map(({ name }) => `::part(${name})`)];
      assert.deepEqual(names.filter((name) => !page.includes(`\`${name}\``)), []);
    }
  }
});

test("what only our own pages write stands on the page for who writes those", () => {
  const { "../docs/developers/widgets.md": page = "" } = documents();
  for (const { attributes } of elements().values())
    for (const { name } of attributes.filter((each) => each.for === "pages")) assert.ok(page.includes(`| \`${name}\` |`), name);
});

test("the page on trouble says what readers and web masters are told, by every cause", () => {
  const page = readFileSync(join(HERE, "../docs/embedding/trouble.md"), "utf8");
  const source = readFileSync(join(HERE, "embed/faults.js"), "utf8");
  const [, table = ""] = /const READER = \{([^}]*)\}/.exec(source) ?? [];
  const said = [...table.matchAll(/^ {2}(\w+): "([^"]+)",$/gm)].map(([, code = "", sentence = ""]) => ({ code, sentence }));
  assert.ok(said.length > 8);
  assert.deepEqual(said.filter(({ sentence }) => !page.includes(`“…${sentence}”`)), []);
  const [, codes = ""] = /@typedef \{((?:"\w+" \| )*"\w+")\} Code/.exec(source) ?? [];
  const known = [...codes.matchAll(/"(\w+)"/g)].map(([, code = ""]) => code);
  assert.ok(known.length > 8);
  const told = [...page.matchAll(/^### `(\w+)`：/gm)].map(([, code = ""]) => code);
  assert.deepEqual(told.sort(), known.sort());
  for (const code of known) assert.ok(readFileSync(join(HERE, "../docs/embedding/trouble.en.md"), "utf8").includes(`| \`${code}\` |`), code);
  const quoted = [...page.matchAll(/^- 控制台说：(.*)$/gm)].flatMap(([, line = ""]) => [...line.matchAll(/“…(.+?)…”/g)].map(([, words = ""]) => words));
  assert.ok(quoted.length > 8);
  assert.deepEqual(quoted.filter((words) => !source.includes(words)), []);
});

test("an example is written as a page would write it", () => {
  assert.equal(markup("zikao-made", { title: "", attributes: {} }), "<zikao-made></zikao-made>");
  assert.equal(
    markup("zikao-made", { title: "", attributes: { fit: true, off: false, title: '"a" & b' }, content: "<p>x</p>", beside: "<p>y</p>" }),
    '<zikao-made fit title="&quot;a&quot; &amp; b">\n  <p>x</p>\n</zikao-made>\n<p>y</p>',
  );
});
