import { h } from "../shared/browser.js";
import { send } from "../shared/files/send.js";
import { clauses, showReport } from "../shared/report.js";
import { wear } from "../shared/style.js";
import FITTED from "./fit.css";

/**
 * The shape of `schemas/fitted-photo.schema.json`.
 *
 * @typedef {{what: string, cites: import("../shared/report.js").Citation[]}} Note
 * @typedef {{file: {name: string, media_type: string, size: number, changed: boolean, base64: string} | null,
 *   steps: Note[], refused: Note[], confirm: Note[], report: import("../shared/report.js").Report}} Fitted
 */

/**
 * Has a compliant portrait made from the one that was checked, or hears what to retake.
 *
 * @param {string} endpoint of the check
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {AbortSignal} signal
 * @param {import("../shared/files/send.js").Tell} say
 * @returns {Promise<HTMLElement>} its heading can take focus
 */
export async function fit(endpoint, sent, signal, say) {
  return show(await send(endpoint.replace(/(?=\?|$)/, "/fit"), sent, signal, say));
}

/** @param {Fitted} fitted */
function show({ file, steps, refused, confirm, report }) {
  wear(FITTED);
  return h(
    "section.zk-fitted",
    {},
    h("h4", {}, file ? (file.changed ? "做好了一张合规的照片" : "这张照片不用改") : "做不出合规的照片"),
    file && saved(file),
    list("做了什么", steps),
    list("请你自己确认", confirm),
    list("要重拍的", refused),
    file && h("details.zk-fold", {}, h("summary", {}, "对这张照片的检查结果"), showReport(report)),
  );
}

/**
 * Pages inside chat programs can neither follow a link to a file nor keep one: there the picture itself can be held.
 *
 * @param {NonNullable<Fitted["file"]>} file
 */
function saved({ name, media_type, base64, size }) {
  const href = `data:${media_type};base64,${base64}`;
  return [
    h("img", { src: href, alt: "做好的照片" }),
    h("p.zk-hint", {}, `${name}，${size} 字节。只在这一页上，离开就没有了；原图请留着。`),
    h("p", {}, h("a.zk-button", { href, download: name }, "保存照片")),
    h("p.zk-hint", {}, "微信里点不动的：长按照片，选“保存图片”，再核对一下文件大小有没有变。"),
  ];
}

/**
 * @param {string} heading
 * @param {Note[]} notes
 */
function list(heading, notes) {
  if (!notes[0]) return null;
  const items = notes.map(({ what, cites }) => h("li", {}, what, cites[0] && clauses(cites)));
  return [h("h4", {}, heading), h("ul", {}, items)];
}
