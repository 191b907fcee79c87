import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PAIRS, contrast, long, low } from "../../src/zikao/site/theme/assets/embedding/colours.js";
import { elements, fragment, framed, origin, tag } from "../../src/zikao/site/theme/assets/embedding/tag.js";

const BASE = "https://guide.example/below/";
const CHOSEN = {
  check: "eligibility",
  province: "anhui",
  item: "graduation",
  path: "anhui/graduation/",
  title: "毕业申请",
  city: "",
  window: "",
  start: "",
  end: "",
  list: "",
  lang: "",
  theme: "",
  script: "module",
  judged: true,
};

test("a tag is what was chosen, with its script before it and a link inside", () => {
  assert.equal(
    tag(CHOSEN, BASE),
    '<script type="module" src="https://guide.example/below/widgets/v1/zikao.js"></script>\n' +
      '<zikao-eligibility province="anhui" procedure="graduation">\n' +
      '  <a href="https://guide.example/below/anhui/graduation/">毕业申请</a>\n' +
      "</zikao-eligibility>",
  );
  const other = tag({ ...CHOSEN, check: "checklist", city: "luan", list: "steps", lang: "zh-TW", theme: "dark" }, BASE);
  assert.match(other, /<zikao-checklist province="anhui" procedure="graduation" city="luan" list="steps" lang="zh-TW" theme="dark">/);
  assert.match(other, /href="https:\/\/guide\.example\/below\/zh-TW\/anhui/);
  assert.match(tag({ ...CHOSEN, title: '"<a>"' }, BASE), /">&quot;&lt;a>&quot;<\/a>/);
});

test("what joins others comes with them, and asks nothing where there is nothing to judge", () => {
  const names = (/** @type {import("../../src/zikao/site/theme/assets/embedding/tag.js").Chosen} */ chosen) => elements(chosen).map(({ name }) => name);
  assert.deepEqual(names({ ...CHOSEN, check: "way" }), ["way", "checklist", "eligibility"]);
  assert.deepEqual(names({ ...CHOSEN, check: "way", judged: false }), ["way", "checklist"]);
});

test("dates are those of the rules, or the portal's own", () => {
  const until = { ...CHOSEN, check: "until", start: "2027-05-10T08:30", end: "2027-05-30T17:00" };
  assert.deepEqual(elements(until)[0]?.attributes, { start: until.start, end: until.end, standing: "official", lang: "", theme: "" });
  assert.deepEqual(elements({ ...until, window: "apply" })[0]?.attributes, {
    province: "anhui", procedure: "graduation", city: "", window: "apply", lang: "", theme: "",
  });
});

test("days without a date are not shown, and the tag says what is to be filled in", () => {
  const until = { ...CHOSEN, check: "until" };
  assert.deepEqual(new URLSearchParams(fragment(until)).getAll("tag"), []);
  assert.match(tag(until, BASE), /<zikao-until end="YYYY-MM-DDTHH:MM" standing="official">/);
});

test("frames have a spec, and a way without modules", () => {
  const photo = { ...CHOSEN, check: "photo" };
  assert.match(tag(photo, BASE), /<zikao-photo province="anhui" spec="graduation">/);
  assert.equal(
    tag({ ...photo, script: "classic", theme: "auto" }, BASE),
    '<script src="https://guide.example/below/widgets/v1/embed.js" defer></script>\n' +
      '<div data-zikao="photo" data-province="anhui" data-spec="graduation" data-theme="auto">\n' +
      '  <a href="https://guide.example/below/anhui/graduation/">毕业申请</a>\n</div>',
  );
  assert.match(tag({ ...CHOSEN, script: "classic" }, BASE), /<div data-zikao="eligibility" data-province="anhui" data-procedure="graduation">/);
  assert.deepEqual([CHOSEN, photo, { ...CHOSEN, script: "classic" }].map(framed), [false, true, true]);
});

test("a preview is asked for all tags, and for colours", () => {
  const asked = new URLSearchParams(fragment({ ...CHOSEN, check: "way" }, { "--zk-main": "#123456" }));
  assert.deepEqual(asked.getAll("tag").map((each) => new URLSearchParams(each).get("name")), ["way", "checklist", "eligibility"]);
  assert.equal(asked.get("--zk-main"), "#123456");
});

test("the address of a portal is an origin that a browser sends", () => {
  assert.equal(origin(" https://www.jyksy.example:8443/zk/index.html?a=b "), "https://www.jyksy.example:8443");
  assert.equal(origin("http://localhost:8080/"), "http://localhost:8080");
  for (const typed of ["www.jyksy.example", "http://www.jyksy.example", "file:///test.html", "", "https://"]) assert.equal(origin(typed), null);
});

test("contrast is that of WCAG, and is not rounded up to what it has to be", () => {
  assert.equal(contrast("#fff", "#000000"), 21);
  assert.equal(contrast("#777777", "#777"), 1);
  assert.ok(contrast("#767676", "#fff") > 4.5 && contrast("#777777", "#fff") < 4.5);
  assert.equal(long("#1aF"), "#11aaFF");
});

test("the elements' own colours can be read, and every pair is of colours that there are", () => {
  const { cssProperties } = JSON.parse(readFileSync(new URL("../../widgets/shared/look.json", import.meta.url), "utf8"));
  for (const ground of ["light", "dark"]) {
    const colours = Object.fromEntries(cssProperties.map((/** @type {any} */ each) => [each.name, each[ground]]));
    assert.deepEqual(PAIRS.flat().filter((name) => typeof name === "string" && !colours[name]), []);
    assert.deepEqual(low(colours), []);
  }
  const [fault] = low({ ...Object.fromEntries(cssProperties.map((/** @type {any} */ each) => [each.name, each.light])), "--zk-main": "#88aaff" });
  assert.equal(fault?.name, "--zk-main");
});
