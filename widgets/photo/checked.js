import { checkPhoto } from "../checks/photo.js";
import { left } from "../shared/device/elsewhere.js";
import { told } from "../shared/device/told.js";
import { content } from "../shared/files/content.js";
import { rules } from "../shared/files/rules.js";
import SEEN from "./seen.json" with { type: "json" };
import { WORDS } from "./wording.js";

/**
 * Facts that the candidate may tell of a portrait, by the header that says them to a server.
 *
 * @type {import("../shared/device/told.js").Headers<string | boolean>}
 */
const TOLD = {
  "X-Zikao-Taken": ["date_taken", (said) => said],
  "X-Zikao-Selfie": ["front_camera", (said) => said === "yes"],
};

/**
 * What a check measured of a file, where nothing was left out that its rules do not ask for: whoever wants everything measured, by
 * the same colours, need not measure again.
 *
 * @type {WeakMap<File, {allowed: Allowed, measured: {facts: Record<string, any>, absent: Record<string, string>, elsewhere: string[]}}>}
 */
const whole = new WeakMap();

/** @typedef {import("./measuring.js").Asked["allowed"]} Allowed colours of the ground that its distance is counted to */

/**
 * Everything of a file, as its check measured it on this page; undefined where it has to be measured.
 *
 * @param {File} file
 * @param {Allowed} allowed
 */
export function measuredWhole(file, allowed) {
  const known = whole.get(file);
  return known && JSON.stringify(known.allowed) === JSON.stringify(allowed) ? known.measured : undefined;
}

/**
 * A portrait's check on this device: a worker measures it, and this page, whose words these are, makes the report.
 *
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {string} address of the specs that it is judged by
 * @param {import("../shared/files/named.js").Typed} typed what its name is compared with
 * @param {import("../shared/device/here.js").Measure} measure
 * @returns {Promise<{report: import("../shared/report.js").Report, left: number}>} left: how many rules could be checked elsewhere
 */
export async function checked({ file, told: headers }, address, typed, measure) {
  const [data, specs] = await Promise.all([content(file), rules(address)]);
  /** @type {string[]} */
  let elsewhere = [];
  const report = await checkPhoto(data, file.name, specs, circumstances(headers, typed), async (data, name, asked) => {
    const measured = await measure({ data, name, asked, words: WORDS }, [data.buffer]);
    elsewhere = measured.elsewhere;
    if (Object.values(measured.absent).includes(SEEN.reasons.not_wanted)) whole.delete(file);
    else whole.set(file, { allowed: asked.allowed, measured });
    return measured;
  });
  return { report, left: left(report, elsewhere) };
}

/**
 * @param {Record<string, string>} headers what the candidate tells of the file
 * @param {import("../shared/files/named.js").Typed} typed
 * @returns {import("../checks/photo.js").Circumstances}
 */
export function circumstances(headers, typed) {
  return { now: new Date(), told: told(TOLD, headers), typed };
}
