import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { greeted, message, told } from "./embed/messages.js";
import { RECORDS, broken, face, record, recorded } from "./promise.mjs";
import { version } from "./version.mjs";

/** @returns {import("./promise.mjs").Interface} */
const made = () => ({
  format: 1,
  operators: ["all", "is"],
  elements: {
    "zikao-made": {
      attributes: { theme: { type: "'light' | 'dark'", required: false }, guide: { type: "string", required: true } },
      properties: { done: "string[]" },
      events: { "zikao-ready": "null", "zikao-progress": "{ done: number, total: number }", "zikao-result": "Report" },
      slots: [""],
      cssParts: ["button"],
      cssProperties: ["--zk-accent"],
    },
  },
});

/** @param {(face: import("./promise.mjs").Face) => void} change */
function changed(change) {
  const now = made();
  change(/** @type {import("./promise.mjs").Face} */ (now.elements["zikao-made"]));
  return broken(made(), now);
}

test("what every recorded version promised still holds", () => {
  assert.ok(recorded()[0]);
  for (const name of recorded()) {
    const { face: old, types } = record(name);
    assert.deepEqual(broken(old, face(), { old: types }), [], name);
  }
});

test("a released version has its record, and that is all that it had", () => {
  const { version: name, released } = version();
  // Until then its record follows what is made.
  if (released) assert.deepEqual(record(name).face, face(), "scripts/node widgets/promise.mjs --record, before it is released");
  else assert.ok(recorded().includes(name), "scripts/node widgets/promise.mjs --record");
});

test("a portal and a frame of different versions understand each other", () => {
  Object.assign(globalThis, { CSS: { supports: () => true } });
  const [window, origin] = [{}, "https://one.example"];
  const script = readFileSync(new URL("embed/framed.js", import.meta.url), "utf8");
  const said = new Set([...script.matchAll(/\bsay\("(\w+)"/g)].map(([, type]) => type));
  for (const name of recorded()) {
    const { portal, frame } = JSON.parse(readFileSync(join(RECORDS, name, "messages.json"), "utf8"));
    assert.ok(portal[0] && frame[0]);
    for (const data of portal) {
      const { zikao, type, ...rest } = data;
      assert.deepEqual(greeted({ data, origin, source: window }, window, { secure: true }), rest, name);
      assert.deepEqual(message(type, rest), data, name);
    }
    for (const data of frame) {
      const { zikao, type, ...rest } = data;
      const heard = told({ data, origin, source: window }, window, origin);
      for (const [key, value] of Object.entries(rest)) assert.deepEqual(/** @type {any} */ (heard)[key], value, `${name}: ${type}`);
      assert.equal(heard.type, type, name);
      assert.deepEqual(message(type, rest), data, name);
      assert.ok(said.has(type), `${name}: no frame says ${type} any more`);
    }
  }
});

test("more of anything breaks nothing", () => {
  const now = made();
  const face = /** @type {import("./promise.mjs").Face} */ (now.elements["zikao-made"]);
  now.elements["zikao-more"] = structuredClone(face);
  face.attributes.theme = { type: "'light' | 'dark' | 'auto'", required: false };
  face.attributes.guide = { type: "string", required: false };
  face.attributes.city = { type: "string", required: false };
  face.properties.total = "number";
  face.events["zikao-progress"] = "{ done: number, total: number, share?: number }";
  face.events["zikao-error"] = "{ message: string }";
  for (const list of [face.slots, face.cssParts, face.cssProperties]) list.push("more");
  assert.deepEqual(broken(made(), now), []);
});

test("an element that is gone breaks it", () => {
  assert.deepEqual(broken(made(), { ...made(), elements: {} }), ["zikao-made is gone"]);
});

test("an operator that is gone breaks it, and a new one in documents of the same number breaks fixed versions", () => {
  const now = { ...made(), operators: ["all", "was"] };
  const gone = "conditions with is are no longer judged";
  assert.deepEqual(broken(made(), now), [gone, "was is no operator that a fixed version knows: raise the number of the documents' shape"]);
  assert.deepEqual(broken(made(), { ...now, format: 2 }), [gone]);
});

test("whatever is taken away breaks it, each with its sentence", () => {
  const faults = changed((face) => {
    delete face.attributes.theme;
    delete face.properties.done;
    delete face.events["zikao-ready"];
    face.slots = face.cssParts = face.cssProperties = [];
  });
  assert.deepEqual(faults, [
    "zikao-made: theme is gone from its attributes",
    "zikao-made: done is gone from its properties",
    "zikao-made: zikao-ready is gone from its events",
    "zikao-made: the slot without a name is gone from its slots",
    "zikao-made: button is gone from its cssParts",
    "zikao-made: --zk-accent is gone from its cssProperties",
  ]);
});

test("whatever is narrowed breaks it, each with its sentence", () => {
  const faults = changed((face) => {
    face.attributes.theme = { type: "'light'", required: true };
    face.attributes.city = { type: "string", required: true };
    face.properties.done = "string[] | null";
    face.events["zikao-progress"] = "{ done: number, total?: number }";
  });
  assert.deepEqual(faults, [
    "zikao-made: theme may no longer be left out",
    "zikao-made: city is new and may not be left out",
    "zikao-made: theme no longer takes all of 'light' | 'dark'",
    "zikao-made: done is no longer of string[]",
    "zikao-made: zikao-progress is no longer of { done: number, total: number }",
  ]);
});

test("a report that lacks what it had, or a document that has to say more, breaks it", () => {
  const types = mkdtempSync(join(tmpdir(), "zikao-types-"));
  try {
    cpSync(new URL("shared/types", import.meta.url), types, { recursive: true });
    /** @type {(file: string, from: RegExp, into: string) => void} */
    const edit = (file, from, into) => {
      const text = readFileSync(join(types, file), "utf8");
      assert.match(text, from);
      writeFileSync(join(types, file), text.replace(from, into));
    };
    edit("report.d.ts", /(export interface Report \{[^}]*?)  findings: Finding\[\];/, "$1");
    edit("document.d.ts", /(export interface Document \{[^}]*?)  title: string;/, "$1  wholly_new: string;");
    const faults = broken(made(), made(), { now: types });
    assert.deepEqual(faults, [
      "zikao-made: zikao-result is no longer of Report",
      "a report no longer holds all that it did, or of other types",
      "a document of this version is no longer one of today",
      "a document lacks what a fixed version reads: raise the number of its shape",
    ]);
    assert.deepEqual(broken(made(), { ...made(), format: 2 }, { now: types }), faults.slice(0, 3));
  } finally {
    rmSync(types, { recursive: true });
  }
});

test("the version is one of 1.x.y, and its file says whether it is released", () => {
  assert.match(version().version, /^1\./);
  const place = mkdtempSync(join(tmpdir(), "zikao-version-"));
  const file = join(place, "version.json");
  for (const wrong of ['{"version": "2.0.0", "released": true}', '{"version": "1.0.0"}', '{"version": "1.0.0", "released": false, "more": 1}']) {
    writeFileSync(file, wrong);
    assert.throws(() => version(file), /version\.json/);
  }
  rmSync(place, { recursive: true });
  assert.ok(!existsSync(place));
});
