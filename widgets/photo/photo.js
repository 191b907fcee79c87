import { define, h, lead } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { KINDS } from "../shared/files/markup.js";
import { part } from "../shared/files/send.js";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/files/send.js").Sent} Sent
 */

/** Set on the page's root while a result is shown: a page may print it alone. */
const RESULT = "photoResult";

const AT_ONCE = "照片不用再发：检查时照这样做好的，已经随结果送回这一页。";
const AGAIN = "照片会照上面的同意再发一次，做完即弃。";

/**
 * `<zikao-photo endpoint="/v1/photo/anhui/graduation" declares="taken selfie" fit>`: has a portrait checked. A chosen one
 * is shown at once in the bands that it has to fit, on the device. One with faults stays on the page until it is left:
 * its faults are drawn over it, and where that mends them one that fits can be made of it.
 */
export class Photo extends FileForm {
  kind = KINDS.photo;

  /**
   * A large photograph goes without its pixels, and with a smaller picture in their place.
   *
   * @override
   * @param {File} file
   */
  async light(file) {
    const { reduced } = await part(() => import("../shared/files/reduce.js"));
    return reduced(file);
  }

  /**
   * A file that goes as it is goes once: what could be made of it comes with the report. Of a lighter one only the
   * smaller picture would go again.
   *
   * @override
   * @param {Sent} sent
   * @returns {Record<string, string>}
   */
  wishes({ light }) {
    return this.hasAttribute("fit") && !light ? { Prefer: "fitted" } : {};
  }

  /**
   * @override
   * @param {File | null} file
   */
  chosen(file) {
    const { dataset } = document.documentElement;
    // The form may have been out of sight.
    const back = RESULT in dataset;
    delete dataset[RESULT];
    if (back) this.form?.scrollIntoView();
    if (!file) return;
    this.look(file).catch((error) => console.error(error));
  }

  /** The picture first, which needs no judge. @param {File} file */
  async look(file) {
    const { look } = await import("./chosen.js");
    const made = await look(file, stated(this.getAttribute("wanted"), {}), this.typed);
    if (this.held !== file) return;
    this.beside?.replaceChildren(made);
    const address = this.getAttribute("document");
    if (!address) return;
    const { judged } = await part(() => import("./judged.js"));
    const told = await judged(file, address, this.typed);
    if (told && this.held === file) made.append(told);
  }

  /**
   * Drawn over the picture on this device; what comes next stands below the report.
   *
   * @override
   * @param {Report} report
   * @param {File} file
   */
  async drawn(report, file) {
    document.documentElement.dataset[RESULT] = "";
    const shown = this.querySelector(".zk-report");
    const cardOf = (/** @type {string} */ id) =>
      /** @type {HTMLElement | undefined} */ ([...(shown?.querySelectorAll("[data-rule]") ?? [])].find((each) => each.getAttribute("data-rule") === id));
    const figure = await import("./drawing.js").then(({ drawing }) => drawing(report, file, cardOf)).catch(() => null);
    const { after } = await import("./after.js");
    const next = after(
      report,
      stated(this.getAttribute("next"), []),
      () => this.file?.click(),
      () => figure?.querySelector("canvas") ?? null,
    );
    const folded = [...(shown?.children ?? [])].find(({ tagName }) => tagName === "DETAILS") ?? shown?.lastElementChild;
    folded?.before(next);
    return figure;
  }

  /**
   * What to do first, and a file made from the one that was sent where the server has found that it would help.
   *
   * @override
   * @param {Report} report
   * @param {Sent} sent
   */
  offer(report, sent) {
    const first = report.findings.find(({ outcome, severity, mend }) => outcome === "no" && severity === "must" && mend);
    return h("div", {}, first && h("p.zk-first", {}, h("strong", {}, "先做这一件："), first.mend), this.making(report, sent));
  }

  /**
   * @param {Report} report
   * @param {Sent} sent
   * @returns {HTMLElement | null}
   */
  making({ portrait }, sent) {
    if (!this.hasAttribute("fit") || !portrait?.fitting) return null;
    const place = h("div");
    const start = h("button.zk-button", { type: "button", onclick: () => make() }, "照这样做一张");
    const make = async () => {
      if (this.stop) return;
      const made = await this.attend(place, "正在制作，请稍候……", async (...how) => {
        const { fit, shown } = await import("./fit.js");
        return sent.fitted ? shown(sent.fitted) : fit(this.endpoint, sent, ...how);
      });
      if (!made) return start.focus();
      place.replaceChildren();
      this.querySelector(".zk-fitted")?.remove();
      start.closest(".zk-verdict")?.after(made);
      lead(made.querySelector("h4"));
    };
    return h(
      "div.zk-making",
      {},
      h("p", {}, h("strong", {}, "这里可以用这张原图另做一张"), "，会这样做："),
      h("ol", {}, portrait.fitting.will.map((words) => h("li", {}, words))),
      h("p", {}, "不修图，不转正，不换背景，不放大。", sent.fitted ? AT_ONCE : AGAIN),
      start,
      place,
    );
  }
}

/**
 * What the page says in an attribute, as JSON; what cannot be read counts as not said.
 *
 * @template T
 * @param {string | null} attribute
 * @param {T} unsaid
 * @returns {T}
 */
export function stated(attribute, unsaid) {
  try {
    return JSON.parse(attribute ?? "") ?? unsaid;
  } catch {
    return unsaid;
  }
}

define("zikao-photo", Photo);
