import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { COLOURS, HIGHEST, greeted, message, told } from "./messages.js";
import { outline } from "./outline.js";

const GUIDE = "https://guide.example";
const PORTAL = "https://portal.example.cn";
const [frame, portal, other] = [{}, {}, {}];

/** As a browser has it: a colour is a hash here. */
Object.assign(globalThis, {
  CSS: { supports: (/** @type {string} */ name, /** @type {string} */ value) => name === "color" && /^#[0-9a-f]{3,8}$/i.test(value) },
});

test("a portal takes what its own frame says, and from our origin alone", () => {
  const event = { data: message("height", { height: 512.2 }), origin: GUIDE, source: frame };
  assert.equal(told(event, frame, GUIDE).height, 513);
  const hostile = [
    { ...event, source: other },
    { ...event, source: null },
    { ...event, origin: "https://guide.example.evil.example" },
    { ...event, origin: "http://guide.example" },
    { ...event, origin: "null" },
    { ...event, data: { ...event.data, zikao: 2 } },
    { ...event, data: { type: "height", height: 5 } },
    { ...event, data: "height" },
    { ...event, data: null },
    { ...event, data: undefined },
  ];
  for (const each of hostile) assert.deepEqual(told(each, frame, GUIDE), {}, JSON.stringify(each));
  // A frame that was taken away has no window, as a message from a worker has none.
  assert.deepEqual(told({ ...event, source: null }, null, GUIDE), {});
});

test("no height is beyond what a page can be, and each is whole", () => {
  /** @param {unknown} height */
  const of = (height) => told({ data: message("height", { height }), origin: GUIDE, source: frame }, frame, GUIDE).height;
  assert.deepEqual([1e9, Infinity, 0.2, -5, NaN, "x", {}, [], null, undefined].map(of), [HIGHEST, HIGHEST, 1, 0, 0, 0, 0, 0, 0, 0]);
});

/** @param {Record<string, unknown>} [more] */
const hello = (more) => ({ data: message("hello", { theme: "dark", colours: {}, title: "照片", ...more }), origin: PORTAL, source: portal });

test("a frame is greeted by the page around it, whole on its way", () => {
  const only = { secure: true };
  assert.deepEqual(greeted(hello(), portal, only), { theme: "dark", colours: {}, title: "照片" });
  assert.ok(greeted({ ...hello(), origin: "http://localhost:8000" }, portal, only));
  assert.ok(greeted({ ...hello(), origin: "http://127.0.0.1" }, portal, only));
  assert.ok(greeted({ ...hello(), origin: "http://10.0.0.5" }, portal, { secure: false }));
  const refused = [
    { ...hello(), source: other },
    { ...hello(), source: null },
    { ...hello(), origin: "http://portal.example.cn" },
    { ...hello(), origin: "http://localhost.evil.example" },
    { ...hello(), origin: "http://127.0.0.1.evil.example" },
    { ...hello(), origin: "null" },
    { ...hello(), origin: "file://" },
    { ...hello(), data: { ...hello().data, type: "height" } },
    { ...hello(), data: { ...hello().data, zikao: "1" } },
    { ...hello(), data: null },
    { ...hello(), data: 1 },
  ];
  for (const each of refused) assert.equal(greeted(each, portal, only), null, JSON.stringify(each));
  // By itself it is greeted by nobody.
  assert.equal(greeted({ ...hello(), source: null }, null, only), null);
});

test("whoever has greeted a frame is whom it talks to", () => {
  const only = { secure: true, origin: PORTAL };
  assert.ok(greeted(hello(), portal, only));
  assert.equal(greeted({ ...hello(), origin: "https://other.example" }, portal, only), null);
});

test("of a greeting only colours, a known ground and a short title are taken", () => {
  /** @param {Record<string, unknown>} more */
  const taken = (more) => greeted(hello(more), portal, { secure: true });
  const colours = {
    "--zk-main": "#a00",
    "--zk-ink": "javascript:alert(1)",
    "--zk-paper": "url(https://evil.example/x)",
    "--zk-tint": "#fff; position: fixed",
    "--zk-good": 5,
    "--evil": "#000",
    position: "fixed",
  };
  assert.deepEqual(taken({ colours })?.colours, { "--zk-main": "#a00" });
  for (const each of [null, "red", 7, []]) assert.deepEqual(taken({ colours: each })?.colours, {});
  assert.equal(taken({ theme: "dark\" onload=" })?.theme, "light");
  assert.equal(taken({ title: "长".repeat(5000) })?.title.length, 100);
  assert.equal(taken({ title: { toString: "x" } })?.title, "");
});

test("the colours are those of the elements", () => {
  const look = JSON.parse(readFileSync(new URL("../shared/look.json", import.meta.url), "utf8"));
  assert.deepEqual(COLOURS, look.cssProperties.map((/** @type {{name: string}} */ { name }) => name));
});

test("a portal is told how rules came out, and nothing of what was read", () => {
  const secret = "SECRET";
  const finding = {
    ...{ id: "package.ticket-number", outcome: "no", severity: "must", title: secret, sentence: secret, measured: secret },
    ...{ required: secret, mend: secret, why: secret, regions: [{ entry: secret }], cites: [{ title: secret }] },
  };
  const report = {
    ...{ check: "package", verdict: "fail", heading: secret, summary: secret, notice: secret },
    target: { province: "zhejiang", item: "score-merge", city: null, title: secret, file: `${secret}.zip` },
    findings: [finding, { ...finding, id: "package.bytes", outcome: "not checked" }, { ...finding, id: "package.x", outcome: "yes" }],
    by_eye: [{ ask: secret }],
    pages: [{ entry: secret, typed: secret, read: secret }],
    portrait: { lines: [{ measured: secret }] },
    rulebook: { id: "zhejiang", version: "0.4.0", sha256: secret, reviewed_on: secret },
  };
  const found = outline(/** @type {any} */ (report));
  assert.deepEqual(found, {
    check: "package",
    target: { province: "zhejiang", item: "score-merge", city: null },
    rulebook: { id: "zhejiang", version: "0.4.0" },
    verdict: "fail",
    counts: { yes: 1, no: 1, unknown: 0, "not checked": 1 },
    findings: [
      { id: "package.ticket-number", outcome: "no", severity: "must" },
      { id: "package.bytes", outcome: "not checked", severity: "must" },
      { id: "package.x", outcome: "yes", severity: "must" },
    ],
  });
  assert.ok(!JSON.stringify(found).includes(secret));
});
