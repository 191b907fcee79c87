import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { instantiate } from "lcms-wasm";
import { Pixels } from "../formats/pixels.js";
import { ALLOWED, seen } from "../testing/seen.js";
import { files, vectors } from "../testing/vectors.js";
import { missing } from "./face/networks.js";
import { measureFile } from "./file.js";
import OF_FILES from "./file.json" with { type: "json" };
import { look } from "./measuring.js";
import { placesOf } from "./places.js";
import SAID from "./seen.json" with { type: "json" };

const PIXELS = new Pixels(new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url))));
const lcms = async () => instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });
/** The vectors bring no canonical face, which is a file of its own: `face/face.test.js` lays a made one over each head. */
const POSE = SAID.groups.pose;
/** @type {Record<string, number>} */
const TOLERANCES = SAID.tolerances;

test("all that is seen in a portrait is Python's: facts, reasons, and where each fact was seen", async () => {
  const { of } = vectors("photo/places");
  for (const [label, { data, networks, expected }] of await seen()) {
    const tools = { pixels: PIXELS, lcms, networks, faceModel: null };
    const { measured, portrait } = await look(data, `${label}.jpg`, tools, { allowed: ALLOWED });
    const { facts, absent } = measured;
    assert.ok(portrait);
    for (const name of SAID.names.filter((each) => !POSE.includes(each))) {
      const [found, wanted] = [facts[name], expected.facts[name]];
      const near = typeof wanted === "number" && Math.abs(found - wanted) <= (TOLERANCES[name] ?? 0);
      assert.ok(found === wanted || near, `${label}: ${name} ${found} for ${wanted}`);
      assert.equal(absent[name], expected.absent[name], `${label}: ${name}`);
    }
    const posed = POSE.map((name) => absent[name]);
    if (expected.facts.roll_deg !== undefined) assert.deepEqual(posed, POSE.map(() => SAID.reasons.not_loaded), label);
    // An even ground has a gradient in no direction: its ends are what single precision makes of next to nothing.
    const unplaced = [...POSE, ...(expected.facts.background_gradient < 0.3 ? ["background_gradient"] : [])];
    const placed = (/** @type {any[][]} */ all) => Object.fromEntries(all.filter(([fact]) => !unplaced.includes(fact)));
    const places = Object.keys(portrait.facts).map((fact) => [fact, placesOf(portrait, fact).map(({ box, line }) => [...box, line])]);
    const found = placed(places.filter(([, listed]) => listed?.length));
    portrait.picture.drop();
    const wanted = placed(Object.entries(of[label]));
    assert.deepEqual({ [label]: found }, { [label]: wanted });
  }
});

test("without the network that tells what lies over a face, what it could take away is not measured", async () => {
  const { of } = vectors("photo/uncovered");
  for (const [label, { data, networks }] of await seen()) {
    const tools = { pixels: PIXELS, lcms, networks: { ...networks, parts: missing("没有模型") }, faceModel: null };
    const { measured, portrait } = await look(data, `${label}.jpg`, tools, { allowed: ALLOWED });
    portrait?.picture.drop();
    const { facts, absent } = measured;
    const names = SAID.names.filter((each) => !POSE.includes(each));
    for (const name of names) {
      const wanted = of[label].facts[name];
      const near = typeof wanted === "number" && Math.abs(facts[name] - wanted) <= (TOLERANCES[name] ?? 0);
      assert.ok(facts[name] === wanted || near, `${label}: ${name} ${facts[name]} for ${wanted}`);
    }
    assert.deepEqual({ [label]: names.map((name) => absent[name]) }, { [label]: names.map((name) => of[label].absent[name]) });
  }
  assert.equal(of.mask.absent.mouth_gap, "没有模型");
  assert.ok(of.mask.facts.face_width > 0);
});

test("what of a whole file is measured without any network is Python's", async () => {
  const { why, of } = vectors("photo/measuring");
  const none = missing(why);
  const networks = { detector: none, mesh: none, expression: none, outline: none, parts: none };
  let decoded = 0;
  for (const [label, { data, name }] of files("photo")) {
    const said = measureFile(data, name);
    const { measured, portrait } = await look(data, name, { pixels: PIXELS, lcms, networks, faceModel: null });
    portrait?.picture.drop();
    const { facts, absent } = measured;
    assert.deepEqual([...Object.keys(facts), ...Object.keys(absent)].sort(), [...OF_FILES.names, ...SAID.names].sort(), label);
    if (absent.decodes === OF_FILES.reasons.on_device) continue;
    decoded += 1;
    /** @type {Record<string, number>} */
    const counted = {};
    for (const each of SAID.names) {
      const reason = absent[each];
      if (reason) counted[reason] = (counted[reason] ?? 0) + 1;
    }
    const beyond = Object.fromEntries(Object.entries(facts).filter(([each]) => !(each in said.facts) && SAID.names.includes(each)));
    assert.deepEqual({ [label]: { facts: beyond, absent: counted } }, { [label]: of[label] });
  }
  assert.ok(decoded > 150, `${decoded}`);
});

test("what nobody asked for is not run, and told so", async () => {
  const plain = (await seen()).get("plain");
  assert.ok(plain);
  /** @type {string[]} */
  const run = [];
  const networks = Object.fromEntries(
    Object.entries(plain.networks).map(([name, network]) => [name, (/** @type {Float32Array} */ values) => (run.push(name), network(values))]),
  );
  const tools = { pixels: PIXELS, lcms, networks: /** @type {import("./face/networks.js").Networks} */ (networks), faceModel: null };
  const { measured } = await look(plain.data, "plain.jpg", tools, { wanted: new Set(["width", "background_rgb"]) });
  const { facts, absent } = measured;
  assert.deepEqual([...new Set(run)].sort(), ["detector", "mesh", "outline", "parts"]);
  assert.equal(facts.background_rgb, plain.expected.facts.background_rgb);
  assert.deepEqual([absent.smile_score, absent.rim_share, absent.lens_tint], Array(3).fill(SAID.reasons.not_wanted));
});
