import { NotMeasured } from "./face/networks.js";
import { findOutline, findParts } from "./face/outline.js";
import SAID from "./seen.json" with { type: "json" };

/**
 * A portrait's facts and reasons, and what they were read from: the twin of `zikao.photo.portrait`.
 *
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./masks.js").Mask} Mask
 * @typedef {import("./face/networks.js").Networks} Networks
 * @typedef {keyof typeof SAID.groups} Group facts that come from one look
 * @typedef {Record<string, boolean | number | string | null>} Found
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 */

/** @type {Record<string, string[]>} */
export const GROUPS = SAID.groups;
/** @type {Record<string, string>} */
const OTHERWISE = SAID.otherwise;

/** What is known of one portrait so far. */
export class Portrait {
  /** @param {Picture} picture @param {Networks} networks */
  constructor(picture, networks) {
    this.picture = picture;
    this.networks = networks;
    /** @type {import("./face/detector.js").Detection[]} */
    this.faces = [];
    /** Points of the only face; null where there is none, or several. @type {import("./face/mesh.js").Mesh | null} */
    this.mesh = null;
    /** @type {import("./face/geometry.js").Geometry | null} */
    this.geometry = null;
    /** @type {import("./face/outline.js").Outline | null} */
    this.outline = null;
    /** Probability of each of six classes, 6x256x256, once a fact has asked for them. @type {Float32Array | null} */
    this.parts = null;
    /** @type {import("./face/covers.js").Covers | null} */
    this.covers = null;
    /** What its exposure was read from. @type {import("./face/skin.js").Skin | null} */
    this.skin = null;
    /** @type {import("./ground/backdrop.js").Backdrop | null} */
    this.backdrop = null;
    /** @type {import("./ground/things.js").Things | null} */
    this.things = null;
    /** @type {{shadow: Mask, objects: Mask} | null} */
    this.between = null;
    /** @type {import("./ground/rim.js").Rim | null} */
    this.rim = null;
    /** @type {import("./ground/border.js").Frame | null} */
    this.frame = null;
    /** @type {Box[]} */
    this.corners = [];
    /** @type {Box[]} */
    this.lines = [];
    /** @type {{letters: Mask, doubtful: Mask} | null} */
    this.overlay = null;
    /** @type {Record<string, any>} */
    this.facts = {};
    /** Reasons, in zh-CN. @type {Record<string, string>} */
    this.absent = {};
  }

  /**
   * The facts of a group; those that come as null, or not at all, are absent for its reason.
   *
   * @param {Group} group
   * @param {() => Found | Promise<Found>} measure
   */
  async add(group, measure) {
    let otherwise = OTHERWISE[group] ?? SAID.reasons.cut_off;
    /** @type {Found} */
    let found = {};
    try {
      found = await measure();
    } catch (error) {
      if (!(error instanceof NotMeasured)) throw error;
      otherwise = error.reason;
    }
    for (const name of SAID.groups[group]) {
      const value = found[name] ?? null;
      if (value === null) this.absent[name] = otherwise;
      else this.facts[name] = value;
    }
  }

  /** The facts of these groups are not looked for. @param {readonly string[]} groups @param {string} reason */
  leave(groups, reason) {
    for (const name of named(groups)) this.absent[name] = reason;
  }

  /** The person's outline, found once. */
  async outlined() {
    return (this.outline ??= await findOutline(this.picture, this.networks));
  }

  /** The probability of each class, found once. */
  async parted() {
    return (this.parts ??= await findParts(this.picture, this.networks));
  }
}

/** The facts of these groups. @param {readonly string[]} groups */
export const named = (groups) => groups.flatMap((group) => GROUPS[group] ?? []);
