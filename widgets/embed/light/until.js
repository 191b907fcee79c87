import "../../until/until.js";
import { h, inner } from "../../shared/browser.js";
import { atHand } from "../../shared/at-hand.js";
import { beijing } from "../../shared/clock.js";
import { fetched } from "../../shared/faults.js";
import { dataOf } from "../data.js";

/** It takes the page's own look. */
export const inline = true;

/**
 * How long there is left of a window that the page tells, or that a procedure has by its name. It stands in place of
 * what the page has between the tags.
 *
 * @param {import("../host.js").Host} host
 * @returns {Promise<HTMLElement>}
 */
export async function make(host) {
  const { start, end, until, standing, look_up, past } = (await named(host)) ?? told(host);
  if (start || end) return h(inner("zikao-until"), { start, end, until, standing });
  if (past && !look_up) return h("span", {}, "已知的几轮都结束了；下一轮的日期以新通知为准。");
  return h("span", {}, `日期还没有公布，${look_up ? `怎么查：${look_up.replace(/。$/, "")}` : "以官方通知为准"}。`);
}

/** What the tag says. @param {import("../host.js").Host} host */
function told(host) {
  const [start, end, until, standing] = ["start", "end", "until", "standing"].map((name) => host.getAttribute(name));
  return { start, end, until, standing, look_up: null, past: false };
}

/** What the rulebook says of the window. @param {import("../host.js").Host} host */
async function named(host) {
  const name = host.getAttribute("window");
  if (!name) return null;
  const address = dataOf(host, ".json");
  const { windows } = await fetched(address);
  const window = new Map(Object.entries(windows)).get(name) ?? round(windows, name);
  if (!window) throw new Error(`no window ${name} in ${address}: ${Object.keys(windows).join(", ")}`);
  const dates = atHand(window, beijing(new Date()).slice(0, 10));
  // None runs and none is to come.
  return { ...dates, standing: dates.authority, past: dates === window && !!window.rounds };
}

/**
 * One round of a window, as tags call it that were copied when each round was a window of its own.
 *
 * @param {Record<string, import("../../shared/at-hand.js").Window>} windows
 * @param {string} name
 */
function round(windows, name) {
  for (const [key, { rounds = [] }] of Object.entries(windows)) {
    const found = rounds.find(({ cycle }) => name === `${key}-${cycle}`);
    if (found) return found;
  }
  return undefined;
}
