import { leaves } from "../../judge/walk.js";
import { fileName } from "../../shared/files/named.js";
import { whole } from "../../shared/to-report.js";

/**
 * What a photo spec states of the file that is to be made for it, and what its facts are about: the twin of
 * `zikao.checks.fit.spec`.
 *
 * @typedef {import("../../shared/known.js").Compiled} Compiled
 * @typedef {import("../../shared/report.js").Finding} Finding
 * @typedef {import("../../shared/report.js").Citation} Citation
 */

/** Values that a spec has to state before a file can be made for it. */
const NEEDED = [
  ...["width_px", "height_px", "dpi_min", "dpi_max", "quality_min", "bytes_sure_min", "bytes_sure_max"],
  ...["hair_top_min_px", "hair_top_max_px", "eyes_min_px", "eyes_max_px"],
  ...["face_width_min_px", "face_width_max_px", "background_colors"],
];

export const PLACE = ["hair_top_y", "left_eye_y", "right_eye_y", "face_width", "face_center_x"];
export const TILT = ["roll_deg", "eye_line_tilt_deg"];
export const GROUND = [
  ...["background_nearest", "background_unevenness", "background_gradient"],
  ...["shadow_share", "hard_shadow_share", "rim_share", "has_object"],
];
/** What is asked of the original itself: a crop or a new file would only hide it. */
export const WHOLE = ["decodes", "truncated", "faces"];
/** What only the original tells; the made file carries no metadata, but is judged with it. */
export const ORIGIN = ["front_camera", "camera", "date_taken", "edited_hint", "editor", "software"];
/** What a crop and a new file set right by themselves; where anything else is wrong, they cannot help. */
export const MENDED = [
  ...["bytes", "format", "extension", "extension_matches", "jpeg_quality", "bits_per_pixel"],
  ...["dpi_stated", "dpi_x", "dpi_y", "dpi_agrees", "dpi_source", "color_mode", "color_profile"],
  ...["width", "height", "shown_width", "shown_height", "aspect_ratio", "megapixels"],
  ...["exif_orientation", "trailing_bytes", "unexplained_bytes", "zero_padded", ...PLACE],
];

/** Nothing is wrong with the portrait as far as is known; the file cannot be made here. The message is for the candidate. */
export class CannotFit extends Error {}

/** Whether a compiled photo spec states all the numbers that a file is made from. @param {Compiled} document */
export const canFit = (document) => missing(document).length === 0;

/** @param {Compiled} document */
const missing = ({ values }) => NEEDED.filter((name) => !values[name]);

/** A compiled photo spec, asked by facts. */
export class FitSpec {
  /** @param {Compiled} document @throws {CannotFit} it states no numbers to aim at */
  constructor(document) {
    const { length } = missing(document);
    if (length) throw new CannotFit(`《${document.title}》没有写明制作照片需要的全部数字（缺 ${length} 项），不能自动制作，只能检查。`);
    /** @type {Record<string, any>} */
    this.values = Object.fromEntries(Object.entries(document.values).map(([name, { value }]) => [name, value]));
    this.rules = document.rules;
    /** The facts that each rule looks at. @type {Map<string, Set<string>>} */
    this.facts = new Map(document.rules.map(({ id, require }) => [id, new Set(leaves(require).map(([fact]) => fact))]));
    this.pattern = document.file_name;
  }

  /** The clauses of all rules that look at one of these facts, each once. @param {readonly string[]} names */
  cites(names) {
    const found = this.rules.filter(({ id }) => names.some((name) => this.facts.get(id)?.has(name)));
    return distinct(whole(found.flatMap(({ cites }) => cites)));
  }

  /**
   * What a file is called that is made of one of this name: as the spec wants it where it says so and all was typed that it
   * names; else the same, as a JPEG.
   *
   * @param {string | null} name
   * @param {import("../../shared/files/named.js").Typed} typed
   */
  madeName(name, { number, who }) {
    const wanted = this.pattern ? fileName(this.pattern, number, who) : null;
    return wanted?.endsWith(".jpg") ? wanted : `${name ? stem(name) : "照片"}.jpg`;
  }

  /** The facts that the finding's rule looks at. @param {Finding} finding */
  factsOf({ id }) {
    return this.facts.get(id.slice(id.indexOf(".") + 1)) ?? new Set();
  }
}

/** Less its extension, as Python's PurePath has it. @param {string} name */
function stem(name) {
  const last = name.split("/").filter((part) => part && part !== ".").pop() ?? "";
  const at = last.lastIndexOf(".");
  return at > 0 && at < last.length - 1 ? last.slice(0, at) : last;
}

/** Each once, in the order of the first. @template T @param {T[]} values */
export const distinct = (values) => [...new Map(values.map((each) => [JSON.stringify(each), each])).values()];
