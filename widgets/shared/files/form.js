import { errorSummary, flag, freshId, h, lead, quiet, tell } from "../browser.js";
import FORM from "../form.css";
import { showReport } from "../report.js";
import { dress } from "../style.js";
import FILES from "./files.css";
import { EVERYWHERE, Refusal, send } from "./send.js";
import { asked, headers } from "./told.js";

/**
 * @typedef {import("../browser.js").Fault} Fault
 * @typedef {import("../report.js").Report} Report
 * @typedef {import("./send.js").Sent} Sent
 */

/** As the server counts. */
const MB = 1_000_000;

/**
 * What a file is called, what to say of choosing one, which ones the device offers first, how many MB the server takes.
 *
 * @typedef {{label: string, hint: string, accept: string, limit: number}} Kind
 */

const IN_MEMORY = "只在内存中处理，查完即弃，不保存、不转交。";
const UPLOADED = "文件较大，可能先传到本站的加密存储，开始检查前就从那里删除；结果取走即删，不转交。";

/**
 * A file, what its owner says of it, an explicit consent, a report. All of it leaves the device only after consent and
 * goes to the page's own `endpoint`, or for a large one to the storage that this names; once the answer is there the
 * form forgets it. Consent is asked for each file anew. Fires `zikao-ready`, `zikao-progress` {state, share}, `zikao-result` with the
 * report, `zikao-error` with {message}.
 */
export class FileForm extends HTMLElement {
  /** @type {Kind} */
  kind = { label: "", hint: "", accept: "", limit: 0 };
  /** @type {HTMLFormElement | null} */
  form = null;
  /** What would be sent. @type {File | null} */
  held = null;
  /** @type {AbortController | null} while a file is on its way */
  stop = null;
  /** Every control that may be at fault, with how to say so. @type {Map<HTMLElement, (message: string | null) => void>} */
  marks = new Map();

  connectedCallback() {
    if (this.form) return;
    dress(this, FORM, FILES);
    const { label, hint, accept } = this.kind;
    const id = freshId();
    const name = this.getAttribute("title");
    // Left in place, it would float as a tooltip over every field.
    this.removeAttribute("title");
    /** @type {(type: string, id: string, more: object) => HTMLInputElement} */
    const input = (type, id, more) =>
      /** @type {HTMLInputElement} */ (h("input", { type, id, autocomplete: "off", ...more }));
    this.file = input("file", `${id}-file`, {
      class: "zk-file",
      accept,
      "aria-describedby": `${id}-hint ${id}-fault1`,
    });
    this.consent = input("checkbox", `${id}-consent`, { "aria-describedby": `${id}-fault2` });
    this.told = asked(this.getAttribute("declares"));
    const faultOfFile = h("p.zk-fault", { id: `${id}-fault1`, hidden: true });
    const faultOfConsent = h("p.zk-fault", { id: `${id}-fault2`, hidden: true });
    const { file, consent, told } = this;
    this.marks.set(file, (message) => flag(faultOfFile, [file], message));
    for (const { control, blame } of told) this.marks.set(control, blame);
    this.marks.set(consent, (message) => flag(faultOfConsent, [consent], message));
    this.kept = h("span", {}, IN_MEMORY);
    this.button = h("button.zk-button", {}, "开始检查");
    this.output = h("div");
    this.beside = h("div.zk-beside");
    this.form = /** @type {HTMLFormElement} */ (
      h(
        "form.zk-form",
        {
          novalidate: true,
          "aria-label": name,
          onsubmit: (/** @type {Event} */ event) => this.submit(event),
        },
        h(
          "div.zk-question",
          {},
          h("label", { for: `${id}-file` }, h("b", {}, `要检查的${label}`)),
          h("p.zk-hint", { id: `${id}-hint` }, hint),
          faultOfFile,
          this.file,
          this.beside,
        ),
        told.map(({ box }) => box),
        h(
          "div.zk-question",
          {},
          faultOfConsent,
          h(
            "label.zk-choice",
            {},
            this.consent,
            h("span", {}, `我同意把这个文件${told[0] ? "和上面填的内容" : ""}发给本站服务器检查。`, this.kept),
          ),
        ),
        this.button,
      )
    );
    this.file.addEventListener("change", () => this.choose(file.files?.[0] ?? null));
    this.replaceChildren(this.form, this.output);
    tell(this, "ready");
  }

  /**
   * Takes a file, be it chosen or made on this page, in place of any before; null takes it away.
   *
   * @param {File | null} file
   */
  choose(file) {
    if (file === this.held) return;
    this.held = file;
    // A file's own control keeps its name, and another must not stand there.
    if (this.file && this.file.files?.[0] !== file) this.file.value = "";
    // Consent is for the file that was shown when it was given.
    if (this.consent) this.consent.checked = false;
    if (this.kept) this.kept.textContent = (file?.size ?? 0) > EVERYWHERE ? UPLOADED : IN_MEMORY;
    this.blame([]);
    this.output?.replaceChildren();
    this.beside?.replaceChildren();
    this.chosen(file);
  }

  /**
   * What the device sees in a file goes into `this.beside`, which is empty by then. Nothing has been agreed to yet:
   * nothing of the file may leave the device here.
   *
   * @param {File | null} _file null once it is taken away
   */
  chosen(_file) {}

  /** @returns {Fault[]} what the device can tell before anything is sent */
  faults() {
    const { label, limit } = this.kind;
    const field = /** @type {HTMLElement} */ (this.file);
    const file = this.held;
    const faults = [];
    if (!file) faults.push({ field, message: `请先选择${label}` });
    else if (!file.size) faults.push({ field, message: "这个文件是空的（0 字节），请重新选择" });
    else if (file.size > limit * MB) {
      const size = (Math.ceil(file.size / MB * 10) / 10).toFixed(1);
      faults.push({ field, message: `文件有 ${size} MB，这里最多能查 ${limit} MB，请换小一点的文件` });
    }
    for (const { control, fault } of this.told ?? []) {
      const message = fault();
      if (message) faults.push({ field: control, message });
    }
    if (file && !this.consent?.checked) {
      faults.push({ field: /** @type {HTMLElement} */ (this.consent), message: "请先勾选同意，文件才会发送" });
    }
    return faults;
  }

  /** @param {Fault[]} faults */
  blame(faults) {
    for (const [field, say] of this.marks) say(faults.find((fault) => fault.field === field)?.message ?? null);
    this.querySelector(".zk-errors")?.remove();
    if (!faults[0]) return;
    const summary = errorSummary(faults);
    this.form?.prepend(summary);
    lead(summary);
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    const faults = this.faults();
    this.blame(faults);
    const file = this.held;
    if (faults[0] || !file || this.stop) return;
    const sent = { file, told: headers(this.told ?? []) };
    const output = /** @type {HTMLElement} */ (this.output);
    /** @type {Report | undefined} */
    const report = await this.attend(output, "正在检查，请稍候……", (...how) => send(this.endpoint, sent, ...how));
    if (!report) return this.file?.focus();
    this.form?.reset();
    this.held = null;
    const shown = showReport(report, this.offer(report, sent));
    output.replaceChildren(shown);
    lead(shown.querySelector("h3"));
    tell(this, "result", report);
    const drawn = await this.drawn(report, file);
    if (drawn) shown.querySelector(".zk-verdict")?.after(drawn);
  }

  /**
   * What was found, shown in the file itself; null where that cannot be.
   *
   * @param {Report} _report
   * @param {File} _file
   * @returns {Promise<HTMLElement | null>}
   */
  async drawn(_report, _file) {
    return null;
  }

  get endpoint() {
    return this.getAttribute("endpoint") ?? "";
  }

  /**
   * What can be done about a report, for those who have no other program; null where nothing can.
   *
   * @param {Report} _report
   * @param {Sent} _sent
   * @returns {HTMLElement | null}
   */
  offer(_report, _sent) {
    return null;
  }

  /**
   * Waits for an answer, and lets the reader give up. What went wrong is said where the answer would have been.
   *
   * @template T
   * @param {HTMLElement} place
   * @param {string} words
   * @param {(signal: AbortSignal, say: import("./send.js").Tell) => Promise<T>} ask
   * @returns {Promise<T | undefined>}
   */
  async attend(place, words, ask) {
    const stop = (this.stop = new AbortController());
    const cancel = quiet("取消", () => stop.abort());
    const line = h("span", { role: "status" }, words);
    const bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": words }));
    const share = h("span", { "aria-hidden": "true" });
    place.replaceChildren(h("p.zk-note", {}, line, share, bar, cancel));
    this.button?.setAttribute("disabled", "");
    /** @type {import("./send.js").Tell} */
    const told = (state, words, part) => {
      // Each step is said once; how much of it is done the bar says by itself.
      const [step = "", more = ""] = words?.split("：") ?? [];
      if (line.textContent !== step) line.textContent = step;
      share.textContent = more && `：${more}`;
      bar.setAttribute("aria-label", step);
      if (part === undefined) bar.removeAttribute("value");
      else bar.value = part;
      tell(this, "progress", { state, share: part });
    };
    told("sending", words);
    try {
      return await ask(stop.signal, told);
    } catch (error) {
      const message = stop.signal.aborted ? "已取消，没有得到结果。" : said(error);
      place.replaceChildren(h("p.zk-note", { role: "alert" }, message));
      tell(this, "error", { message });
      return undefined;
    } finally {
      this.stop = null;
      this.button?.removeAttribute("disabled");
    }
  }
}

/** @param {unknown} error */
function said(error) {
  return error instanceof Refusal ? error.message : "没能连上检查服务，请检查网络后再试；文件还在，不用重选。";
}
