import { h, lead, quiet, tell } from "../browser.js";
import { Refusal } from "./refusal.js";

/** What takes a while, seen by whoever waits for it. */

/**
 * @template T
 * @typedef {(signal: AbortSignal, say: import("./send.js").Tell) => Promise<T>} Ask
 */

/**
 * Waits for an answer, and lets the reader give up. What went wrong is said where the answer would have been, with a
 * button that does the same once more where that may help.
 *
 * @template T
 * @param {import("./form.js").FileForm} form
 * @param {HTMLElement} place
 * @param {string} words
 * @param {Ask<T>} ask
 * @param {() => void} [again]
 * @param {"sending" | "working"} [state] what begins
 * @returns {Promise<T | undefined>}
 */
export async function attend(form, place, words, ask, again, state = "sending") {
  const stop = (form.stop = new AbortController());
  const cancel = quiet("取消", () => stop.abort());
  const line = h("span", { role: "status" }, words);
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": words }));
  const share = h("span", { "aria-hidden": "true" });
  place.replaceChildren(h("p.zk-note", {}, line, share, bar, cancel));
  cancel.focus({ preventScroll: true });
  place.scrollIntoView?.({ block: "nearest" });
  form.button?.setAttribute("disabled", "");
  /** @type {import("./send.js").Tell} */
  const told = (state, words, part) => {
    // Each step is said once; how much of it is done the bar says by itself.
    const [step = "", more = ""] = words?.split(/(?=：|: )/) ?? [];
    if (line.textContent !== step) line.textContent = step;
    share.textContent = more;
    bar.setAttribute("aria-label", step);
    if (part === undefined) bar.removeAttribute("value");
    else bar.value = part;
    tell(form, "progress", { state, share: part });
  };
  told(state, words);
  try {
    return await ask(stop.signal, told);
  } catch (error) {
    form.stop = null;
    const refusal = stop.signal.aborted ? new Refusal("已取消，没有得到结果。", { again: true }) : said(error);
    const note = h("p", { role: "alert" }, refusal.message);
    const button = again && refusal.again ? once(again, refusal.wait) : null;
    place.replaceChildren(h("div.zk-note", {}, note, button));
    lead(button && !button.hasAttribute("disabled") ? button : note);
    tell(form, "error", { message: refusal.message });
    return undefined;
  } finally {
    form.stop = null;
    form.button?.removeAttribute("disabled");
  }
}

/**
 * A button that does it again, at the earliest after the seconds that the server asked for.
 *
 * @param {() => void} again
 * @param {number} wait
 */
function once(again, wait) {
  const button = h("button.zk-button", { type: "button", onclick: again }, "再试一次");
  if (wait) {
    button.setAttribute("disabled", "");
    button.textContent = `${wait} 秒后可以再试`;
    setTimeout(() => {
      button.removeAttribute("disabled");
      button.textContent = "再试一次";
    }, wait * 1000);
  }
  return button;
}

/** @param {unknown} error @returns {Refusal} */
function said(error) {
  if (error instanceof Refusal) return error;
  // No fault of the network, nor of the reader: whoever looks after the page has to see it.
  console.error(error);
  return new Refusal("这一页自己出了错，没能检查。请刷新这一页再试，还不行就换一个浏览器。");
}
