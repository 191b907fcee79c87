import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FORMAT, Newer, Unreached, advice, fetched, tellWith, told } from "./faults.js";

/** @param {import("node:test").TestContext} context @param {() => Promise<unknown>} fetch */
function answering(context, fetch) {
  context.mock.method(globalThis, "fetch", fetch);
  return context.mock.method(console, "error", () => {});
}

/** @param {unknown} fault */
const said = (fault) => advice(fault);

test("the network is named where it is the cause, a server's answer where there is one", async (context) => {
  const told = answering(context, () => Promise.reject(new TypeError("Failed to fetch")));
  await assert.rejects(fetched("a.json"), (fault) => /检查网络/.test(said(fault)));
  answering(context, async () => ({ ok: false, status: 503 }));
  await assert.rejects(fetched("a.json"), (fault) => /服务器现在给不了/.test(said(fault)));
  answering(context, async () => ({ ok: true, text: () => Promise.reject(new TypeError("network error")) }));
  await assert.rejects(fetched("a.json"), (fault) => /检查网络/.test(said(fault)));
  assert.equal(told.mock.callCount(), 0, "nothing to look for in the code");
});

test("a part of the program that cannot be fetched is the network's, in the words of each browser", (context) => {
  answering(context, async () => {});
  for (const words of [
    "Failed to fetch dynamically imported module: https://guide.example/result.js",
    "error loading dynamically imported module: https://guide.example/result.js",
    "Importing a module script failed.",
  ]) {
    assert.match(said(new TypeError(words)), /检查网络/, words);
  }
});

test("any other fault is the page's own, and reaches the console", async (context) => {
  const told = answering(context, async () => ({ ok: true, text: async () => "<html>" }));
  await assert.rejects(fetched("a.json"), (fault) => !(fault instanceof Unreached) && /网页自己出了错/.test(said(fault)));
  const fault = new TypeError("Object.hasOwn is not a function");
  assert.match(said(fault), /网页自己出了错/);
  assert.equal(told.mock.calls[told.mock.callCount() - 1]?.arguments[0], fault);
});

test("a document of a newer shape is not read, one of ours or without a number is", async (context) => {
  /** @param {unknown} document */
  const given = (document) => answering(context, async () => ({ ok: true, text: async () => JSON.stringify(document) }));
  given({ format: FORMAT + 1 });
  await assert.rejects(fetched("a.json"), (fault) => fault instanceof Newer && fault.code === "version" && /旧的/.test(said(fault)));
  for (const document of [{ format: FORMAT }, { title: "毕业申请" }, null]) {
    given(document);
    assert.deepEqual(await fetched("a.json"), document);
  }
});

test("the newest shape that is read is the one that is written", () => {
  const schema = JSON.parse(readFileSync(new URL("../../schemas/document.schema.json", import.meta.url), "utf8"));
  assert.equal(schema.properties.format.const, FORMAT);
});

test("a page says its own sentence with a name for the cause; what stands in a portal says another", async (context) => {
  answering(context, async () => {});
  const element = /** @type {Element} */ ({});
  const sentence = (/** @type {string} */ advice) => `没有载入：${advice}。`;
  for (const [fault, code] of /** @type {const} */ ([
    [new Unreached("a.json"), "away"],
    [new Unreached("a.json", 503), "away"],
    [new Unreached("a.json", 404), "missing"],
    [new Newer("a.json", 2), "version"],
    [new TypeError("x is not a function"), "broken"],
  ])) {
    assert.deepEqual(await told(element, fault, sentence), { message: sentence(advice(fault)), code });
  }
  context.after(() => tellWith(undefined));
  tellWith(async (of, fault) => ({ message: `${of === element}: ${fault}`, code: "cors" }));
  assert.deepEqual(await told(element, "why", sentence), { message: "true: why", code: "cors" });
});
