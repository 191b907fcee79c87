import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

// As in the bundles for other people's pages: the plain names are those of the tags, which hold the elements.
Object.assign(globalThis, { INNER: "-made" });
await import("../checklist/checklist.js");
await import("./way.js");

class Host extends HTMLElement {
  /** @type {any} */
  inner;
  turn = false;

  async wake() {
    this.turn = true;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.inner = document.createElement(`${this.localName}-made`);
    for (const name of ["guide", "page"]) this.inner.setAttribute(name, this.getAttribute(name) ?? "");
    this.inner.innerHTML = this.innerHTML;
    const box = document.createElement("div");
    for (const type of ["zikao-ready", "zikao-progress"]) {
      box.addEventListener(type, (/** @type {any} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent(type, { detail: event.detail, bubbles: true, composed: true }));
      });
    }
    box.append(this.inner);
    root.replaceChildren(box);
  }
}
for (const name of ["zikao-checklist", "zikao-way"]) customElements.define(name, class extends Host {});

const LIST = `<zikao-checklist guide="made/any"><ol>
<li id="step-read"><label><input type="checkbox" data-step="read"> 看通知</label></li>
<li id="step-apply" data-when='{"is": {"level": "bachelor"}}'><label><input type="checkbox" data-step="apply"> 提交</label></li>
</ol></zikao-checklist>`;
const PAPERS = `<zikao-checklist guide="made/any/materials"><ul>
<li id="material-card"><label><input type="checkbox" data-step="card"> 身份证</label></li></ul></zikao-checklist>`;
const WAY = '<zikao-way guide="made/any" page="https://guide.example/made/any/"></zikao-way>';
const OTHER = LIST.replaceAll("made/any", "made/other");

/** Its address, with a fragment of its own. */
const HERE = "/news.html?id=7#Z=1&V=1";
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** @type {(html: string) => Promise<{way: any, said: () => string}>} */
async function portal(html) {
  window.history.replaceState(null, "", HERE);
  document.documentElement.dataset.case = "theirs";
  const host = /** @type {any} */ (page(html).querySelector("zikao-way"));
  await new Promise((resolve) => {
    host.addEventListener("zikao-ready", resolve, { once: true });
    host.wake();
  });
  await settle();
  return { way: host.inner, said: () => host.inner.querySelector(".zk-tally").textContent };
}

/** @type {(html: string) => Promise<any>} */
async function late(html) {
  const place = document.createElement("div");
  place.innerHTML = html;
  document.body.append(place);
  const host = /** @type {any} */ (place.firstElementChild);
  host.wake();
  await settle();
  return host;
}

test("lists of its procedure are fetched and joined, wherever they stand; those of another are not", async () => {
  const { way, said } = await portal(WAY + PAPERS + OTHER + LIST);
  assert.equal(said(), "下面是全部 1 样材料、2 步。");
  assert.deepEqual(way.rows.map((/** @type {any} */ { list }) => list.guide), ["made/any/materials", "made/any"]);
  assert.ok(!(/** @type {any} */ (document.querySelector("[guide='made/other']")).turn));
});

test("what comes late joins, what leaves is let go, and what moves stays joined", async () => {
  const { said } = await portal(WAY + LIST);
  assert.equal(said(), "下面是全部 2 步。");
  const papers = await late(PAPERS);
  assert.equal(said(), "下面是全部 2 步、1 样材料。");
  document.body.prepend(papers);
  await settle();
  assert.equal(said(), "下面是全部 1 样材料、2 步。");
  papers.remove();
  await settle();
  assert.equal(said(), "下面是全部 2 步。");
});

test("a list has its own buttons once the way is gone", async () => {
  const { way } = await portal(WAY + LIST);
  const list = way.rows[0].list;
  assert.ok(!list.querySelector(".zk-actions"));
  document.querySelector("zikao-way")?.remove();
  await settle();
  assert.ok(list.querySelector(".zk-actions"));
  list.querySelector("input").click();
  assert.equal(list.querySelector("[role=status]").textContent, "已完成 1 / 2 项");
});

test("the address is the page's own, and so is what it marks itself with", async () => {
  const { way } = await portal(WAY + LIST);
  const { length } = window.history;
  assert.equal(document.documentElement.dataset.case, "theirs");
  const link = way.querySelector("a.zk-button");
  assert.equal(link.href, "https://guide.example/made/any/#step-read");
  const row = way.rows[0].list.querySelector("#step-read");
  row.scrollIntoView = () => {};
  link.click();
  assert.equal(row.getRootNode().activeElement, row);
  assert.equal(location.pathname + location.search + location.hash, HERE);
  assert.equal(window.history.length, length);
});

test("a link leads to the guide of the site, with what is ticked here", async () => {
  const { way } = await portal(WAY + LIST);
  way.rows[0].list.querySelector("input").click();
  await way.with((/** @type {any} */ share) => share.open());
  const { value } = way.querySelector("textarea");
  assert.equal(value, "https://guide.example/made/any/#Z=1&V=0-page&T=read");
  assert.match(way.querySelector(".zk-share").textContent, /打开的是指南网站 guide\.example 上的这个事项/);
});
