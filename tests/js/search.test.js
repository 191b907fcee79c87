// What the site's search finds for a query, best first.
import assert from "node:assert/strict";
import test from "node:test";
import { mended } from "../../src/zikao/site/theme/assets/search/mend.js";
import { plain, reader } from "../../src/zikao/site/theme/assets/search/query.js";
import { find, offered } from "../../src/zikao/site/theme/assets/search/rank.js";
import { places, read } from "../../src/zikao/site/theme/assets/search/shelf.js";

const WORDS = {
  said: [
    ["照片", "相片", "寸照"],
    ["退回", "打回", "打回来", "驳回"],
    ["驳回", "打回", "打回来"],
    ["四六级", "cet4"],
    ["60分", "及格线"],
  ],
  small: ["被", "了", "我", "的", "要", "怎么", "怎么办"],
  spelt: [["照片", "zhaopian"], ["准考证", "zhunkaozheng", "zkz"], ["安徽", "anhui", "ah"]],
  whole: ["了解", "要求"],
  units: [["kb", "k"], ["m", "mb", "兆"], ["分"], ["年"]],
};
const DOCS = [
  { location: "", title: "自考自查", text: "办事前先自己查一遍" },
  { location: "p/", title: "某省", text: "网址和电话" },
  { location: "p/photo/", title: "某省：照片上传", text: "上传照片的步骤", needs: ["我要上传照片", "照片被退回了"] },
  { location: "p/photo/#fix", title: "怎么改", text: "照片太暗会被退回，“13000”元以下不收费，每次 60 分合格，20-40KB" },
  { location: "p/dates/", title: "某省：时间", text: "只写了“8月30日16:30前”，复核在 18月30日 之后没有，2020 年 3 月 3 日" },
  { location: "p/course/", title: "某省：课程", text: "英语 13000 代替 00012，不是 213000，四六级证书可抵，每个 4M" },
  { location: "q/photo/", title: "照片上传", text: "另一省的照片" },
  { location: "q/", title: "另一省", text: "" },
];
const OFFERS = [{ location: "p/photo/", title: "照片被退回了" }];
const shelf = read({ docs: DOCS, words: WORDS, offers: OFFERS });
/** @param {string} query */
const pages = (query) => find(shelf, query).pages.map(({ page }) => page);
/** @param {string} query the ways of what is looked for, as typed first */
const terms = (query) => reader(WORDS)(plain(query)).map(({ ways }) => ways.join("|"));
/** @param {import("../../src/zikao/site/theme/assets/search/rank.js").Piece[] | undefined} pieces */
const shown = (pieces) => (pieces ?? []).map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");

test("Chinese is looked for in pairs, numbers and Latin words as they are", () => {
  assert.deepEqual(terms("准考证号"), ["准考", "考证", "证号"]);
  assert.deepEqual(terms("照"), ["照"]);
  assert.deepEqual(terms("13000"), ["13000"]);
  assert.deepEqual(terms("“０００２３”"), ["00023"]);
  assert.deepEqual(terms("zip，打不开 "), ["zip", "打不", "不开"]);
  assert.deepEqual(terms("学信网APP"), ["学信", "信网", "app"]);
  assert.deepEqual(terms("！？"), []);
  assert.deepEqual(reader()("照片被退回").map(({ ways }) => ways), [["照片"], ["片被"], ["被退"], ["退回"]]);
});

test("a word may be typed by its sounds, alone, by their first letters and behind another", () => {
  assert.deepEqual(terms("ZhaoPian"), ["zhaopian|照片"]);
  assert.deepEqual(terms("zkz"), ["zkz|准考证"]);
  assert.deepEqual(terms("anhuizhaopian"), ["anhui|安徽", "zhaopian|照片"]);
  assert.deepEqual(terms("zhaopians"), ["zhaopians"], "a part of a longer word is not that word");
});

test("small words do not count, but for those inside another word", () => {
  assert.deepEqual(terms("准考证怎么办了"), ["准考", "考证"]);
  assert.deepEqual(terms("了解转考"), ["了解", "解转", "转考"]);
  assert.deepEqual(terms("我的"), []);
  assert.deepEqual(terms("要求"), ["要求"]);
});

test("what readers say is looked for in the words of the pages too", () => {
  assert.deepEqual(terms("相片被打回来了怎么办"), ["相片|照片", "打回来|退回|驳回"]);
  assert.deepEqual(terms("CET4"), ["cet4|四六级"]);
  assert.deepEqual(terms("acet4b"), ["acet4b"], "a part of a longer word is not that word");
  assert.equal(pages("打回")[0], "p/photo/");
  assert.deepEqual(pages("cet4"), ["p/course/"]);
  assert.deepEqual(pages("及格线"), ["p/photo/"]);
  assert.equal(shown(find(shelf, "寸照打回").pages[0]?.excerpt), "[照片]被[退回]了");
});

test("a date is found however it is spelled", () => {
  for (const typed of ["8月30日", "8 月 30 日", "8月30", "８月３０号", "8-30", "08.30", "8/30", "八月三十日", "8月30號"]) {
    assert.equal(terms(typed)[0]?.split("|")[0], "8月30日", typed);
    assert.equal(pages(typed)[0], "p/dates/", typed);
  }
  assert.deepEqual(terms("2020-03-03"), ["3月3日", "2020年"]);
  assert.deepEqual(terms("2020年3月3日"), terms("2020/3/3"));
  assert.equal(pages("2020.3.3")[0], "p/dates/");
  assert.deepEqual(terms("16：30"), ["16:30"]);
  assert.equal(pages("16点30")[0], "p/dates/");
  for (const typed of ["20-40", "0.8", "13.5", "8-10kb", "1.2.3"]) {
    assert.ok(!terms(typed).some((term) => term.includes("月")), typed);
  }
});

test("a number is found with every name of its unit", () => {
  assert.deepEqual(terms("40k"), ["40k|40kb"]);
  assert.deepEqual(terms("4 MB"), ["4mb|4m|4兆"]);
  assert.deepEqual(terms("六十分"), ["60分"]);
  assert.deepEqual(terms("480×640"), ["480", "640"]);
  assert.deepEqual(terms("480x640"), terms("480*640"));
  for (const [typed, page] of [["60分", "p/photo/"], ["40K", "p/photo/"], ["4兆", "p/course/"]]) {
    assert.equal(pages(typed ?? "")[0], page, typed);
  }
});

test("the page that answers the need comes first, with the need's own words", () => {
  const [first] = find(shelf, "照片被退回").pages;
  assert.equal(first?.location, "p/photo/");
  assert.equal(shown(first?.excerpt), "[照片]被[退回]了");
  assert.deepEqual(first?.sections.map(({ location }) => location), ["p/photo/#fix"]);
});

test("a number counts from its first digit and need not be typed to its end", () => {
  assert.deepEqual(pages("13000").sort(), ["p/course/", "p/photo/"]);
  assert.deepEqual(pages("“13000”").sort(), ["p/course/", "p/photo/"]);
  assert.deepEqual(pages("0001"), ["p/course/"]);
  assert.deepEqual(pages("3000"), []);
  assert.deepEqual(places("2020 年，20 条", "20"), [[7, 2]], "where it stands by itself, that is meant");
  const [dates] = find(shelf, "8月30日").pages;
  assert.equal(dates?.location, "p/dates/");
  assert.match(shown(dates?.excerpt), /^只写了“\[8月30日\]16:30前”，复核在 18月30日 之后没有，/);
});

test("what is written with a space is found without, and wide letters are letters", () => {
  assert.deepEqual(pages("60分"), ["p/photo/"]);
  assert.deepEqual(pages("１３０００").sort(), pages("13000").sort());
});

test("who types the whole of a title means that page", () => {
  assert.equal(pages("时间")[0], "p/dates/");
  assert.equal(pages("课程")[0], "p/course/");
});

test("where one section has what is asked, the page's link leads there and says so", () => {
  const [first] = find(shelf, "太暗").pages;
  assert.equal(first?.location, "p/photo/#fix");
  assert.equal(first?.page, "p/photo/");
  assert.equal(first?.above, "怎么改", "the province stands in the page's title already");
  assert.deepEqual(first?.sections, [], "it is not listed twice");
  assert.equal(find(shelf, "照片被退回").pages[0]?.location, "p/photo/");
});

test("the reader's province comes first, what another one says below, what is faint last", () => {
  const docs = [
    { location: "p/merge/", title: "号码合并", text: "两个号码", needs: ["我有两个号码"] },
    { location: "p/faint/", title: "别的事", text: `合并。${"说别的。".repeat(200)}` },
    { location: "q/merge/", title: "成绩合并", text: "成绩合并，成绩合并" },
    { location: "all/merge/", title: "常识：合并", text: "合并" },
  ];
  const both = read({ docs, places: ["p/", "q/"], later: ["all/"], offers: [{ location: "q/merge/", title: "合并成绩" }] });
  /** @param {string} [mine] */
  const order = (mine) => find(both, "合并", mine).pages.map(({ page, elsewhere }) => page + (elsewhere ? "!" : ""));
  assert.equal(order()[0], "q/merge/");
  assert.deepEqual(order("p").slice(0, 2), ["p/merge/", "all/merge/"]);
  assert.deepEqual(order("p").slice(2), ["q/merge/!", "p/faint/"]);
  assert.equal(order("q")[0], "q/merge/");
  assert.deepEqual(order("r").filter((page) => page.endsWith("!")).length, 3, "a province that is not here");
  assert.deepEqual(offered(both, "p").map(({ location }) => location), ["p/merge/"], "its own guides, not another's");
  assert.deepEqual(offered(both).map(({ location }) => location), ["q/merge/"]);
});

test("what one place alone tells hides nothing that holds for the reader", () => {
  const docs = [
    { location: "p/number/", title: "更正", text: "号码从 15 位换成 18 位，证件" },
    { location: "p/name/", title: "更名", text: "证件" },
    { location: "q/number/", title: "更正", text: "证件" },
    { location: "all/number/", title: "常识", text: "证件" },
    ...Array.from({ length: 9 }, (_, number) => ({ location: `all/${number}/`, title: "常识", text: number < 5 ? "证件" : "" })),
  ];
  const both = read({ docs, places: ["p/", "q/"], words: { ...WORDS, units: [["位"]] } });
  /** @param {string} [mine] */
  const all = (mine) => find(both, "证件15位", mine).pages.map(({ page }) => page);
  assert.equal(all()[0], "p/number/");
  assert.ok(all().includes("all/number/"));
  assert.ok(!all().includes("q/number/"), "of a place that may not be the reader's, what holds little of it");
  assert.ok(all("q").includes("q/number/") && all("q").includes("p/number/") && !all("q").includes("p/name/"));
  assert.deepEqual(all("p"), ["p/number/"]);
});

test("what most come for wins where two say the same", () => {
  const docs = ["p/a/", "p/b/"].map((location) => ({ location, title: "毕业一事", text: "毕业" }));
  const offers = [{ location: "p/b/", title: "毕业" }, { location: "p/a/", title: "毕业照" }];
  assert.equal(find(read({ docs }), "毕业").pages[0]?.location, "p/a/");
  assert.equal(find(read({ docs, offers }), "毕业").pages[0]?.location, "p/b/");
});

test("what holds for no single province comes after what does", () => {
  const docs = ["all/a/", "p/a/"].map((location) => ({ location, title: "眼镜", text: "眼镜" }));
  assert.equal(find(read({ docs }), "眼镜").pages[0]?.location, "all/a/");
  assert.equal(find(read({ docs, later: ["all/"] }), "眼镜").pages[0]?.location, "p/a/");
});

test("what a guide's second page tells is a section of the guide", () => {
  const second = { location: "p/course/basis/#gaps", title: "来源没有写的", text: "免考的期限没有写", page: "p/course/" };
  const { pages } = find(read({ docs: [...DOCS, second], words: WORDS, offers: OFFERS }), "免考期限");
  assert.deepEqual(pages.map(({ page, location }) => [page, location]), [["p/course/", "p/course/basis/#gaps"]]);
  assert.equal(pages[0]?.above, "来源没有写的");
});

test("pages of one name are told apart by where they stand", () => {
  const above = Object.fromEntries(find(shelf, "照片上传").pages.map((page) => [page.location, page.above]));
  assert.equal(above["q/photo/"], "另一省");
  assert.equal(above["p/photo/"], "", "its title says it");
});

test("what is not there is not found, and the needs are there to be offered", () => {
  assert.deepEqual(pages("蓝底"), []);
  assert.deepEqual(pages("怎么办"), []);
  assert.deepEqual(pages("  "), []);
  assert.deepEqual(find(read({ docs: [] }), "照片"), { number: 0, pages: [] });
  const [offer] = offered(shelf);
  assert.deepEqual([offer?.location, shown(offer?.title), offer?.above], ["p/photo/", "照片被退回了", "某省：照片上传"]);
});

test("no more pages are told of than asked for, and how many there are is told", () => {
  const { number, pages: told } = find(shelf, "照片", "", 1);
  assert.deepEqual([number, told.length], [2, 1]);
});

test("one wrong character is mended where the texts leave no doubt", () => {
  const ticket = { location: "a/", title: "准考证", text: "准考证，准考证号，申请毕业，毕业申请，毕业申请，毕业申请" };
  const one = read({ docs: [ticket] });
  assert.deepEqual(mended(one, "准靠证"), { query: "准考证", instead: ["准靠证", "准考证"] });
  assert.deepEqual(mended(one, "毕业审请 8月").instead, ["毕业审请", "毕业申请"]);
  assert.equal(mended(one, "准考证").instead, undefined);
  assert.equal(mended(one, "转学").instead, undefined, "two characters say too little");
  assert.equal(mended(one, "毕业典礼").instead, undefined);
});

test("a query in the other script is understood, by words before characters", () => {
  const both = read({
    docs: [{ location: "a/", title: "打印", text: "头发要梳好，浙里办" }],
    other: { characters: { 頭: "头", 髮: "发", 印: "印", 里: "裡" }, words: { 列印: "打印", 浙裡: "浙里" } },
  });
  assert.equal(find(both, "列印").pages[0]?.location, "a/");
  assert.equal(shown(find(both, "頭髮").pages[0]?.excerpt), "[头发]要梳好，浙里办");
  assert.equal(find(both, "浙裡").pages[0]?.location, "a/", "a word is not changed again, character by character");
});

test("a long text is shown around what was found", () => {
  const long = `${"甲".repeat(300)}照片${"乙".repeat(300)}`;
  const [found] = find(read({ docs: [{ location: "a/", title: "长", text: long }] }), "照片").pages;
  const text = shown(found?.excerpt);
  assert.match(text, /^…甲+\[照片\]乙+…$/);
  assert.ok(text.length < 160);
});
