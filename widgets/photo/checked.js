import { checkPhoto } from "../checks/photo.js";
import { content } from "../shared/files/content.js";
import FILE from "./file.json" with { type: "json" };
import { rules } from "./rules.js";
import SEEN from "./seen.json" with { type: "json" };

/** Why something is not measured here that a server would measure, or this device with more. */
const ELSEWHERE = [FILE.reasons.on_device, SEEN.reasons.not_loaded];

/**
 * Facts that the candidate may tell of a portrait, by the header that says them to a server.
 *
 * @type {Record<string, [fact: string, value: (said: string) => string | boolean]>}
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
export async function checked({ file, told }, address, typed, measure) {
  const [data, specs] = await Promise.all([content(file), rules(address)]);
  const report = await checkPhoto(data, file.name, specs, circumstances(told, typed), (data, name, asked) => measure({ data, name, asked }, [data.buffer]));
  return { report, left: left(report) };
}

/**
 * @param {Record<string, string>} headers what the candidate tells of the file
 * @param {import("../shared/files/named.js").Typed} typed
 * @returns {import("../checks/photo.js").Circumstances}
 */
export function circumstances(headers, typed) {
  const told = Object.entries(headers).flatMap(([header, text]) => {
    const [fact, value] = TOLD[header] ?? [];
    return fact && value ? [[fact, value(text)]] : [];
  });
  return { now: new Date(), told: Object.fromEntries(told), typed };
}

/** How many rules could be checked elsewhere. @param {import("../shared/report.js").Report} report */
export const left = ({ findings }) => findings.filter(({ why }) => why && ELSEWHERE.includes(why)).length;
