import { free } from "../../formats/freed.js";

/**
 * What LiteRT does for Python, done by its build for browsers: the package `@litertjs/core`, of which this takes the runtime
 * alone. Its own door to it asks for addresses and for a graphics card; this one takes what it is handed and asks nobody.
 *
 * @typedef {import("./networks.js").Network} Network
 * @typedef {{delete(): void}} Held in the runtime's memory until it is deleted
 * @typedef {{size(): number, get(at: number): number, push_back(value: number): void} & Held} Numbers
 * @typedef {{elementType(): unknown, layout(): {dimensions(): Numbers} & Held} & Held} Kind of a tensor
 * @typedef {{lock(how: unknown): number, unlock(): void, size(): number} & Held} Tensor
 * @typedef {{getInputTensorType(signature: number, input: number): Kind} & Held} Model
 * @typedef {{run(signature: number, inputs: Tensor[]): Tensor[] | Promise<Tensor[]>} & Held} Compiled
 * @typedef {object} Core the runtime
 * @property {Uint8Array} HEAPU8 its memory, as large as it is now
 * @property {(bytes: number) => number} _malloc
 * @property {() => void} setupLogging
 * @property {{create(card: null): Held}} LiteRtEnvironment
 * @property {(environment: Held, at: number, bytes: number) => Model} loadModel
 * @property {(environment: Held, model: Model, options: object) => Compiled | Promise<Compiled>} compileModel
 * @property {new () => Numbers} VectorInt32
 * @property {{create(dimensions: Numbers): Held}} LiteRtLayout
 * @property {{create(element: unknown, layout: Held): Held}} LiteRtRankedTensorType
 * @property {{createManaged(environment: Held, where: unknown, kind: Held, bytes: number): Tensor}} LiteRtTensorBuffer
 * @property {{HOST_MEMORY: unknown}} LiteRtTensorBufferType
 * @property {{READ: unknown, WRITE: unknown}} LiteRtTensorBufferLockMode
 * @typedef {(options: object) => Promise<Core>} Factory the script of the package that belongs to its module
 */

/** Bytes of a number. */
const SINGLE = 4;

/** Runs networks, one thread, one at a time. */
export class LiteRt {
  /** @param {Core} core */
  constructor(core) {
    this.core = core;
    core.setupLogging();
    this.environment = core.LiteRtEnvironment.create(null);
  }

  /**
   * @param {Factory} factory
   * @param {WebAssembly.Module} module
   */
  static async begun(factory, module) {
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    };
    // It tells of its own beginnings, on the console's line for faults.
    return new LiteRt(await factory({ instantiateWasm, print: silent, printErr: silent }));
  }

  /**
   * @param {Uint8Array} content of a network's file
   * @returns {Promise<Network>}
   */
  async network(content) {
    const { core, environment } = this;
    const at = core._malloc(content.length);
    if (!at) throw new Error("no room for a network");
    core.HEAPU8.set(content, at);
    const model = core.loadModel(environment, at, content.length);
    const compiled = await core.compileModel(environment, model, {
      environment,
      accelerator: "wasm",
      cpuOptions: { numThreads: 1 },
      gpuOptions: {},
      webNNOptions: {},
    });
    const input = this.input(model);
    return async (values) => {
      const to = input.lock(core.LiteRtTensorBufferLockMode.WRITE);
      this.numbers(to, input.size()).set(values);
      free(values);
      input.unlock();
      const outputs = await compiled.run(0, [input]);
      return outputs.map((output) => this.taken(output));
    };
  }

  /** Room for what a network looks at: one of it, where it would take any number. @param {Model} model */
  input(model) {
    const { core, environment } = this;
    const kind = model.getInputTensorType(0, 0);
    const layout = kind.layout();
    const [wanted, dimensions] = [layout.dimensions(), new core.VectorInt32()];
    let bytes = SINGLE;
    for (let nth = 0; nth < wanted.size(); nth += 1) {
      const count = Math.max(1, wanted.get(nth));
      dimensions.push_back(count);
      bytes *= count;
    }
    const own = core.LiteRtLayout.create(dimensions);
    const shape = core.LiteRtRankedTensorType.create(kind.elementType(), own);
    const input = core.LiteRtTensorBuffer.createManaged(environment, core.LiteRtTensorBufferType.HOST_MEMORY, shape, bytes);
    for (const each of [wanted, dimensions, layout, kind, own, shape]) each.delete();
    return input;
  }

  /** @param {Tensor} output which is deleted @returns {Float32Array} */
  taken(output) {
    const from = output.lock(this.core.LiteRtTensorBufferLockMode.READ);
    const values = this.numbers(from, output.size()).slice();
    output.unlock();
    output.delete();
    return values;
  }

  /** In the runtime's memory, until it grows. @param {number} at @param {number} bytes */
  numbers(at, bytes) {
    return new Float32Array(this.core.HEAPU8.buffer, at, bytes / SINGLE);
  }
}

const silent = () => {};
