/** Seen portraits for tests: pictures, what the networks said of each, and what Python made of it (`tests/vectors/seen.py`). */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { Pixels } from "../formats/pixels.js";
import { readJpeg } from "../formats/jpeg.js";
import { decode } from "../photo/decode.js";
import { Detection } from "../photo/face/detector.js";
import { findMesh } from "../photo/face/mesh.js";
import { Outline, partsOf } from "../photo/face/outline.js";
import { show } from "../photo/picture.js";
import { vectors } from "./vectors.js";

/**
 * @typedef {import("../photo/face/networks.js").Networks} Networks
 * @typedef {object} Seen
 * @property {Uint8Array<ArrayBuffer>} data the file
 * @property {import("../photo/picture.js").Picture} picture
 * @property {Networks} networks they say what was kept, of what they were shown then and of nothing else
 * @property {import("../photo/face/mesh.js").Mesh | null} mesh of the only face
 * @property {Outline | null} outline
 * @property {Float32Array | null} parts
 * @property {{faces: {score: number, box: number[], points: number[][]}[], facts: Record<string, any>,
 *   absent: Record<string, string>}} expected by Python
 */

/** Steps to one, as `tests/vectors/replay.py` has them. */
const STEPS = { detector: 64, mesh: 64, expression: 32768, outline: 255, parts: 2 };

/** Allowed colours of the ground that distances in `expected` are counted to. @type {Record<string, [number, number, number]>} */
export const ALLOWED = vectors("photo/seen").allowed;

/** @type {Promise<Map<string, Seen>> | undefined} */
let all;

/** By what is in each; read once. */
export const seen = () => (all ??= read());

async function read() {
  const pixels = new Pixels(new WebAssembly.Module(readFileSync(new URL("../formats/pixels.wasm", import.meta.url))));
  /** @type {Map<string, Seen>} */
  const found = new Map();
  for (const [label, row] of Object.entries(vectors("photo/seen").of)) {
    const data = new Uint8Array(Buffer.from(row.file, "base64"));
    const jpeg = readJpeg(data);
    const header = jpeg.header();
    const decoded = header && (await decode(pixels, jpeg, header));
    assert.ok(header && decoded);
    const picture = show(decoded, 1, header.height);
    const networks = replayed(row.runs);
    const [person] = kept(row.runs, "outline");
    const [logits] = kept(row.runs, "parts");
    const only = row.facts.faces === 1 && (await findMesh(picture, firstOf(row.faces), networks));
    found.set(label, {
      data,
      picture,
      networks,
      mesh: only || null,
      outline: person ? new Outline(person) : null,
      parts: logits ? partsOf(logits) : null,
      expected: { faces: row.faces, facts: row.facts, absent: row.absent },
    });
  }
  return found;
}

/** @param {Seen["expected"]["faces"]} faces */
function firstOf([face]) {
  assert.ok(face);
  const { score, box, points } = /** @type {Detection} */ (face);
  return new Detection(score, box, points);
}

/** @param {[string, string, string][]} runs @returns {Networks} */
function replayed(runs) {
  const one = (/** @type {keyof Networks} */ name) => async (/** @type {Float32Array} */ values) => {
    const digest = digestOf(name, values);
    const run = runs.find(([network, input]) => network === name && input === digest);
    assert.ok(run, `what ${name} is shown is not what Python showed it`);
    return unpacked(name, run[2]);
  };
  return { detector: one("detector"), mesh: one("mesh"), expression: one("expression"), outline: one("outline"), parts: one("parts") };
}

/** @param {[string, string, string][]} runs @param {keyof Networks} name @returns {Float32Array[]} */
function kept(runs, name) {
  const run = runs.find(([network]) => network === name);
  return run ? unpacked(name, run[2]) : [];
}

/** @param {keyof Networks} name @param {Float32Array} values */
function digestOf(name, values) {
  const points = name === "expression" ? `(${values.length / 2}, 2)` : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return createHash("sha256").update(points).digest("hex");
}

/** @param {keyof Networks} name @param {string} text @returns {Float32Array[]} */
function unpacked(name, text) {
  const data = inflateSync(Buffer.from(text, "base64"));
  const bytes = name === "outline" || name === "parts";
  const count = bytes ? data.length : data.length / 2;
  const step = Math.fround(1 / STEPS[name]);
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 1) values[at] = (bytes ? (data[at] ?? 0) : data.readInt16LE(at * 2)) * step;
  if (name === "detector") return boxes(values);
  if (name === "mesh") return [values.subarray(0, 1434), values.subarray(1434), new Float32Array(1)];
  if (name !== "parts") return [values];
  const logits = new Float32Array(count);
  for (let part = 0, from = 0; part < 6; part += 1) {
    for (let to = part; to < count; to += 6) logits[to] = -(values[from++] ?? 0);
  }
  return [logits];
}

/** @param {Float32Array} values rows of a box's number, its logit and itself */
function boxes(values) {
  const [found, logits] = [new Float32Array(896 * 16), new Float32Array(896).fill(-100)];
  for (let from = 0; from < values.length; from += 18) {
    const [at = 0, logit = 0, ...box] = values.subarray(from, from + 18);
    logits[at * STEPS.detector] = logit;
    found.set(box, at * STEPS.detector * 16);
  }
  return [found, logits];
}
