import { judge } from "../judge/judge.js";
import { h } from "../shared/browser.js";
import { difference } from "../shared/files/named.js";
import { knownFacts } from "../shared/known.js";
import { explained, finding } from "../shared/report.js";
import REPORT from "../shared/report.css";
import { wear } from "../shared/style.js";
import { found } from "../shared/to-report.js";
import { measureFile } from "./file.js";
import * as LIMITS from "./limits.js";
import { rules } from "./rules.js";

const WITH_PICTURE = "这些是从文件本身读出来的，在你的设备上查的；画面要按下面的按钮以后才查。";
const WITHOUT = "这些是从文件本身读出来的，在你的设备上查的；画面要发送以后才能检查。";

/**
 * What is already wrong with a chosen file by what it says itself: measured on this device and judged by the rules of its
 * spec, as the server would. Nothing leaves the device.
 *
 * @param {File} file
 * @param {string} address of the part of the compiled spec that is over files
 * @param {import("../shared/files/named.js").Typed} typed beside it, for its name
 * @param {boolean} [here] whether the picture is checked on this device too
 * @returns {Promise<HTMLElement | null>} null where nothing is wrong, or the file is larger than is looked at
 */
export async function judged(file, address, typed, here = false) {
  if (!file.size || file.size > LIMITS.BYTES) return null;
  const [data, document] = await Promise.all([file.arrayBuffer(), rules(address)]);
  const { facts, absent } = measureFile(new Uint8Array(data), file.name);
  const other = document.file_name ? difference(document.file_name, file.name, typed) : null;
  const known = other === null ? facts : { ...facts, file_name_difference: other };
  const wrong = wrongIn(document, { facts: known, absent }, new Date());
  if (!wrong[0]) return null;
  wear(globalThis.document, REPORT);
  const { province, id: item, city = null } = document;
  return h(
    "div.zk-seen",
    { role: "status" },
    h("p", {}, h("b", {}, `还没有发送，先看到 ${wrong.length} 个问题：`)),
    wrong.map((each) => finding(each, explained({ target: { province, item, city } }, each.id))),
    h("p.zk-hint", {}, here ? WITH_PICTURE : WITHOUT),
  );
}

/**
 * @param {import("../shared/known.js").Compiled} document
 * @param {import("./file.js").Measured} measured
 * @param {Date} now
 * @returns {import("../shared/report.js").Finding[]} the gravest first
 */
export function wrongIn(document, { facts, absent }, now) {
  const known = knownFacts(document, facts, now);
  const { findings } = found(document, judge(document, known), known, absent);
  return findings.filter(({ outcome }) => outcome === "no").map((each) => ({ ...each, measured_on: "device" }));
}
