// What the site's search finds for a query, best first.
import assert from "node:assert/strict";
import test from "node:test";
import { find, read, terms } from "../../src/zikao/site/theme/assets/search/rank.js";

const DOCS = [
  { location: "", title: "自考自查", text: "办事前先自己查一遍" },
  { location: "p/", title: "某省", text: "网址和电话" },
  { location: "p/photo/", title: "某省：照片上传", text: "上传照片的步骤", needs: ["我要上传照片", "照片被退回了"] },
  { location: "p/photo/#fix", title: "怎么改", text: "照片太暗会被退回，13000 元以下不收费，每次 60 分合格" },
  { location: "p/dates/", title: "某省：时间", text: "报名到8月30日为止，复核在 18月30日 之后没有" },
  { location: "p/course/", title: "某省：课程", text: "英语 13000 代替 00012，不是 213000" },
  { location: "q/photo/", title: "照片上传", text: "另一省的照片" },
  { location: "q/", title: "另一省", text: "" },
];
const shelf = read({ docs: DOCS });
/** @param {string} query */
const pages = (query) => find(shelf, query).map(({ location }) => location);
/** @param {import("../../src/zikao/site/theme/assets/search/rank.js").Piece[]} pieces */
const shown = (pieces) => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");

test("Chinese is looked for in pairs, numbers and words as they are", () => {
  assert.deepEqual(terms("照片被退回"), ["照片", "片被", "被退", "退回"]);
  assert.deepEqual(terms("照"), ["照"]);
  assert.deepEqual(terms("13000"), ["13000"]);
  assert.deepEqual(terms("8月30日"), ["8月", "月30", "30", "30日"]);
  assert.deepEqual(terms("8 月 30 日"), terms("8月30日"));
  assert.deepEqual(terms("zip，打不开 "), ["zip", "打不", "不开"]);
  assert.deepEqual(terms("！？"), []);
});

test("the page that answers the need comes first, with the need's own words", () => {
  const [first] = find(shelf, "照片被退回");
  assert.equal(first?.location, "p/photo/");
  assert.equal(shown(first?.excerpt ?? []), "[照片被退回]了");
  assert.deepEqual(first?.sections.map(({ location }) => location), ["p/photo/#fix"]);
});

test("a number counts from its first digit and need not be typed to its end", () => {
  assert.deepEqual(pages("13000").sort(), ["p/course/", "p/photo/"]);
  assert.deepEqual(pages("0001"), ["p/course/"]);
  assert.deepEqual(pages("3000"), []);
  const [dates] = find(shelf, "8月30日");
  assert.equal(dates?.location, "p/dates/");
  assert.equal(shown(dates?.excerpt ?? []), "报名到[8月30日]为止，复核在 18[月30日] 之后没有");
});

test("what is written with a space is found without, and wide letters are letters", () => {
  assert.deepEqual(pages("60分"), ["p/photo/"]);
  assert.deepEqual(pages("１３０００").sort(), pages("13000").sort());
});

test("who types the whole of a title means that page", () => {
  assert.equal(pages("时间")[0], "p/dates/");
  assert.equal(pages("课程")[0], "p/course/");
});

test("pages of one name are told apart by where they stand", () => {
  const above = Object.fromEntries(find(shelf, "照片上传").map((page) => [page.location, page.above]));
  assert.equal(above["q/photo/"], "另一省");
  assert.equal(above["p/photo/"], "", "its title says it");
});

test("what is not there is not found", () => {
  assert.deepEqual(pages("蓝底"), []);
  assert.deepEqual(pages("  "), []);
  assert.deepEqual(find(read({ docs: [] }), "照片"), []);
});

test("a query in the other script is understood, by words before characters", () => {
  const both = read({
    docs: [{ location: "a/", title: "打印", text: "头发要梳好" }],
    other: { characters: { 頭: "头", 髮: "发", 印: "印" }, words: { 列印: "打印" } },
  });
  assert.equal(find(both, "列印")[0]?.location, "a/");
  assert.equal(shown(find(both, "頭髮")[0]?.excerpt ?? []), "[头发]要梳好");
});

test("a long text is shown around what was found", () => {
  const long = `${"甲".repeat(300)}照片${"乙".repeat(300)}`;
  const [found] = find(read({ docs: [{ location: "a/", title: "长", text: long }] }), "照片");
  const text = shown(found?.excerpt ?? []);
  assert.match(text, /^…甲+\[照片\]乙+…$/);
  assert.ok(text.length < 160);
});
