import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { TAGS } from "./embed/tags.js";
import { HERE, elements, look, open, taken } from "./elements.mjs";
import { differences, found, sources } from "./interface.mjs";

const ELEMENTS = elements();
const checklist = /** @type {import("./elements.mjs").Element} */ (ELEMENTS.get("checklist"));

for (const [name, element] of ELEMENTS) {
  test(`${name}: element.json tells what the code takes and tells, and nothing else`, async () => {
    const real = found(await sources(name), element.tagName);
    // The host takes and tells what every host does.
    for (const each of taken(name)) real.attributes.add(each);
    if (name in TAGS) for (const each of ["ready", "error"]) real.events.add(`zikao-${each}`);
    // What is in a frame, or on our own pages alone, is styled by nobody else.
    if (TAGS[name]?.[0] !== "light") real.cssParts.clear();
    if (name in TAGS) real.cssParts.add("root");
    assert.deepEqual(differences(element, real), []);
  });

  if (name in TAGS)
    test(`${name}: what is told to other people's pages is what its tag takes there`, () => {
      // All take these; for some they mean nothing.
      const told = open(element).map((each) => each.name).filter((each) => each !== "theme" && each !== "title");
      assert.deepEqual(told.sort(), taken(name).sort());
    });

  test(`${name}: examples keep to it and show every attribute`, () => {
    const shared = look().attributes.map((each) => each.name);
    // Other people's pages are told of what is theirs; ours write everything.
    for (const [examples, told] of /** @type {const} */ ([
      [element.examples, open(element)],
      [element.pages ?? [], element.attributes],
    ])) {
      const known = new Map(told.map((attribute) => [attribute.name, attribute]));
      const shown = new Set([...element.examples, ...examples].flatMap(({ attributes }) => Object.keys(attributes)));
      if (examples[0]) assert.deepEqual([...known.keys()].filter((each) => !shown.has(each) && !shared.includes(each)), []);
      for (const { title, attributes } of examples) {
        assert.deepEqual(Object.keys(attributes).filter((each) => !known.has(each)), [], title);
        for (const [attribute, value] of Object.entries(attributes))
          assert.equal(typeof value === "boolean", known.get(attribute)?.type === "boolean", `${title}: ${attribute}`);
        const missing = told.filter((each) => each.required && !(each.name in attributes));
        assert.deepEqual(missing, [], title);
      }
    }
  });
}

test("what is not documented is found, however it is asked for", () => {
  const code = `
    class Made extends HTMLElement {
      static observedAttributes = ["guide", "colour"];
      connectedCallback() {
        this.version = this.getAttribute("version");
        if (this.hasAttribute("quick")) tell(this, "done", {});
        tell(this, "ready"); tell(this.place(), "progress");
        h("p", { part: "count" });
      }
    }`;
  const css = ".zk-element[theme=dark] { color: var(--zk-ink, #000); } zikao-checklist[wide] { color: var(--zk-odd); }";
  const faults = differences(checklist, found({ code, css }, "zikao-checklist"));
  assert.deepEqual(faults.filter((each) => each.includes("lacks")), [
    "zikao-checklist: attributes lacks quick",
    "zikao-checklist: attributes lacks colour",
    "zikao-checklist: attributes lacks wide",
    "zikao-checklist: events lacks zikao-done",
    "zikao-checklist: cssParts lacks count",
    "zikao-checklist: cssProperties lacks --zk-odd",
  ]);
});

test("what is documented and gone is found", () => {
  const faults = differences(checklist, found({ code: 'this.getAttribute("guide")', css: "" }, "zikao-checklist"));
  assert.ok(faults.includes("zikao-checklist: nothing knows version of attributes"));
  assert.ok(faults.includes("zikao-checklist: nothing knows zikao-progress of events"));
  assert.ok(faults.includes("zikao-checklist: nothing knows --zk-ink of cssProperties"));
});

test("a name that nothing can find is refused", () => {
  assert.throws(() => found({ code: "this.getAttribute(name)", css: "" }, "zikao-made"), /write the name out/);
  assert.throws(() => found({ code: "tell(this, what)", css: "" }, "zikao-made"), /write the name out/);
});

test("the colours are those of the sheet, dark ones wherever it is dark", () => {
  const css = readFileSync(join(HERE, "shared/style.css"), "utf8");
  const [light, dark, auto, more] = css.split(/^ *color-scheme: /m).slice(1).map((part) => part.slice(0, part.indexOf("}")));
  assert.equal(more, undefined);
  /** @param {string} [block] */
  const colours = (block = "") => Object.fromEntries([...block.matchAll(/var\((--zk-[a-z-]+), (#[0-9a-f]+)\)/g)].map(([, name, value]) => [name, value]));
  const { cssProperties } = look();
  assert.deepEqual(colours(light), Object.fromEntries(cssProperties.map((each) => [each.name, each.light])));
  assert.deepEqual(colours(dark), Object.fromEntries(cssProperties.map((each) => [each.name, each.dark])));
  assert.deepEqual(colours(auto), colours(dark));
});

test("only one function makes events", async () => {
  for (const name of ELEMENTS.keys()) {
    const { code } = await sources(name);
    assert.ok((code.match(/new CustomEvent\(/g) ?? []).length <= 1, name);
  }
});
