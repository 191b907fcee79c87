import { h, lead, quiet } from "../shared/browser.js";

/**
 * What stands below the verdict on a portrait.
 *
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/files/send.js").Sent} Sent
 * @typedef {import("../shared/files/attend.js").Ask<HTMLElement>} Make gives what became of it
 */

const AT_ONCE = "照片不用再发：检查时照这样做好的，已经随结果送回这一页。";
const AGAIN = "照片会照上面的同意再发一次，做完即弃。";
const HERE = "在你的设备上做，照片不发送。";
const LATER = "能不能用这张原图另做一张，要把没有查的查完才知道。";
const BY_SERVER = "在你的设备上没有做成。同意以后，照片发给服务器检查，再由服务器做一张。";

/**
 * What to do first, and a file made from the one that was checked where that would help.
 *
 * @param {import("./photo.js").Photo} form
 * @param {Report} report
 * @param {Sent} sent
 */
export function offer(form, report, sent) {
  const first = report.findings.find(({ outcome, severity, mend }) => outcome === "no" && severity === "must" && mend);
  return h("div", {}, first && h("p.zk-first", {}, h("strong", {}, "先做这一件："), first.mend), offered(form, report, sent));
}

/**
 * @param {import("./photo.js").Photo} form
 * @param {Report} report
 * @param {Sent} sent
 * @returns {HTMLElement | null}
 */
function offered(form, { portrait, findings }, sent) {
  if (!form.hasAttribute("fit")) return null;
  if (!portrait?.fitting) return sent.here && form.here?.left && findings.some(({ outcome }) => outcome === "no") ? h("p", {}, LATER) : null;
  const place = h("div");
  /** Whether what was not made on this device might be made elsewhere. */
  let elsewhere = false;
  const [make, state] = sent.here ? /** @type {const} */ ([onDevice(form, sent), "working"]) : /** @type {const} */ ([byServer(form, sent), "sending"]);
  /** @type {Make} */
  const tried = (signal, say) => {
    elsewhere = false;
    return make(signal, say).catch((error) => {
      // What is refused for good is refused everywhere.
      elsewhere = Boolean(sent.here) && !signal.aborted && error.again !== false;
      throw error;
    });
  };
  const begin = async () => {
    if (form.stop) return;
    const made = await form.attend(place, "正在制作，请稍候……", tried, undefined, state);
    if (elsewhere) place.append(quiet("由服务器做一张", () => form.here?.instead(BY_SERVER)));
    if (!made) return start.focus();
    place.replaceChildren();
    form.querySelector(".zk-fitted")?.remove();
    start.closest(".zk-verdict")?.after(made);
    lead(made.querySelector("h4"));
  };
  const start = h("button.zk-button", { type: "button", onclick: begin }, "照这样做一张");
  return h(
    "div.zk-making",
    {},
    h("p", {}, h("strong", {}, "这里可以用这张原图另做一张"), "，会这样做："),
    h("ol", {}, portrait.fitting.will.map((words) => h("li", {}, words))),
    h("p", {}, "不修图，不转正，不换背景，不放大。", sent.here ? HERE : sent.fitted ? AT_ONCE : AGAIN),
    start,
    place,
  );
}

/** @param {import("./photo.js").Photo} form @param {Sent} sent @returns {Make} */
const byServer = (form, sent) => async (signal, say) => {
  const { fit, shown } = await import("./fit.js");
  return sent.fitted ? shown(sent.fitted) : fit(form.endpoint, sent, signal, say);
};

/** @param {import("./photo.js").Photo} form @param {Sent} sent @returns {Make} */
function onDevice(form, sent) {
  const { typed } = form;
  return async (signal, say) => {
    const [{ made }, { shown }] = await form.making();
    const ask = await (await form.brought()).working("正在制作，请稍候……", signal, say);
    // Whoever was led to the server before is back.
    form.local();
    const { fitted, left } = await made(sent, form.getAttribute("rules") ?? "", typed, ask, (words) => say("working", words));
    return shown(await form.worded(fitted), "在你的设备上做的，照片没有发送。" + (fitted.file && left ? `有 ${left} 项在你的设备上没有查，见下面的检查结果。` : ""));
  };
}
