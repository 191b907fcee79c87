import { fetched } from "../shared/faults.js";

/**
 * Facts that the candidate may tell of a portrait, by the header that says them to a server.
 *
 * @type {Record<string, [fact: string, value: (said: string) => string | boolean]>}
 */
const FACTS = {
  "X-Zikao-Taken": ["date_taken", (said) => said],
  "X-Zikao-Selfie": ["front_camera", (said) => said === "yes"],
};

/**
 * What the worker is asked of a portrait: `measure {data, name, specs, told, typed, now}`, as `checks/photo.js` takes them.
 *
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {string} rules address of the specs that it is judged by
 * @param {import("../shared/files/named.js").Typed} typed what its name is compared with
 * @returns {Promise<{rest: Record<string, unknown>, over: Transferable[]}>}
 */
export async function question({ file, told }, rules, typed) {
  const [data, specs] = await Promise.all([file.arrayBuffer(), fetched(rules)]);
  const facts = Object.entries(told).flatMap(([header, said]) => {
    const [fact, value] = FACTS[header] ?? [];
    return fact && value ? [[fact, value(said)]] : [];
  });
  return { rest: { data, name: file.name, specs, told: Object.fromEntries(facts), typed, now: Date.now() }, over: [data] };
}
