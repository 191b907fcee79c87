import { judge } from "../../judge/judge.js";
import { h } from "../browser.js";
import { knownFacts } from "../known.js";
import { explained, finding } from "../report.js";
import REPORT from "../report.css";
import { wear } from "../style.js";
import { found } from "../to-report.js";
import { difference } from "./named.js";

/**
 * What is already wrong with a chosen file by what was measured of it on this device, judged by the rules of its spec, as the
 * server would, and told before anything is sent.
 *
 * @typedef {{facts: Record<string, any>, absent: Record<string, string>}} Measured
 * @typedef {import("../known.js").Compiled} Compiled the part of a compiled spec that is over what a file says
 * @typedef {import("../report.js").Finding} Finding
 */

/**
 * The same with what is other in the file's name than its spec wants, as far as that can be told.
 *
 * @param {Measured} measured
 * @param {Compiled} document
 * @param {string} name of the file
 * @param {import("./named.js").Typed} typed beside it
 * @returns {Measured}
 */
export function compared({ facts, absent }, document, name, typed) {
  const other = document.file_name ? difference(document.file_name, name, typed) : null;
  return { facts: other === null ? facts : { ...facts, file_name_difference: other }, absent };
}

/**
 * @param {Compiled} document
 * @param {Measured} measured
 * @param {Date} now
 * @returns {Finding[]} the gravest first
 */
export function wrongIn(document, { facts, absent }, now) {
  const known = knownFacts(document, facts, now);
  const { findings } = found(document, judge(document, known), known, absent);
  return findings.filter(({ outcome }) => outcome === "no").map((each) => ({ ...each, measured_on: "device" }));
}

/**
 * @param {Compiled} document
 * @param {Finding[]} wrong at least one
 * @param {string} hint what they rest on, and what is still to come
 * @param {boolean} [here] whether nothing will be sent
 */
export function toldBefore(document, wrong, hint, here = false) {
  wear(globalThis.document, REPORT);
  const { province, id: item, city = null } = document;
  return h(
    "div.zk-seen",
    { role: "status" },
    h("p", {}, h("b", {}, here ? `先看到 ${wrong.length} 个问题：` : `还没有发送，先看到 ${wrong.length} 个问题：`)),
    wrong.map((each) => finding(each, explained({ target: { province, item, city } }, each.id))),
    h("p.zk-hint", {}, hint),
  );
}
