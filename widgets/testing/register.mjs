/**
 * `scripts/node --import ./widgets/testing/register.mjs --test FILES` runs the unit tests: sources bring in style sheets
 * as text, which Node.js does not know by itself.
 */
import module from "node:module";
import { load } from "./css.mjs";

// Hooks in the same thread, from Node.js 22.15 on.
const { registerHooks } = /** @type {any} */ (module);
if (registerHooks) registerHooks({ load });
else module.register("./css.mjs", import.meta.url);

// Nor does it know that before Node.js 21: what was freed has to be gone here as in a browser.
const buffers = /** @type {any} */ (ArrayBuffer.prototype);
buffers.transfer ??= function () {
  structuredClone(this, { transfer: [this] });
  return new ArrayBuffer(0);
};
