import { h, lead } from "../shared/browser.js";

/**
 * What stands below the verdict on a portrait.
 *
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/files/send.js").Sent} Sent
 */

const AT_ONCE = "照片不用再发：检查时照这样做好的，已经随结果送回这一页。";
const AGAIN = "照片会照上面的同意再发一次，做完即弃。";
const BY_SERVER = "这要由服务器来做，你同意以后照片才发送。";

/**
 * What to do first, and a file made from the one that was checked where that would help.
 *
 * @param {import("./photo.js").Photo} form
 * @param {Report} report
 * @param {Sent} sent
 */
export function offer(form, report, sent) {
  const first = report.findings.find(({ outcome, severity, mend }) => outcome === "no" && severity === "must" && mend);
  return h("div", {}, first && h("p.zk-first", {}, h("strong", {}, "先做这一件："), first.mend), making(form, report, sent));
}

/**
 * @param {import("./photo.js").Photo} form
 * @param {Report} report
 * @param {Sent} sent
 * @returns {HTMLElement | null}
 */
function making(form, { portrait }, sent) {
  if (!form.hasAttribute("fit") || !portrait?.fitting) return null;
  const place = h("div");
  const make = async () => {
    // Only the server makes one; nothing was sent so far.
    if (sent.here) form.here?.instead(BY_SERVER);
    if (sent.here || form.stop) return;
    const made = await form.attend(place, "正在制作，请稍候……", async (...how) => {
      const { fit, shown } = await import("./fit.js");
      return sent.fitted ? shown(sent.fitted) : fit(form.endpoint, sent, ...how);
    });
    if (!made) return start.focus();
    place.replaceChildren();
    form.querySelector(".zk-fitted")?.remove();
    start.closest(".zk-verdict")?.after(made);
    lead(made.querySelector("h4"));
  };
  const start = h("button.zk-button", { type: "button", onclick: make }, sent.here ? "由服务器做一张" : "照这样做一张");
  return h(
    "div.zk-making",
    {},
    h("p", {}, h("strong", {}, "这里可以用这张原图另做一张"), "，会这样做："),
    h("ol", {}, portrait.fitting.will.map((words) => h("li", {}, words))),
    h("p", {}, "不修图，不转正，不换背景，不放大。", sent.here ? BY_SERVER : sent.fitted ? AT_ONCE : AGAIN),
    start,
    place,
  );
}
