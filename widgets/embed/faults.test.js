import "../testing/dom.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Newer, Unreached, fetched } from "../shared/faults.js";
import { explain, show } from "./faults.js";
import { seen } from "./violations.js";

const GUIDE = "https://zikao.example";
const BASE = `${GUIDE}/below/`;
const DATA = `${BASE}data/anhui/graduation.json`;
const POLICY = "default-src 'self'";

/** @typedef {import("./faults.js").Where} Where */

let serial = 0;
/** @type {string[]} */
let asked = [];
/** @type {string[]} */
let told = [];

beforeEach((context) => {
  const { mock } = /** @type {import("node:test").TestContext} */ (/** @type {unknown} */ (context));
  [asked, told] = [[], []];
  seen.length = 0;
  mock.method(console, "error", (/** @type {unknown} */ text) => told.push(String(text)));
});

/**
 * A fault told, each at an address of its own: the console is told each line once.
 *
 * @param {import("node:test").TestContext} context
 * @param {Where["of"]} of
 * @param {unknown} fault
 * @param {{host?: string, address?: string, code?: string, answer?: (mode?: string) => Response}} [how] answer: to a second request; throws where none comes
 */
async function explained(context, of, fault, { host = "zikao-eligibility", address, code, answer } = {}) {
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ _, /** @type {RequestInit} */ { mode }) => {
    asked.push(String(mode));
    if (!answer) throw new TypeError("Failed to fetch");
    return answer(mode);
  });
  const where = { of, base: BASE, seen, ...(address && { address }), ...(code && { code }) };
  const found = await explain(document.createElement(host), fault, where);
  assert.ok(told.length <= 1);
  return { ...found, console: told[0] ?? "" };
}

const fresh = () => `${DATA}?${(serial += 1)}`;
const none = () => {
  throw new TypeError("Failed to fetch");
};

/** @param {string} directive @param {Partial<import("./violations.js").Violation>} [differs] */
function forbid(directive, differs) {
  const event = Object.assign(new Event("securitypolicyviolation"), {
    blockedURI: DATA,
    disposition: "enforce",
    effectiveDirective: directive,
    originalPolicy: POLICY,
    sourceFile: `${BASE}widgets/1.0.0/x.js`,
    ...differs,
  });
  document.dispatchEvent(event);
}

test("what the policy forbade is named with the whole line to write, and the reader is sent to the link", async (context) => {
  for (const [of, directive, line] of /** @type {const} */ ([
    ["program", "script-src-elem", "script-src"],
    ["document", "connect-src", "connect-src"],
    ["frame", "frame-src", "frame-src"],
    ["style", "style-src-elem", "style-src"],
  ])) {
    [seen.length, told] = [0, []];
    forbid(directive, { blockedURI: of === "frame" ? GUIDE : DATA });
    const { code, message, console } = await explained(context, of, new TypeError("no"), { address: DATA });
    assert.equal(code, "policy");
    assert.match(message, /^资格自查没有打开：这个网站还没有设置好。请用下面的链接。$/);
    assert.ok(console.endsWith(`\n${line} 'self' ${GUIDE}`), console);
    assert.deepEqual(asked, [], "nothing more is to be found out");
  }
});

test("violations of the portal's own, of others' places, and such as are only reported are no cause", async (context) => {
  forbid("connect-src", { blockedURI: "https://zikao.example.evil/x" });
  forbid("connect-src", { disposition: "report" });
  forbid("img-src");
  const { code } = await explained(context, "document", new Unreached(fresh()));
  assert.equal(code, "away");
});

test("what trusted types stop in our code is our fault, and in the portal's own not ours", async (context) => {
  forbid("require-trusted-types-for", { blockedURI: "trusted-types-sink" });
  const first = await explained(context, "program", new TypeError("requires TrustedHTML"));
  assert.equal(first.code, "policy");
  assert.match(first.console, /require-trusted-types-for 挡住了组件的一步.*不用改策略/);
  [seen.length, told] = [0, []];
  forbid("require-trusted-types-for", { blockedURI: "trusted-types-sink", sourceFile: "https://portal.example/old.js" });
  assert.equal((await explained(context, "inside", new TypeError("x is not a function"))).code, "broken");
});

test("a server that answers but lets nobody read is told from one that is away", async (context) => {
  const cors = (/** @type {string | undefined} */ mode) => (mode === "cors" ? none() : new Response());
  const there = await explained(context, "document", new Unreached(fresh()), { answer: cors });
  assert.deepEqual(asked, ["cors", "no-cors"]);
  assert.equal(there.code, "cors");
  assert.match(there.console, /\/widgets\/ 和 \/data\/[^]*\nAccess-Control-Allow-Origin: \*$/);
  told = [];
  const away = await explained(context, "document", new Unreached(fresh()));
  assert.equal(away.code, "away");
  assert.match(away.message, /没有打开：指南网站没有回答。检查一下网络/);
  assert.match(away.console, /没有回答。浏览器不告诉网页/);
  assert.doesNotMatch(away.message, /链接/, "which is of the same server");
});

test("a refusal of the second look that browsers tell late is heard all the same", async (context) => {
  // Of the first question nothing is told in time; of the second after its failure.
  const late = (/** @type {string | undefined} */ mode) => (mode === "no-cors" && setTimeout(() => forbid("connect-src"), 20), none());
  const { code } = await explained(context, "program", new TypeError("Importing a module script failed."), { address: fresh(), answer: late });
  assert.equal(code, "unknown");
  assert.deepEqual(asked, ["cors", "no-cors"]);
});

test("where the policy forbids a second look the cause is said to be unknown", async (context) => {
  const hidden = () => (forbid("connect-src"), none());
  const { code, message, console } = await explained(context, "program", new TypeError("Importing a module script failed."), { answer: hidden });
  assert.equal(code, "unknown");
  assert.match(message, /原因不清楚/);
  assert.match(console, /分不清原因/);
});

test("a device without network is told so and asks nobody", async (context) => {
  context.mock.getter(navigator, "onLine", () => false);
  const { code, message } = await explained(context, "document", new Unreached(fresh()));
  assert.deepEqual([code, asked], ["away", []]);
  assert.match(message, /设备没有连上网络/);
});

test("a page on https with our address on http is told to write https", async (context) => {
  const { code, console } = await explained(context, "document", new Unreached("http://zikao.example/data/a.json"));
  assert.equal(code, "policy");
  assert.match(console, /\nhttps:\/\/zikao\.example\/data\/a\.json$/);
});

test("what a server answers says whether a file is missing, closed, or not to be had now", async (context) => {
  for (const [status, code, sentence] of /** @type {const} */ ([
    [404, "missing", "文件没有找到"],
    [410, "missing", "文件没有找到"],
    [403, "refused", "这个网站还没有设置好"],
    [503, "away", "指南网站现在给不了"],
  ])) {
    told = [];
    const found = await explained(context, "document", new Unreached(fresh(), status));
    assert.equal(found.code, code);
    assert.ok(found.message.includes(sentence), found.message);
    assert.ok(found.console.includes(`（${status}）`), found.console);
  }
});

test("what is no JSON is no document; a newer one asks for the script that moves", async (context) => {
  const address = fresh();
  context.mock.method(globalThis, "fetch", async () => new Response("<html>"));
  const fault = await fetched(address).catch((/** @type {unknown} */ fault) => fault);
  const garbled = await explained(context, "document", fault);
  assert.equal(garbled.code, "missing");
  assert.ok(garbled.console.includes(`${address} 给的不是 JSON`), garbled.console);
  told = [];
  const newer = await explained(context, "document", new Newer(DATA, 2));
  assert.equal(newer.code, "version");
  assert.ok(newer.console.endsWith(`<script type="module" src="${BASE}widgets/v1/zikao.js"></script>`), newer.console);
});

test("a part of the program that is gone is asked for by the name that the browser gave", async (context) => {
  const chunk = `${BASE}widgets/1.0.0/zh-CN/light-${(serial += 1)}.js`;
  const fault = new TypeError(`Failed to fetch dynamically imported module: ${chunk}`);
  const gone = await explained(context, "program", fault, { answer: () => new Response(null, { status: 404 }) });
  assert.equal(gone.code, "missing");
  assert.ok(gone.console.includes(chunk), gone.console);
  told = [];
  const back = await explained(context, "program", fault, { answer: () => new Response() });
  assert.equal(back.code, "away");
  assert.match(back.console, /再取就有了/);
  told = [];
  assert.equal((await explained(context, "program", new SyntaxError("Unexpected token"))).code, "broken");
});

test("a frame that does not get ready is refused only where its answer says so", async (context) => {
  const address = `${BASE}embed/photo/anhui/graduation/`;
  const host = "zikao-photo";
  const answers = {
    refused: { "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self' https://other.example" },
    "a proxy's header": { "X-Frame-Options": "DENY" },
    unknown: { "Content-Security-Policy": `frame-ancestors ${location.origin}` },
  };
  const list = `\nZIKAO_ORIGINS=${location.origin}`;
  for (const [name, headers] of Object.entries(answers)) {
    told = [];
    const found = await explained(context, "frame", undefined, { host, address: `${address}?${name}`, answer: () => new Response("", { headers }) });
    assert.equal(found.code, name === "unknown" ? "unknown" : "refused", name);
    assert.ok(found.console.endsWith(list), found.console);
    assert.ok(found.message.startsWith("照片检查没有打开"), found.message);
  }
  told = [];
  const cors = (/** @type {string | undefined} */ mode) => (mode === "cors" ? none() : new Response());
  const there = await explained(context, "frame", undefined, { host, address, answer: cors });
  assert.equal(there.code, "unknown", "that a server is there does not say why its page did not open");
  assert.ok(there.console.endsWith(list), there.console);
  told = [];
  const hidden = () => (forbid("connect-src"), none());
  const unseen = await explained(context, "frame", undefined, { host, address, answer: hidden });
  assert.equal(unseen.code, "unknown");
  assert.ok(unseen.console.includes("网页的策略不让再取一次") && unseen.console.endsWith(list), unseen.console);
  [seen.length, told] = [0, []];
  assert.equal((await explained(context, "frame", undefined, { host, address: fresh() })).code, "away");
  told = [];
  const gone = await explained(context, "frame", undefined, { host, address: fresh(), answer: () => new Response("", { status: 404 }) });
  assert.equal(gone.code, "missing");
  told = [];
  // In a sandbox the address of a page still tells an origin.
  Object.assign(window, { origin: "null" });
  context.after(() => Object.assign(window, { origin: location.origin }));
  const hides = await explained(context, "frame", undefined, { host, address: fresh(), answer: () => new Response() });
  const { location: here } = globalThis;
  context.after(() => Object.assign(globalThis, { location: here }));
  Object.assign(globalThis, { location: { protocol: "file:", origin: "null" } });
  told = [];
  const disk = await explained(context, "frame", undefined, { host, address: fresh(), answer: () => new Response() });
  assert.ok(disk.code === "refused" && disk.console.includes("file:"), disk.console);
  assert.ok(hides.code === "refused" && hides.console.endsWith("\nallow-same-origin"), hides.console);
});

test("what a frame says of itself, and a browser below the floor", async (context) => {
  assert.equal((await explained(context, "inside", undefined, { code: "old" })).code, "old");
  told = [];
  const { code, message, console } = await explained(context, "browser", undefined);
  assert.equal(code, "old");
  assert.match(message, /浏览器太旧/);
  assert.match(console, /不用改什么/);
});

test("the console is told each line once, however many elements stand on the page", async (context) => {
  const fault = new Unreached(fresh(), 404);
  await explained(context, "document", fault);
  await explained(context, "document", fault, { host: "zikao-checklist-zh-cn" }).then(({ message }) => assert.match(message, /^清单没有打开/));
  assert.equal(told.length, 1);
});

test("the sentence stands above what the portal wrote; a link of ours is added only where it wrote none", () => {
  const host = document.createElement("zikao-photo");
  host.setAttribute("province", "anhui");
  host.setAttribute("spec", "graduation");
  host.append("照片要求见学校的通知。");
  const links = () => [...(host.shadowRoot?.querySelectorAll("a") ?? [])].map((link) => link.href);
  const shape = () => [...(host.shadowRoot?.querySelector("[part=root]")?.children ?? [])].map((each) => each.localName);
  show(host, { code: "policy", message: "没有打开" }, BASE);
  assert.deepEqual([shape(), links()], [["p", "slot"], [`${BASE}anhui/photos/graduation/`]]);
  show(host, { code: "away", message: "没有打开" }, BASE);
  assert.deepEqual([shape(), links()], [["p", "slot"], []]);
  host.append(Object.assign(document.createElement("a"), { href: "https://portal.example/notice" }));
  show(host, { code: "policy", message: "没有打开" }, BASE);
  assert.deepEqual(links(), []);
});
