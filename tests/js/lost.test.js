// What an address that does not exist may have meant.
import assert from "node:assert/strict";
import test from "node:test";
import { asked, nearest } from "../../src/zikao/site/theme/assets/search/lost.js";

const KNOWN = [
  { location: "", title: "自考自查" },
  { location: "anhui/", title: "安徽省" },
  { location: "anhui/graduation/", title: "安徽省：自考毕业申请" },
  { location: "anhui/graduation/#materials", title: "申请材料" },
  { location: "anhui/photos/graduation/", title: "安徽省：自考毕业照片" },
  { location: "zhejiang/score-merge/", title: "浙江省：成绩合并" },
  { location: "about/", title: "关于本站" },
  { location: "places/", title: "其他省份" },
  { location: "places/#henan", title: "河南" },
];
/** @param {string} address */
const found = (address) => nearest(address, KNOWN).map(({ location }) => location);

test("a letter wrong, another ending, another case", () => {
  for (const address of ["anhui/graduatoin/", "anhui/graduation.html", "Anhui/Graduation/index.html", "anhui//graduation"]) {
    assert.equal(found(address)[0], "anhui/graduation/", address);
  }
  assert.equal(found("zhejiang/score_merge")[0], "zhejiang/score-merge/");
  assert.equal(found("abuot/")[0], "about/");
  assert.equal(found("%E0%A4%A/graduation/").length, 1, "what cannot be decoded is taken as it is");
});

test("a province without pages leads to its place first, then to the like of what was asked", () => {
  assert.deepEqual(found("henan/graduation/").slice(0, 2), ["places/#henan", "anhui/graduation/"]);
  assert.deepEqual(found("henan/"), ["places/#henan"]);
});

test("what is like nothing has no guess, and no section is one", () => {
  assert.deepEqual(found("wp-login.php"), []);
  assert.deepEqual(found(""), []);
  assert.ok(!found("anhui/graduation/materials").includes("anhui/graduation/#materials"));
});

test("the field has the address's own words, else those of the nearest page", () => {
  assert.equal(asked("%E6%AF%95%E4%B8%9A/%E7%85%A7%E7%89%87.html", []), "毕业 照片");
  assert.equal(asked("henan/graduation/", nearest("henan/graduation/", KNOWN)), "自考毕业申请");
  assert.equal(asked("x/", []), "");
});
