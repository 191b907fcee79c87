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
