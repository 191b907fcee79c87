/** What a browser has to be able to do before anything is checked on its device. It is tried, and its name is not asked. */

/** A function that needs vectors of 128 bits, as the networks' runtimes do. */
const VECTORS = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123],
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
 * @returns {"old" | "insecure" | null} insecure: the page came over plain HTTP, where browsers compare no digests
 */
export function wanting({ WebAssembly, Worker, crypto, isSecureContext } = globalThis) {
  if (typeof Worker !== "function" || !runs(WebAssembly)) return "old";
  if (crypto?.subtle) return null;
  return isSecureContext ? "old" : "insecure";
}

/** @param {Browser["WebAssembly"]} engine */
function runs(engine) {
  try {
    return engine?.validate(VECTORS) ?? false;
  } catch {
    // Switched off by whoever looks after the device.
    return false;
  }
}
