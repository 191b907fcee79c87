import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

await import("./photo.js");

afterEach(() => mock.restoreAll());

/** @type {(outcome: string) => any} */
const report = (outcome) => ({
  check: "photo",
  target: { province: "made", item: "any", city: null, title: "样例照片", file: "a.jpg" },
  verdict: outcome === "no" ? "fail" : "pass",
  heading: outcome === "no" ? "不符合" : "能测的都符合，还有 2 点请你自己看",
  summary: "已核对 1 项。",
  findings: [
    { id: "photo.bytes", outcome, severity: "must", title: "大小", sentence: "文件大小。", measured: null, required: null, mend: null, tolerance_from: null, by: null, missing: [], reason: null, contradiction: null, cites: [], regions: [], count: 0 },
  ],
  by_eye: [
    { id: "photo.ears", severity: "must", ask: "两只耳朵都露出来了吗？", sentence: "耳朵要露出来。", cites: [] },
    { id: "photo.bare", severity: "advice", ask: "没有化妆吗？", sentence: "最好不化妆。", cites: [] },
  ],
  duties: [],
  elsewhere: null,
  unconcerned: null,
  next_question: null,
  missing: [],
  rulebook: { id: "made", version: "1.0.0", sha256: "0".repeat(64), reviewed_on: "2026-05-01" },
  engine: { name: "zikao", version: "0.1.0" },
  measured_on: "server",
  notice: "",
});

/** Sends a portrait and gives what was asked of the server. @type {(attributes: string, outcome: string) => Promise<{made: any, asked: any[]}>} */
async function sent(attributes, outcome) {
  /** @type {any[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ address, /** @type {any} */ { headers }) => {
    asked.push({ address, headers });
    return { ok: true, status: 200, json: async () => report(outcome) };
  });
  const made = /** @type {any} */ (page(`<zikao-photo endpoint="/v1/photo/made/any?city=lake" ${attributes}></zikao-photo>`).firstChild);
  made.choose(/** @type {any} */ ({ name: "张三.jpg", size: 9 }));
  made.consent.checked = true;
  for (const { header, control } of made.told) if (header === "Taken") control.value = "2026-05-20";
  await made.submit(new Event("submit"));
  return { made, asked };
}

test("a portrait goes to the page's own endpoint, its name and what was said of it as headers", async () => {
  const { made, asked } = await sent('declares="taken selfie"', "yes");
  assert.equal(asked.length, 1);
  assert.equal(asked[0].address, "/v1/photo/made/any?city=lake");
  assert.equal(asked[0].headers["X-Zikao-Name"], encodeURIComponent("张三.jpg"));
  assert.equal(asked[0].headers["X-Zikao-Taken"], "2026-05-20");
  assert.equal("X-Zikao-Selfie" in asked[0].headers, false);
  assert.equal(made.querySelector(".zk-report h3").textContent, "能测的都符合，还有 2 点请你自己看");
});

test("what nothing measures stands as a list to tick, each with what is demanded", async () => {
  const { made } = await sent("", "yes");
  const items = [...made.querySelectorAll(".zk-eye li")];
  assert.deepEqual(
    items.map((item) => item.querySelector("label").textContent),
    ["必须两只耳朵都露出来了吗？", "建议没有化妆吗？"],
  );
  assert.equal(items[0].querySelector("input").type, "checkbox");
  assert.match(items[0].querySelector("details").textContent, /耳朵要露出来。依据/);
  assert.ok([...made.querySelectorAll("h4")].some(({ textContent }) => textContent === "请你自己看（2）"));
});

test("what is wrong stands below a heading of its weight", async () => {
  const { made } = await sent("", "no");
  assert.deepEqual(
    [...made.querySelectorAll(".zk-report h4")].map(({ textContent }) => textContent),
    ["要改的（1）", "请你自己看（2）"],
  );
});

test("a compliant one is offered only where the page says so and something is wrong", async () => {
  const offered = async (/** @type {string} */ attributes, /** @type {string} */ outcome) =>
    (await sent(attributes, outcome)).made.querySelector(".zk-verdict .zk-button")?.textContent;
  assert.equal(await offered("fit", "no"), "帮我做一张合规的");
  assert.equal(await offered("fit", "yes"), undefined);
  assert.equal(await offered("", "no"), undefined);
});
