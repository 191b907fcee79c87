import { define, h, lead } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { KINDS } from "../shared/files/markup.js";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/files/send.js").Sent} Sent
 */

/**
 * `<zikao-photo endpoint="/v1/photo/anhui/graduation" declares="taken selfie" fit>`: has a portrait checked. One with
 * faults stays on the page until it is left: its faults are drawn over it, and a compliant one can be made of it.
 */
export class Photo extends FileForm {
  kind = KINDS.photo;

  /**
   * Drawn over the picture on this device.
   *
   * @override
   * @param {Report} report
   * @param {File} file
   */
  async drawn(report, file) {
    if (!report.findings.some(({ regions }) => regions.some(({ box }) => box))) return null;
    return import("./drawing.js").then(({ drawing }) => drawing(report, file)).catch(() => null);
  }

  /**
   * A file made from the one that was sent, where the page says that its spec allows for that.
   *
   * @override
   * @param {Report} report
   * @param {Sent} sent
   */
  offer(report, sent) {
    if (!this.hasAttribute("fit") || !report.findings.some(({ outcome }) => outcome === "no")) return null;
    const place = h("div");
    const start = h("button.zk-button", { type: "button", onclick: () => make() }, "帮我做一张合规的");
    const make = async () => {
      if (this.stop) return;
      const made = await this.attend(place, "正在制作，请稍候……", async (...how) => {
        const { fit } = await import("./fit.js");
        return fit(this.endpoint, sent, ...how);
      });
      if (!made) return start.focus();
      place.replaceChildren();
      this.querySelector(".zk-fitted")?.remove();
      start.closest(".zk-verdict")?.after(made);
      lead(made.querySelector("h4"));
    };
    return h(
      "div",
      {},
      h("p", {}, "照片会照上面的同意再发一次，做完即弃。只裁剪、缩小、补纯色背景，不修图。"),
      start,
      place,
    );
  }
}

define("zikao-photo", Photo);
