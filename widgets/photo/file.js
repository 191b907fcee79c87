import { readExif } from "../formats/exif.js";
import { NotTried } from "../formats/header.js";
import { readJpeg } from "../formats/jpeg.js";
import { PICTURES, extensionMatches, rowOf } from "../formats/kinds.js";
import { baseName, extensionOf } from "../formats/names.js";
import { readPng } from "../formats/png.js";
import { readRaster } from "../formats/raster.js";
import { general, rounded } from "../formats/rounding.js";
import { identify } from "../formats/signatures.js";
import { readTrailers } from "../formats/trailers.js";
import SAID from "./file.json" with { type: "json" };
import * as LIMITS from "./limits.js";
import { findTraces } from "./traces.js";

/**
 * The facts of a portrait's file, read on this device: the twin of `zikao.photo.file`, with its words. Nothing is decoded, so
 * whatever rests on pixels is absent.
 *
 * @typedef {import("../formats/header.js").Header} Header
 * @typedef {import("../formats/jpeg.js").Jpeg} Jpeg
 * @typedef {import("../formats/kinds.js").Kind} Kind
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Measured
 *   every name of the facts in one of them; absent: the reason, in zh-CN
 */

const { reasons: WHY } = SAID;
/** Formats whose headers are read. */
const READ = ["jpeg", "png", "gif", "webp", "bmp"];

/**
 * @param {Uint8Array} data no longer than `LIMITS.BYTES`
 * @param {string | null} [name] as the candidate sees it
 * @returns {Measured}
 */
export function measureFile(data, name = null) {
  const kind = identify(data);
  let { found, absent } = attempted(data, kind);
  found = { bytes: data.length, ...found };
  const nameless = ["file_name", "extension", "extension_matches"];
  if (name === null) absent = { ...absent, ...Object.fromEntries(nameless.map((each) => [each, WHY.no_name])) };
  else {
    absent = { ...absent, extension_matches: WHY.no_kind };
    found = { ...found, ...nameFacts(name, kind) };
  }
  absent.file_name_difference = WHY.not_compared;
  if (data.length) found.format = kind;
  else {
    found.extension_matches = null;
    absent.extension_matches = absent.format ?? "";
  }
  /** @type {Measured} */
  const measured = { facts: {}, absent: {} };
  for (const each of SAID.names) {
    const value = found[each] ?? null;
    if (value === null) measured.absent[each] = absent[each] ?? "";
    else measured.facts[each] = value;
  }
  return measured;
}

/** The same reason for every fact. @param {string} reason @returns {Record<string, string>} */
const allFor = (reason) => Object.fromEntries(SAID.names.map((each) => [each, reason]));

/** @typedef {{found: Record<string, any>, absent: Record<string, string>}} Found */

/** @param {Uint8Array} data @param {Kind} kind @returns {Found} */
function attempted(data, kind) {
  try {
    return picture(data, kind);
  } catch (error) {
    if (!(error instanceof NotTried)) throw error;
    return { found: {}, absent: allFor(WHY[error.reason]) };
  }
}

/**
 * Facts of the picture, and for every fact the reason that holds if it is not among them.
 *
 * @param {Uint8Array} data
 * @param {Kind} kind
 * @returns {Found}
 */
function picture(data, kind) {
  if (!READ.includes(kind)) return { found: {}, absent: allFor(notRead(data, kind)) };
  const jpeg = kind === "jpeg" ? readJpeg(data, LIMITS.PARTS, LIMITS.PICTURES) : null;
  const header = jpeg ? jpeg.header() : kind === "png" ? readPng(data, LIMITS.PARTS).header() : readRaster(data, kind);
  if (!header) return { found: { decodes: false, truncated: jpeg ? !jpeg.ended : null }, absent: allFor(WHY.broken) };
  const undecoded = { decodes: WHY.on_device, color_profile: WHY.on_device };
  return {
    found: pictureFacts(header, jpeg),
    absent: { ...allFor(WHY.unread), ...SAID.not_stated, ...(jpeg ? {} : SAID.jpeg_only), ...undecoded },
  };
}

/** @param {Uint8Array} data @param {Kind} kind */
function notRead(data, kind) {
  if (!data.length) return WHY.empty;
  return PICTURES.includes(kind) ? WHY.unreadable_kind.replace("{}", rowOf(kind).label) : WHY.no_picture;
}

/** @param {string} name @param {Kind} kind */
function nameFacts(name, kind) {
  const shown = baseName(name);
  const extension = extensionOf(shown);
  return { file_name: shown, extension, extension_matches: extensionMatches(kind, extension) };
}

/** @param {Header} header @param {Jpeg | null} jpeg */
function pictureFacts(header, jpeg) {
  const { width, height } = header;
  const exif = readExif(header.exif);
  const turned = (exif.orientation ?? 1) > 4;
  const [across, down] = turned ? [height, width] : [width, height];
  const traces = findTraces([...exif.software, ...(header.software ?? [])], jpeg);
  return {
    width,
    height,
    shown_width: across,
    shown_height: down,
    exif_orientation: exif.orientation ?? 1,
    aspect_ratio: rounded(down / across, 4),
    megapixels: rounded((width * height) / 1_000_000, 3),
    bits_per_channel: header.bitsPerChannel,
    bits_per_pixel: header.bitsPerPixel,
    color_mode: header.colorMode,
    pictures: header.pictures ?? null,
    truncated: header.complete === undefined ? null : !header.complete,
    ...(header.trailing ? trailingFacts(header.trailing) : {}),
    ...densityFacts(header, exif),
    ...(jpeg ? jpegFacts(jpeg) : {}),
    camera: exif.camera || null,
    front_camera: exif.lens ? exif.lens.toLowerCase().includes("front") : null,
    date_taken: exif.dateTaken,
    software: traces.software || null,
    editor: traces.editors.join(SAID.and) || null,
    edited_hint: traces.editors.length > 0,
  };
}

/** @param {Uint8Array} trailing */
function trailingFacts(trailing) {
  const pieces = readTrailers(trailing);
  const odd = pieces.filter(({ what }) => what === "filler" || what === "unknown");
  return {
    trailing_bytes: trailing.length,
    trailing_pieces: pieces.map(({ what, bytes }) => SAID.pieces[what].replace("{}", String(bytes))).join(SAID.then) || SAID.no_pieces,
    unexplained_bytes: odd.reduce((sum, { bytes }) => sum + bytes, 0),
    zero_padded: trailing.length > 0 && trailing.every((byte) => byte === 0),
  };
}

/** @param {Header} header @param {import("../formats/exif.js").Exif} exif */
function densityFacts(header, exif) {
  const found = [header.density, exif.density, header.programDensity].flatMap((each) => each ?? []);
  const [first] = found;
  if (!first) return { dpi_stated: false, dpi_statements: SAID.no_density };
  return {
    dpi_stated: true,
    dpi_x: first.x,
    dpi_y: first.y,
    dpi_source: first.source,
    dpi_statements: found.map(stated).join(SAID.then),
    // Half a dot: the one may be stated per centimetre and rounded.
    dpi_agrees: found.every(({ x, y }) => Math.abs(first.x - x) < 0.5 && Math.abs(first.y - y) < 0.5),
  };
}

/** What one place states, in words. @param {import("../formats/header.js").Density} density */
function stated({ x, y, source }) {
  const [across, down] = [general(x), general(y)];
  const both = across === down ? across : SAID.both_sides.replace("{}", across).replace("{}", down);
  return SAID.stated.replace("{}", SAID.dpi_sources[source]).replace("{}", both);
}

/** @param {Jpeg} jpeg */
function jpegFacts(jpeg) {
  const { quality } = jpeg;
  return { progressive: jpeg.progressive, jpeg_quality: quality?.value ?? null, jpeg_quality_exact: quality?.exact ?? null };
}
