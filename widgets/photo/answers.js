import { cut as cutFrom } from "../checks/fit/cut.js";
import { free } from "../formats/freed.js";
import { adopt } from "../shared/device/wording.js";
import { elsewhere } from "./elsewhere.js";
import FILE from "./file.json" with { type: "json" };
import { openOriginal } from "./fit/render.js";
import { look, readFile } from "./measuring.js";
import { placesOf } from "./places.js";
import SEEN from "./seen.json" with { type: "json" };

/**
 * What the worker is asked of portraits. Each picture's memory is given back before an answer goes out.
 *
 * @typedef {import("./tools.js").Tools} Tools
 * @typedef {import("./measuring.js").Asked & {drawn: Set<string>}} Asked drawn: facts whose places are told too
 */

/**
 * What was measured of a file, where in it, and what could be measured elsewhere.
 *
 * @param {{data: Uint8Array, name: string | null, asked: Asked, words: import("../shared/device/wording.js").Words}} told words: the page's
 * @param {Tools} tools
 */
export async function measure({ data, name, asked, words }, tools) {
  adopt({ file: FILE, seen: SEEN }, words);
  const { measured, portrait } = await look(data, name, tools, asked);
  free(data);
  // The page judges: of whatever its rules read it may have to draw the place.
  const places = [...asked.drawn].map((fact) => [fact, portrait ? placesOf(portrait, fact) : []]);
  portrait?.picture.drop();
  return { ...measured, elsewhere: elsewhere(measured.absent), places: Object.fromEntries(places) };
}

/**
 * A file that fits, cut from an original by what was measured of it.
 *
 * @param {{data: Uint8Array, facts: Record<string, any>, values: Record<string, any>}} told values: of the spec
 * @param {Tools} tools
 * @returns {Promise<import("../checks/fit/cut.js").Cut | null>} null where the original cannot be decoded
 */
export async function cut({ data, facts, values }, tools) {
  const { opened } = await readFile(data, null, tools);
  return opened && cutFrom(openOriginal(opened.image, facts, opened.colors), facts, values);
}
