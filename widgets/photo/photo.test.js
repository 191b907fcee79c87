import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { page } from "../testing/dom.js";

const { stated } = await import("./photo.js");

afterEach(() => mock.restoreAll());

/** @type {(outcome: string) => any} */
const report = (outcome) => ({
  check: "photo",
  target: { province: "made", item: "any", city: null, title: "样例照片", file: "a.jpg" },
  verdict: outcome === "no" ? "fail" : "pass",
  heading: outcome === "no" ? "不符合" : "能测的都符合，还有 2 点请你自己看",
  summary: "已核对 1 项。",
  findings: [
    { id: "photo.bytes", outcome, severity: "must", title: "大小", sentence: "文件大小。", measured: null, required: null, mend: outcome === "no" ? "换个品质重新保存。" : null, tolerance_from: null, by: null, missing: [], reason: null, contradiction: null, cites: [], regions: [], count: 0 },
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

/**
 * Sends a portrait and gives what was asked of the server.
 *
 * @param {string} attributes
 * @param {string} outcome
 * @param {any} [portrait] of the report
 * @param {any} [fitted] what came with it, where that was wished for
 * @returns {Promise<{made: any, asked: any[]}>}
 */
async function sent(attributes, outcome, portrait = null, fitted) {
  /** @type {any[]} */
  const asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ address, /** @type {any} */ { headers }) => {
    asked.push({ address, headers });
    const said = { ...report(outcome), portrait };
    const body = fitted === undefined || headers.Prefer !== "fitted" ? said : { report: said, fitted };
    return { ok: true, status: 200, json: async () => body };
  });
  const made = /** @type {any} */ (page(`<zikao-photo endpoint="/v1/photo/made/any?city=lake" ${attributes}></zikao-photo>`).firstChild);
  made.choose(new File(["no picture"], "张三.jpg"));
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
  assert.match(made.querySelector(".zk-eye + details li").textContent, /耳朵要露出来。依据/);
  assert.ok([...made.querySelectorAll("h4")].some(({ textContent }) => textContent === "请你自己看（2）"));
});

test("what is wrong stands below a heading of its weight", async () => {
  const { made } = await sent("", "no");
  assert.deepEqual(
    [...made.querySelectorAll(".zk-report h4")].map(({ textContent }) => textContent),
    ["要改的（1）", "请你自己看（2）", "接下来"],
  );
});

const FITTING = { will: ["裁剪：只留虚线框里的部分。", "另存：300dpi 的 JPG。"], crop: [0, 0, 480, 640] };

test("another one is offered only where the report says that it helps, and what it would do stands before it", async () => {
  const offered = async (/** @type {string} */ attributes, /** @type {any} */ fitting) => {
    const { made } = await sent(attributes, "no", { frame: null, lines: [], fitting });
    const box = made.querySelector(".zk-verdict .zk-making");
    return box && [...box.querySelectorAll("li, button")].map(({ textContent }) => textContent);
  };
  assert.deepEqual(await offered("fit", FITTING), [...FITTING.will, "照这样做一张"]);
  assert.equal(await offered("fit", null), null);
  assert.equal(await offered("", FITTING), null);
});

test("what was made with the report is shown without the file going again", async () => {
  const fitted = { file: null, steps: [], refused: [{ what: "头歪了，请重拍。", cites: [] }], confirm: [], report: report("no") };
  const { made, asked } = await sent("fit", "no", { frame: null, lines: [], fitting: FITTING }, fitted);
  assert.equal(made.querySelector(".zk-report h3").textContent, "不符合");
  assert.match(made.querySelector(".zk-making").textContent, /照片不用再发/);
  made.querySelector(".zk-making button").click();
  for (let turn = 0; turn < 50 && !made.querySelector(".zk-fitted"); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(made.querySelector(".zk-fitted").textContent, /头歪了，请重拍。/);
  assert.equal(asked.length, 1);
});

test("a page that offers no making does not ask for it", async () => {
  const { made, asked } = await sent("", "no", { frame: null, lines: [], fitting: FITTING }, null);
  assert.equal("Prefer" in asked[0].headers, false);
  assert.equal(made.querySelector(".zk-report h3").textContent, "不符合");
});

test("the gravest mend is told first", async () => {
  const first = async (/** @type {string} */ outcome) =>
    (await sent("", outcome)).made.querySelector(".zk-verdict .zk-first")?.textContent;
  assert.equal(await first("no"), "先做这一件：换个品质重新保存。");
  assert.equal(await first("yes"), undefined);
});

test("what comes next names the portal once, each guide's step, and what the eye has to look at", async () => {
  const step = { guide: "毕业申请", title: "上传照片", href: "../../graduation/#step-upload", host: "样例平台", at: "http://exam.example/", menu: ["毕业申请", "照片"] };
  const next = JSON.stringify([step, { ...step, guide: "照片上传", href: "../../portrait/#step-upload" }]).replaceAll('"', "&quot;");
  const lines = async (/** @type {string} */ outcome) => {
    const { made } = await sent(`next="${next}"`, outcome);
    return [...made.querySelectorAll(".zk-after li")].map(({ textContent }) => textContent);
  };
  const [eye, portal, guides, kept] = await lines("yes");
  assert.equal(eye, "对着照片，把“请你自己看”的 2 点看完。");
  assert.equal(portal, "上传到样例平台，依次点 毕业申请 › 照片。");
  assert.equal(guides, "回到办事的那一步：毕业申请：上传照片、照片上传：上传照片。");
  assert.equal(kept, "留一份检查结果：存成图片打印");
  const faulty = await lines("no");
  assert.equal(faulty[0], "照上面写的改好，或者重拍，再查一次。换一张照片");
  // Nobody is sent to upload what would be sent back.
  assert.equal(faulty.some((line) => line.startsWith("上传到")), false);
});

test("a page knows of a result until another file is chosen", async () => {
  const { made } = await sent("", "no");
  assert.equal(document.documentElement.hasAttribute("data-photo-result"), true);
  made.choose(new File(["another"], "b.jpg"));
  assert.equal(document.documentElement.hasAttribute("data-photo-result"), false);
});

test("what a page says is taken as said only where it can be read", () => {
  assert.deepEqual(stated("{no JSON", {}), {});
  assert.deepEqual(stated(null, []), []);
  assert.deepEqual(stated('[{"at":1}]', []), [{ at: 1 }]);
});
