import "../../eligibility/eligibility.js";
import { h, inner } from "../../shared/browser.js";
import { standsAt } from "../../shared/site.js";
import { dataOf, siteOf, written } from "../data.js";

/**
 * The questions of a procedure. What the page has between the tags stands below them, folded.
 *
 * @param {import("../host.js").Host} host
 */
export function make(host) {
  standsAt(siteOf(host));
  return h(
    inner("zikao-eligibility"),
    {
      document: host.getAttribute("document") || dataOf(host, ".json"),
      schema: host.getAttribute("schema") || dataOf(host, ".schema.json"),
      title: host.heading || null,
    },
    written(host) && h("slot"),
  );
}
