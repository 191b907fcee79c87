import assert from "node:assert/strict";
import { test } from "node:test";
import { documents, stale } from "./docs.mjs";
import { elements } from "./elements.mjs";
import { markup } from "./markup.mjs";

test("what is made from element.json is current: scripts/node widgets/docs.mjs writes it", () => {
  assert.deepEqual(stale(), []);
});

test("the page tells of every attribute, event and colour", () => {
  const { "../docs/embedding.md": page = "" } = documents();
  for (const { tagName, attributes, events, cssProperties, summary } of elements().values()) {
    const names = [tagName, ...[...attributes.filter((each) => each.for !== "pages"), ...events, ...cssProperties].map(({ name }) => name)];
    assert.deepEqual(names.filter((name) => !page.includes(`\`${name}\``)), []);
    assert.ok(page.includes(summary));
  }
});

test("an example is written as a page would write it", () => {
  assert.equal(markup("zikao-made", { title: "", attributes: {} }), "<zikao-made></zikao-made>");
  assert.equal(
    markup("zikao-made", { title: "", attributes: { fit: true, off: false, title: '"a" & b' }, content: "<p>x</p>", beside: "<p>y</p>" }),
    '<zikao-made fit title="&quot;a&quot; &amp; b">\n  <p>x</p>\n</zikao-made>\n<p>y</p>',
  );
});
