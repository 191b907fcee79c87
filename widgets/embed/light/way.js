import "../../way/way.js";
import { h, inner } from "../../shared/browser.js";
import { guideOf, siteOf } from "../data.js";

/**
 * The way through a procedure. What the page has between the tags stands below it.
 *
 * @param {import("../host.js").Host} host
 */
export function make(host) {
  const guide = guideOf(host).join("/");
  const page = `${siteOf(host)}${encodeURI(guide)}/`;
  return h(inner("zikao-way"), { guide, page, version: host.getAttribute("version") }, h("slot"));
}
