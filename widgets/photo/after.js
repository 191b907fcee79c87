import { h, lead, quiet } from "../shared/browser.js";
import { wear } from "../shared/style.js";
import FITTED from "./fit.css";
import { kept } from "./keep.js";
import { sheet } from "./sheet.js";

/**
 * Where the portrait goes next, as the page knows it; the shape of `next`.
 *
 * @typedef {{guide: string, title: string, href: string, host?: string, at?: string, menu?: string[]}} Step
 */

/**
 * What comes after a report: mend and check again, hand the file in, go on with the case, keep the report.
 *
 * @param {import("../shared/report.js").Report} report
 * @param {Step[]} steps
 * @param {() => void} again chooses another file
 * @param {() => HTMLCanvasElement | null} drawing what has been drawn, if anything
 * @returns {HTMLElement}
 */
export function after(report, steps, again, drawing) {
  wear(document, FITTED);
  const wrong = report.findings.some(({ outcome, severity }) => outcome === "no" && severity === "must");
  const place = h("div.zk-kept");
  const keep = () => {
    const words = { name: "照片检查结果.jpg", alt: "检查结果", button: "保存图片" };
    const note = "图片是在你的设备上画的，没有发出去；里面有你的照片，发给别人以前想一想。";
    place.replaceChildren(...kept(sheet(report, drawing()), { ...words, note }));
    lead(place.querySelector("a"));
  };
  return h(
    "section.zk-after",
    {},
    h("h4", {}, "接下来"),
    h(
      "ol",
      {},
      wrong && h("li", {}, "照上面写的改好，或者重拍，再查一次。", quiet("换一张照片", again)),
      report.by_eye.length > 0 && h("li", {}, `对着照片，把“请你自己看”的 ${report.by_eye.length} 点看完。`),
      !wrong && portals(steps).map((step) => h("li", {}, upload(step))),
      steps[0] && h("li", {}, "回到办事的那一步：", steps.flatMap((step, at) => [at > 0 && "、", h("a", { href: step.href }, `${step.guide}：${step.title}`)]), "。"),
      h("li", {}, "留一份检查结果：", quiet("存成图片", keep), quiet("打印", () => print()), place),
    ),
  );
}

/** Each portal once, be it where several guides lead. @param {Step[]} steps */
function portals(steps) {
  return steps.filter(({ at }, index) => at && steps.findIndex((each) => each.at === at) === index);
}

/** @param {Step} step */
function upload({ host, at, menu = [] }) {
  const where = h("a", { href: at, rel: "noopener noreferrer" }, host);
  return ["上传到", where, menu[0] ? `，依次点 ${menu.join(" › ")}。` : "。"];
}
