import { h } from "../shared/browser.js";
import { send } from "../shared/files/send.js";
import { clauses, showReport } from "../shared/report.js";
import { wear } from "../shared/style.js";
import FITTED from "./fit.css";
import { kept } from "./keep.js";

/**
 * The shape of `schemas/fitted-photo.schema.json`.
 *
 * @typedef {{what: string, cites: import("../shared/report.js").Citation[]}} Note
 * @typedef {{file: {name: string, media_type: string, size: number, changed: boolean, base64: string} | null,
 *   steps: Note[], refused: Note[], confirm: Note[], report: import("../shared/report.js").Report}} Fitted
 */

/**
 * Has a portrait made from the one that was checked, as the spec asks for it, or hears what to retake.
 *
 * @param {string} endpoint of the check
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {AbortSignal} signal
 * @param {import("../shared/files/send.js").Tell} say
 * @returns {Promise<HTMLElement>} its heading can take focus
 */
export async function fit(endpoint, sent, signal, say) {
  const address = endpoint.replace(/(?=\?|$)/, "/fit");
  const fitted = await send(address, sent, signal, say);
  // A face that is too small in the smaller picture may be large enough in the file's own pixels.
  return shown(fitted.file || !sent.light ? fitted : await send(address, { ...sent, light: null }, signal, say));
}

/**
 * What became of it in one line: never more than the report on the file bears out.
 *
 * @param {Fitted} fitted
 */
export function headingOf({ file, report }) {
  if (!file) return "做不出符合规格的照片";
  return file.changed ? `做好了一张。再查的结果：${report.heading}` : `文件内容没有改动。检查结果：${report.heading}`;
}

/**
 * What became of it.
 *
 * @param {Fitted} fitted
 * @param {string} [where] it was made, and what that means
 * @returns {HTMLElement} its heading can take focus
 */
export function shown(fitted, where) {
  wear(document, FITTED);
  const { file, steps, refused, confirm, report } = fitted;
  return h(
    "section.zk-fitted",
    { "data-verdict": file ? report.verdict : "fail" },
    h("h4", {}, headingOf(fitted)),
    file && h("p", {}, report.summary),
    where && h("p.zk-hint", {}, where),
    file && saved(file),
    list("做了什么", steps),
    list("请你自己确认", confirm),
    list("要重拍的", refused),
    file && h("details.zk-fold", {}, h("summary", {}, "对这张照片的检查结果"), showReport(report)),
  );
}

/** @param {NonNullable<Fitted["file"]>} file */
function saved({ name, media_type, base64, size }) {
  return kept(`data:${media_type};base64,${base64}`, {
    name,
    alt: "做好的照片",
    note: `${name}，${size} 字节。只在这一页上，离开就没有了；原图请留着。从微信保存的，再核对一下文件大小有没有变。`,
    button: "保存照片",
  });
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
