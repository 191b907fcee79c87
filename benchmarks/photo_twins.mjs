// The JavaScript half of photo_twins.py: is handed portraits and what the networks say of them, prints what it makes of each.
import { createHash } from "node:crypto";
import { readFileSync, readSync, writeSync } from "node:fs";
import { instantiate } from "lcms-wasm";
import { checkPhoto } from "../widgets/checks/photo.js";
import { Pixels } from "../widgets/formats/pixels.js";
import { look } from "../widgets/photo/measuring.js";

const pixels = new Pixels(new WebAssembly.Module(readFileSync(new URL("../widgets/formats/pixels.wasm", import.meta.url))));
const lcms = async () => instantiate({ wasmBinary: readFileSync(new URL(import.meta.resolve("lcms-wasm/dist/lcms.wasm"))) });

/** So many bytes of what is handed over; the end of it ends this. */
function taken(length) {
  const data = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const count = readSync(0, data, at, length - at, null);
    if (!count) process.exit(0);
    at += count;
  }
  return data;
}

function handed() {
  const [length] = new Uint32Array(taken(4).buffer);
  const head = JSON.parse(new TextDecoder().decode(taken(length)));
  return { ...head, blocks: head.lengths.map(taken) };
}

/** Networks that say what Python's said of the very same input, and how long finding that out took. */
function saying(runs, blocks) {
  const left = [...blocks];
  const said = new Map();
  for (const [name, digest, sizes] of runs) said.set(`${name} ${digest}`, sizes.map(() => new Float32Array(left.shift().buffer)));
  const spent = { seconds: 0 };
  const networks = {};
  for (const name of ["detector", "mesh", "expression", "outline", "parts"]) {
    networks[name] = async (values) => {
      const start = process.cpuUsage();
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      const digest = name === "expression" ? "" : createHash("sha256").update(bytes).digest("hex");
      const outputs = said.get(`${name} ${digest}`);
      if (!outputs) throw new Error(`${name} is shown something else than by Python`);
      spent.seconds += since(start);
      return outputs.map((each) => each.slice());
    };
  }
  return { networks, spent };
}

function since(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const { spec, now, blocks } = handed();
const [faceModel] = blocks;
const circumstances = { now: new Date(now), told: {}, typed: { number: "", who: null, form: "" } };
for (;;) {
  const { name, runs, blocks: all } = handed();
  const [data, ...floats] = all;
  const { networks, spent } = saying(runs, floats);
  const tools = { pixels, lcms, networks, faceModel };
  const start = process.cpuUsage();
  const { measured, portrait } = await look(data, name, tools);
  const seconds = since(start) - spent.seconds;
  portrait?.picture.drop();
  const report = await checkPhoto(data, name, spec, circumstances, tools);
  writeSync(1, `${JSON.stringify({ ...measured, report, seconds })}\n`);
}
