const FILE = "province spec city";

/**
 * The tags of other people's pages by their names: what fills each, and the attributes that it takes besides those that
 * all take.
 *
 * @type {Record<string, ["light" | "frame", string]>}
 */
export const TAGS = {
  photo: ["frame", FILE],
  package: ["frame", FILE],
  eligibility: ["light", "province procedure city document schema"],
  checklist: ["light", "province procedure city guide version document list"],
  way: ["light", "province procedure city guide version"],
  until: ["light", "province procedure city window start end until standing"],
};
