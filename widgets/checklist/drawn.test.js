import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

await import("./checklist.js");

const FROM = "https://guide.example/data/made/any.list.json";
const MADE = {
  format: 1,
  title: "某事项",
  version: "1.2.0",
  guide: "made/any",
  page: "../../made/any/",
  materials: [
    {
      id: "card",
      title: "身份证",
      text: [{ kind: "body", term: "形式", text: ["原件"] }],
      links: [{ words: "依据", href: "../../made/any/#material-card" }],
    },
  ],
  steps: [
    {
      id: "login",
      title: "登录",
      number: 1,
      group: "准备",
      text: [{ kind: "menu", term: "依次点", text: [{ shown: "我的" }, " › ", { shown: "登录" }] }],
      links: [],
    },
    { id: "wait", title: "审核", by: "市级机构", group: "办理", text: [], links: [] },
    {
      id: "submit",
      title: "提交",
      number: 2,
      group: "办理",
      when: { is: { level: "bachelor" } },
      text: [
        { kind: "after", text: ["先完成：", { words: "第 1 步", row: "step-login" }] },
        { kind: "body", text: ["<b>不是</b>标记\n第二行 ", { words: "a.cn", href: "http://a.cn" }] },
        { kind: "paper", term: "要用", text: [{ words: "身份证", row: "material-card" }] },
      ],
      links: [],
    },
  ],
};

/** @type {(attributes: string, answer?: any) => Promise<any>} */
async function drawn(attributes, answer = MADE) {
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ address) => {
      assert.equal(address, FROM);
      return { ok: !!answer, status: 404, text: async () => JSON.stringify(answer) };
    }
  );
  const element = page(`<zikao-checklist document="${FROM}" ${attributes}>看指南</zikao-checklist>`).firstElementChild;
  await new Promise((resolve) => {
    for (const type of ["zikao-ready", "zikao-error"]) element?.addEventListener(type, resolve, { once: true });
  });
  return element;
}

/** @type {(element: any, selector: string) => string[]} */
const texts = (element, selector) => [...element.querySelectorAll(selector)].map((each) => each.textContent);

test("steps are drawn below the headings of their groups, what an office does without a box", async () => {
  const element = await drawn('list="steps"');
  assert.deepEqual(texts(element, "h3, h4"), ["某事项：办理流程", "准备", "办理"]);
  assert.deepEqual(texts(element, "li > label, li > p"), ["1 登录", "市级机构 审核", "2 提交"]);
  assert.deepEqual(texts(element, "#step-login p"), ["依次点 我的 › 登录", ""]);
  assert.equal(element.querySelector("#step-submit").dataset.when, '{"is":{"level":"bachelor"}}');
  assert.equal(element.querySelector("[role=status]").textContent, "已完成 0 / 2 项");
  assert.equal(element.querySelector("ol:last-of-type").getAttribute("part"), "list");
  assert.ok(!element.textContent.includes("看指南"));
});

test("text is text, and its lines are kept", async () => {
  const element = await drawn('list="steps"');
  const body = element.querySelectorAll("#step-submit p")[1];
  assert.equal(body.innerHTML.split("<br>")[0], "&lt;b&gt;不是&lt;/b&gt;标记");
  assert.equal(body.querySelector("a").href, "http://a.cn/");
});

test("ticks are kept under the names that the guide of the site has", async () => {
  const element = await drawn("");
  assert.deepEqual(texts(element, "h3, h4, h5"), ["某事项", "申请材料", "办理流程", "准备", "办理"]);
  for (const box of element.querySelectorAll("[data-step=card], [data-step=login]")) box.click();
  assert.deepEqual(JSON.parse(localStorage.getItem("zikao:checklist:made/any") ?? ""), { version: "1.2.0", done: ["login"] });
  assert.deepEqual(JSON.parse(localStorage.getItem("zikao:checklist:made/any/materials") ?? "").done, ["card"]);
  assert.deepEqual(element.done, ["card", "login"]);
});

test("of papers and steps in one element it is told together", async () => {
  const element = await drawn("");
  /** @type {unknown[]} */
  const told = [];
  document.addEventListener("zikao-progress", (/** @type {any} */ { target, detail }) => told.push(target === element, detail));
  element.querySelector("[data-step=submit]").click();
  assert.deepEqual(told, [true, { done: 1, total: 3 }]);
  assert.deepEqual(texts(element, "[role=status]"), ["已完成 0 / 1 项", "已完成 1 / 2 项"]);
});

test("a link to another row leads there, and without that row to the guide", async () => {
  const element = await drawn('list="steps" title="怎么办"');
  assert.equal(element.querySelector("h3").textContent, "怎么办");
  assert.ok(!element.hasAttribute("title"), "it would float as a tooltip");
  const [step, paper] = element.querySelectorAll("#step-submit a[href*='#']");
  assert.equal(step.href, "https://guide.example/made/any/#step-login");
  const press = (/** @type {any} */ link) => {
    const event = new Event("click", { cancelable: true, bubbles: true });
    link.dispatchEvent(event);
    return event.defaultPrevented;
  };
  element.querySelector("#step-login").scrollIntoView = () => {};
  assert.ok(press(step));
  assert.equal(document.activeElement?.id, "step-login");
  assert.equal(paper.href, "https://guide.example/made/any/#material-card");
  assert.ok(!press(paper));
});

test("of nothing it says that the sources say nothing, and counts nothing", async () => {
  const element = await drawn('list="materials"', { ...MADE, materials: [] });
  assert.deepEqual(texts(element, ".zk-hint"), ["来源未载明"]);
  assert.ok(element.querySelector(".zk-progress").hidden);
});

test("what stands between the tags stays where the document does not come", async () => {
  /** @type {any} */
  let told;
  document.addEventListener("zikao-error", (/** @type {any} */ { detail }) => (told = detail), { once: true });
  const log = console.error;
  console.error = () => {};
  const element = await drawn("", null);
  console.error = log;
  assert.equal(told.code, "missing");
  assert.match(element.textContent, /^清单没有载入：.*。看指南$/);
});
