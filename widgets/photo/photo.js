import { define } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { KINDS } from "../shared/files/markup.js";
import { part } from "../shared/files/send.js";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/files/send.js").Sent} Sent
 */

/** Set on the page's root while a result is shown: a page may print it alone. */
const RESULT = "photoResult";

/**
 * `<zikao-photo endpoint="/v1/photo/anhui/graduation" declares="taken selfie" fit>`: has a portrait checked. A chosen one
 * is shown at once in the bands that it has to fit, on the device. One with faults stays on the page until it is left:
 * its faults are drawn over it, and where that mends them one that fits can be made of it.
 */
export class Photo extends FileForm {
  kind = KINDS.photo;
  lacking = "五官、遮挡、眼镜、衣着、光线和背景";

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
   * @override
   * @param {Sent} sent
   * @param {import("../shared/device/here.js").Measure} measure
   */
  async checked(sent, measure) {
    const { checked } = await part(() => import("./checked.js"));
    // Fetched with it: by the time that one is made the network may be away.
    if (this.hasAttribute("fit")) this.making().catch(() => {});
    return checked(sent, this.getAttribute("rules") ?? "", this.typed, measure);
  }

  /** What makes a portrait on this device, and shows it. */
  making() {
    return part(() => Promise.all([import("./made.js"), import("./fit.js")]));
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
    await this.retold(file);
  }

  /** What the file says itself, below its picture. @override @param {File} file */
  async retold(file) {
    const address = this.getAttribute("document");
    if (!address) return;
    const { judged } = await part(() => import("./judged.js"));
    const told = await judged(file, address, this.typed, this.isLocal);
    if (this.held !== file) return;
    this.beside?.querySelector(".zk-seen")?.remove();
    if (told) this.beside?.firstElementChild?.append(told);
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
   * @override
   * @param {Report} report
   * @param {Sent} sent
   */
  async offer(report, sent) {
    const { offer } = await import("./offer.js");
    return offer(this, report, sent);
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
