import { NotTried } from "../formats/header.js";
import { colorsOf, jpegProfile, pngProfile } from "../formats/icc.js";
import { Jpeg, readJpeg } from "../formats/jpeg.js";
import { readPng } from "../formats/png.js";
import { decode } from "./decode.js";
import { measureFile } from "./file.js";
import OF_FILES from "./file.json" with { type: "json" };
import { ALLOWED_BACKGROUNDS } from "./ground/colors.js";
import * as LIMITS from "./limits.js";
import { show } from "./picture.js";
import { readPortrait } from "./reading.js";
import SAID from "./seen.json" with { type: "json" };

/**
 * Both halves of measuring put together, the file and what is seen in it: the twin of `zikao.photo.measuring`.
 *
 * @typedef {import("./file.js").Measured} Measured
 * @typedef {import("./portrait.js").Portrait} Portrait
 * @typedef {import("../formats/pixels.js").Picture} Pixels
 * @typedef {import("../formats/icc.js").Colors} Colors
 *
 * @typedef {{image: Pixels, colors: Colors}} Opened whoever takes it drops the image
 * @typedef {import("./tools.js").Tools} Tools what measuring is done with
 *
 * @typedef {object} Asked
 * @property {Record<string, import("./ground/colors.js").Rgb> | null} [allowed] colours, by name and as sRGB bytes, that the
 *   ground's distance is counted to; null: white and the reference light blue
 * @property {Set<string> | null} [wanted] names of the facts that somebody will look at: what serves none of them is not run;
 *   null: all
 */

const { reasons: WHY } = OF_FILES;

/**
 * Everything that can be said about a portrait, and what was seen, to draw on: null where nothing could be decoded. Whoever
 * has done with it drops its picture.
 *
 * @param {Uint8Array} data no longer than `LIMITS.BYTES`
 * @param {string | null} name as the candidate sees it
 * @param {Tools} tools
 * @param {Asked} [asked]
 * @returns {Promise<{measured: Measured, portrait: Portrait | null}>} measured: each name of the facts, or its reason
 */
export async function look(data, name, tools, { allowed = null, wanted = null } = {}) {
  const { file, opened } = await readFile(data, name, tools);
  if (!opened) return { measured: without(file, file.absent.decodes ?? SAID.reasons.damaged), portrait: null };
  const { exif_orientation: orientation, shown_height: height } = file.facts;
  const picture = show(opened.image, orientation, height, opened.colors);
  const portrait = await readPortrait(picture, allowed ?? ALLOWED_BACKGROUNDS, wanted, tools);
  const { facts, absent } = portrait;
  return { measured: { facts: { ...file.facts, ...facts }, absent: { ...file.absent, ...absent } }, portrait };
}

/**
 * A file by what it says itself, and its pixels as they are stored.
 *
 * @param {Uint8Array} data no longer than `LIMITS.BYTES`
 * @param {string | null} name as the candidate sees it
 * @param {Tools} tools
 * @returns {Promise<{file: Measured, opened: Opened | null}>} opened: null where they are damaged, or not looked at here
 */
export async function readFile(data, name, tools) {
  const file = measureFile(data, name);
  return { file, opened: file.absent.decodes === WHY.on_device ? await decoded(data, file, tools) : null };
}

/** @param {Measured} file @param {string} reason @returns {Measured} */
const without = ({ facts, absent }, reason) => ({
  facts,
  absent: { ...absent, ...Object.fromEntries(SAID.names.map((name) => [name, reason])) },
});

/**
 * The pixels of a file whose header was read, and what its facts say of them from then on.
 *
 * @param {Uint8Array} data
 * @param {Measured} file whose facts are completed
 * @param {Tools} tools
 * @returns {Promise<Opened | null>}
 */
async function decoded(data, { facts, absent }, { pixels, lcms }) {
  if (facts.format !== "jpeg" && facts.format !== "png") return null;
  const file = facts.format === "jpeg" ? readJpeg(data, LIMITS.PARTS, LIMITS.PICTURES) : readPng(data, LIMITS.PARTS);
  const header = file.header();
  const image = header && (await tried(() => decode(pixels, file, header)));
  if (typeof image === "string") {
    absent.decodes = absent.color_profile = WHY[image];
    return null;
  }
  delete absent.decodes;
  facts.decodes = image !== null;
  absent.color_profile = OF_FILES.not_stated.color_profile;
  if (!image) return null;
  const profile = file instanceof Jpeg ? jpegProfile(file) : await pngProfile(file);
  const colors = profile ? colorsOf(profile, await lcms()) : NO_PROFILE;
  delete absent.color_profile;
  facts.color_profile = colors.told;
  return { image, colors };
}

/** @type {Colors} */
const NO_PROFILE = { told: "nothing", srgb: null };

/** @template T @param {() => Promise<T>} attempt @returns {Promise<T | NotTried["reason"]>} why it was not tried, where it was not */
async function tried(attempt) {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof NotTried) return error.reason;
    throw error;
  }
}
