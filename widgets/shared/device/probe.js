/** What a browser has to be able to do before anything is checked on its device. It is tried, and its name is not asked. */

/** Nothing, which every engine takes. */
export const PLAIN = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
/** A function that needs vectors of 128 bits, as the networks' runtimes do. */
const VECTORS = new Uint8Array([
  ...PLAIN,
  ...[1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
]);

/**
 * What there is of a browser: all of it may be missing.
 *
 * @typedef {{WebAssembly?: {validate: (module: Uint8Array<ArrayBuffer>) => boolean} | undefined, Worker?: unknown,
 *   crypto?: {subtle?: unknown}, isSecureContext?: boolean}} Browser
 */

/**
 * What is wanting, if anything is.
 *
 * @param {Browser} [browser]
 * @param {Uint8Array<ArrayBuffer>} [module] a little one of what is to run; without it, of the networks
 * @returns {"old" | "insecure" | null} insecure: the page came over plain HTTP, where browsers compare no digests
 */
export function wanting({ WebAssembly, Worker, crypto, isSecureContext } = globalThis, module = VECTORS) {
  if (typeof Worker !== "function" || !runs(WebAssembly, module)) return "old";
  if (crypto?.subtle) return null;
  return isSecureContext ? "old" : "insecure";
}

/** @param {Browser["WebAssembly"]} engine @param {Uint8Array<ArrayBuffer>} module */
function runs(engine, module) {
  try {
    return engine?.validate(module) ?? false;
  } catch {
    // Switched off by whoever looks after the device.
    return false;
  }
}
