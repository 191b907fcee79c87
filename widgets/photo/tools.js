/**
 * What a portrait is measured with on the device, made of contents that were handed over: this asks nobody for anything.
 *
 * @typedef {import("./face/networks.js").Networks} Networks
 * @typedef {import("../formats/icc.js").Lcms} Lcms
 * @typedef {{pixels: Pixels, networks: Networks, faceModel: Uint8Array | null, lcms: () => Promise<Lcms>}} Tools
 *   faceModel: the canonical face that comes with the landmark network; null where it is not there
 *   lcms: asked for where a picture has a profile
 * @typedef {(share: number) => void} Hear how much is done, 0 to 1
 */
import { instantiate } from "lcms-wasm";
import factory from "zikao:litert";
import { free } from "../formats/freed.js";
import { whole } from "../formats/halves.js";
import { Pixels } from "../formats/pixels.js";
import { LiteRt } from "./face/litert.js";
import { missing } from "./face/networks.js";
import SAID from "./seen.json" with { type: "json" };

/** @type {(keyof Networks)[]} */
const NETWORKS = ["detector", "mesh", "expression", "outline", "parts"];
/** How much of the time the runtime takes, as against all networks together: most of it is compiled once. */
const OF_RUNTIME = 0.6;
const NOTHING = new ArrayBuffer(0);

/**
 * @param {Record<string, ArrayBuffer>} files contents by name: `pixels.wasm`, `lcms.wasm`, `litert.wasm`, `face.binarypb`, and for
 *   each network that is there `NAME.tflite` or, in half precision, `NAME.halves`
 * @param {Hear} [hear]
 * @returns {Promise<Tools>}
 */
export async function prepared(files, hear = () => {}) {
  const content = (/** @type {string} */ name) => {
    const found = files[name];
    delete files[name];
    return found;
  };
  // What is made of a file is a copy of it: the file itself, 14 MB with all others, is let go.
  const compiled = async (/** @type {string} */ name) => {
    const file = content(name) ?? NOTHING;
    const module = await WebAssembly.compile(file);
    free(file);
    return module;
  };
  const pixels = new Pixels(await compiled("pixels.wasm"));
  const runtime = await LiteRt.begun(factory, await compiled("litert.wasm"));
  hear(OF_RUNTIME);
  const networks = /** @type {Networks} */ ({});
  for (const [nth, name] of NETWORKS.entries()) {
    const [file, halves] = [content(`${name}.tflite`), content(`${name}.halves`)];
    const found = file ? new Uint8Array(file) : halves && whole(new Uint8Array(halves));
    networks[name] = found ? await runtime.network(found) : (values) => missing(SAID.reasons.not_loaded)(values);
    for (const each of [found, halves]) if (each) free(each);
    hear(OF_RUNTIME + (1 - OF_RUNTIME) * ((nth + 1) / NETWORKS.length));
  }
  /** @type {Promise<Lcms> | undefined} */
  let lcms;
  const face = content("face.binarypb");
  const faceModel = face ? new Uint8Array(face) : null;
  return { pixels, networks, faceModel, lcms: () => (lcms ??= profiles(content("lcms.wasm") ?? NOTHING)) };
}

/**
 * What reads profiles.
 *
 * @param {ArrayBuffer} content of `lcms.wasm`
 * @returns {Promise<Lcms>}
 */
export const profiles = (content) =>
  // Unless it is told where, it looks for the file beside its script, of which a bundle has no address: that fails, file or no file.
  instantiate({ wasmBinary: new Uint8Array(content), locateFile: (name) => name });
