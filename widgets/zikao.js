/**
 * The one script of a page: loads a widget's code only where its element stands.
 * Without script the page is still a complete guide, so nothing here has to happen early.
 */

/** @type {Record<string, () => Promise<unknown>>} */
const WIDGETS = {
  "zikao-checklist": () => import("./checklist/checklist.js"),
  "zikao-eligibility": () => import("./eligibility/eligibility.js"),
  "zikao-way": () => import("./way/way.js"),
  "zikao-until": () => import("./until/until.js"),
  "zikao-photo": () => import("./upload/upload.js"),
  "zikao-package": () => import("./upload/upload.js"),
};

for (const [name, load] of Object.entries(WIDGETS)) {
  if (document.querySelector(name)) load();
}
