const FILE = "province spec city";
const DOCUMENT = "province procedure city document schema";

/**
 * The tags of other people's pages by their names: what fills each, and the attributes that it takes besides those that
 * all take.
 *
 * @type {Record<string, ["light" | "frame", string]>}
 */
export const TAGS = {
  checklist: ["light", "province procedure city list document guide version"],
  eligibility: ["light", DOCUMENT],
  until: ["light", "province procedure city window start end until standing"],
  photo: ["frame", FILE],
  package: ["frame", FILE],
  way: ["light", "province procedure city guide version"],
};
