import { checkPhoto } from "../checks/photo.js";
import { left } from "../shared/device/elsewhere.js";
import { told } from "../shared/device/told.js";
import { content } from "../shared/files/content.js";
import { rules } from "../shared/files/rules.js";
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
