import { checkPhoto } from "../checks/photo.js";
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
  const [content, specs] = await Promise.all([file.arrayBuffer(), rules(address)]);
  const said = Object.entries(told).flatMap(([header, text]) => {
    const [fact, value] = TOLD[header] ?? [];
    return fact && value ? [[fact, value(text)]] : [];
  });
  const circumstances = { now: new Date(), told: Object.fromEntries(said), typed };
  const report = await checkPhoto(new Uint8Array(content), file.name, specs, circumstances, (data, name, asked) => measure({ data, name, asked }, [data.buffer]));
  return { report, left: report.findings.filter(({ why }) => why && ELSEWHERE.includes(why)).length };
}
