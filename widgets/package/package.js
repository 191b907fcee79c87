import { define } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { grow } from "../shared/files/grow.js";
import { KINDS } from "../shared/files/markup.js";
import { wear } from "../shared/style.js";
import { KIND, MAKER, SLOT, SLOTS } from "./markup.js";
import PACKAGE from "./package.css";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {{slots: (import("./pieces.js").Slot & {hint: string})[], bytes: number,
 *   said: Record<string, [say: string, mend: string, severity: string]>}} Parts
 */

/**
 * `<zikao-package endpoint="/v1/package/zhejiang/score-merge" declares="ticket-number courses" parts="…">`: has an archive of
 * evidence made on this device where `parts` says of what, looks at its names and sizes, and has it checked, or any other
 * file of evidence.
 */
export class Package extends FileForm {
  /** What an archive is made of; null where nothing is made. @type {Parts | null} */
  parts = null;

  connectedCallback() {
    if (this.form) return;
    this.parts = partsOf(this.getAttribute("parts"));
    this.kind = this.parts ? KIND : KINDS.package;
    wear(this, PACKAGE);
    super.connectedCallback();
    if (this.parts) this.start(this.parts);
  }

  /** @param {string | null} declares */
  grown(declares) {
    const form = super.grown(declares);
    if (!this.parts) return form;
    // What the archive is made for is typed before it is made, and not left to choice.
    const number = form.querySelector('[id$="-ticket-number"]')?.closest(".zk-question");
    number?.querySelector("label")?.lastChild?.remove();
    const maker = grow(MAKER, {});
    const place = [...maker.childNodes].find(({ textContent }) => textContent === SLOTS);
    const slots = this.parts.slots.map(({ id, name, hint }) => grow(SLOT, { slot: id, name, hint }));
    /** @type {ChildNode | undefined} */ (place)?.replaceWith(...slots);
    form.prepend(...(number ? [number, maker] : [maker]));
    return form;
  }

  /** @param {Parts} parts */
  async start({ slots, bytes }) {
    const root = /** @type {HTMLElement} */ (this.form?.querySelector(".zk-maker"));
    const { Maker } = await import("./maker.js");
    new Maker(root, slots, {
      number: this.number,
      limit: bytes,
      made: (file) => this.choose(file),
    });
  }

  /** Where the ticket number is typed. */
  get number() {
    const found = this.told?.find(({ header }) => header === "Ticket-Number");
    return found ? /** @type {HTMLInputElement} */ (found.control) : null;
  }

  /** What its names and sizes say, before anything is sent. @param {File | null} file */
  async chosen(file) {
    const place = this.beside;
    if (!file?.size || !place) return;
    const { seen } = await import("./seen.js");
    const shown = await seen(file, this.parts?.said);
    if (shown && file === this.held) place.replaceChildren(shown);
  }

  /** @param {Report} report @param {File} file */
  async drawn(report, file) {
    if (!report.pages?.[0]) return null;
    const { pageByPage } = await import("./pages.js");
    return pageByPage(report, file, this.number?.value.trim() ?? "");
  }
}

/** @param {string | null} text @returns {Parts | null} */
function partsOf(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch (error) {
    // A fault of the page, for whoever wrote it; files can be checked all the same.
    console.error(error);
    return null;
  }
}

define("zikao-package", Package);
