import { define, lead, write } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { grow } from "../shared/files/grow.js";
import { AHEAD, KINDS } from "../shared/files/markup.js";
import { part } from "../shared/files/send.js";
import { wear } from "../shared/style.js";
import { chat } from "./chat.js";
import { KIND, MAKER, SLOT, SLOTS } from "./markup.js";
import PACKAGE from "./package.css";

/** What somebody does who is about to make an archive. */
const TURNING = ["focusin", "change", "click"];

/** MB of a file that is checked on the device: more than any office takes, and read in a few seconds. */
const MOST_HERE = 500;

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("./pieces.js").Slot} Slot
 * @typedef {{slots: (Slot & {hint: string})[], bytes: number, named?: string}} Parts
 */

/**
 * `<zikao-package endpoint="/v1/package/zhejiang/score-merge" declares="ticket-number courses" parts="…">`: has an archive of
 * evidence made on this device where `parts` says of what, judges what it says itself, and has it checked, or any other
 * file of evidence.
 */
export class Package extends FileForm {
  /** What an archive is made of; null where nothing is made. @type {Parts | null} */
  parts = null;
  /** Where numbers stand on the pages of the file, as far as this device has read them. @type {import("./framed.js").Mark[]} */
  numbers = [];
  /** How many ticket numbers this device has read in the file; null unless it has read all of its pages. @type {number | null} */
  found = null;
  /** What was checked on this page, where a candidate has several archives. @type {import("./several.js").Several | undefined} */
  several;

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
    const ahead = AHEAD.flatMap((name) => form.querySelector(`[id$="-${name}"]`)?.closest(".zk-question") ?? []);
    for (const question of ahead) question.querySelector("label")?.lastChild?.remove();
    const maker = grow(MAKER, {});
    const place = [...maker.childNodes].find(({ textContent }) => textContent === SLOTS);
    const slots = this.parts.slots.map(({ id, name, hint }) => grow(SLOT, { slot: id, name, hint }));
    /** @type {ChildNode | undefined} */ (place)?.replaceWith(...slots);
    form.prepend(...ahead, maker);
    return form;
  }

  /**
   * What makes an archive is fetched once somebody turns to it: whoever has one already needs nothing of it.
   *
   * @param {Parts} parts
   */
  start({ slots, bytes, named }) {
    const root = /** @type {HTMLElement} */ (this.form?.querySelector(".zk-maker"));
    const button = root.querySelector(".zk-make");
    /** Chosen meanwhile. @type {[File[], Slot][]} */
    const taken = [];
    let pressed = false;
    /** @type {Promise<void> | undefined} */
    let coming;
    const bring = async () => {
      const found = await part(() => import("./maker.js")).catch((/** @type {Error} */ { message }) => {
        const place = /** @type {HTMLElement} */ (root.querySelector(".zk-fault"));
        write(place, `错误：${message}`);
        place.hidden = false;
        lead(place);
        // The next touch tries again; what was chosen is kept.
        coming = undefined;
      });
      if (!found) return;
      for (const type of TURNING) root.removeEventListener(type, wake);
      const maker = new found.Maker(root, slots, { number: this.number, person: this.field("Person"), form: this.numberForm, named, limit: bytes, document: this.getAttribute("document"), device: this.getAttribute("device"), made: (file) => this.choose(file) });
      for (const each of taken) await maker.take(...each);
      if (pressed) await maker.make();
    };
    /** @param {Event} event */
    const wake = ({ type, target }) => {
      const input = /** @type {HTMLInputElement} */ (target);
      const slot = slots.find(({ id }) => id === input.closest("[data-slot]")?.getAttribute("data-slot"));
      if (type === "change" && slot) {
        taken.push([[...(input.files ?? [])], slot]);
        // The same file may be chosen again after it was taken out.
        input.value = "";
      }
      if (type === "click" && target === button) pressed = true;
      coming ??= bring();
    };
    for (const type of TURNING) root.addEventListener(type, wake);
    button?.removeAttribute("disabled");
    // Something was chosen before this script was there, or there is something to say first.
    const early = [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=file]"))];
    if (chat() || early.some(({ files }) => files?.[0])) coming = bring();
  }

  /** MB: on this device a file is read where it lies, a page at a time. @override */
  get most() {
    return this.isLocal ? MOST_HERE : super.most;
  }

  /** Where the ticket number is typed. */
  get number() {
    return this.field("Ticket-Number");
  }

  /** @param {File | null} file */
  chosen(file) {
    this.numbers = [];
    this.found = null;
    if (file?.size) this.retold(file).catch((error) => console.error(error));
  }

  /** @override @param {File} file */
  async retold(file) {
    const address = this.getAttribute("document");
    if (address) await this.look(file, address);
  }

  /** What it says itself, before anything is sent. @param {File} file @param {string} address */
  async look(file, address) {
    const { seen } = await part(() => import("./seen.js"));
    for await (const shown of seen(file, address, this.typed, () => this.isLocal)) {
      if (file !== this.held) return;
      this.beside?.replaceChildren(...(shown ? [shown] : []));
    }
  }

  /**
   * @override
   * @param {import("../shared/files/send.js").Sent} sent
   * @param {import("../shared/device/here.js").Measure} measure
   */
  async checked(sent, measure) {
    const { checked } = await part(() => import("./measured.js"));
    const { marks, found, ...made } = await checked(sent, this.getAttribute("rules") ?? "", this.typed, measure);
    this.numbers = marks;
    this.found = found;
    return made;
  }

  /**
   * Nothing; but it is one of several now.
   *
   * @override
   * @param {Report} _report
   * @param {import("../shared/files/send.js").Sent} sent
   */
  async offer(_report, { file, told }) {
    const address = this.hasAttribute("together") && this.getAttribute("rules");
    if (!address) return null;
    const { Several } = await part(() => import("./several.js"));
    this.several ??= new Several(address, this.numberForm);
    this.several.add({ name: file.name, number: told["X-Zikao-Ticket-Number"] ?? null, found: this.found });
    return null;
  }

  /** @param {Report} report @param {File} file */
  async drawn(report, file) {
    if (this.several) this.output?.append(await this.several.shown());
    if (!report.pages?.[0]) return null;
    const { pageByPage } = await import("./pages.js");
    return pageByPage(report, file, this.number?.value.trim() ?? "", this.numbers);
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
