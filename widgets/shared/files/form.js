import { errorSummary, flag, freshId, h, lead, tell, write } from "../browser.js";
import FORM_CSS from "../form.css";
import { dress } from "../style.js";
import { attend } from "./attend.js";
import { size } from "./carry.js";
import FILES from "./files.css";
import { grow } from "./grow.js";
import { ALONG, ASKED, ASLEEP, FIELDS, FORM } from "./markup.js";
import { Refusal } from "./refusal.js";
import { EVERYWHERE, part, send, worded } from "./send.js";
import { asked, headers } from "./told.js";
import { ANY_TICKET, person } from "./typed.js";

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
 * @typedef {{label: string, pick: string, hint: string, accept: string, limit: number}} Kind
 */

const IN_MEMORY = "只在内存中处理，查完即弃，不保存、不转交。";
/** What the button says: where nothing else can check, where this device does, and where it did not. */
const BUTTON = { here: "在你的设备上检查", instead: "发给服务器检查", only: "开始检查" };
const UPLOADED = "文件较大，可能先传到本站的加密存储，开始检查前就从那里删除；结果取走即删，不转交。";

/**
 * A file, what its owner says of it, an explicit consent, a report. All of it leaves the device only after consent and
 * goes to the page's own `endpoint`, or for a large one to the storage that this names. Consent is asked for each file
 * anew, and again for each check; what was typed stays. A page may hold the form's markup from the start, so that
 * nothing moves when this wakes it. Fires `zikao-ready`, `zikao-progress` {state, share}, `zikao-result` with the report,
 * `zikao-error` with {message}.
 *
 * A page that names a `device` has files checked on this one: then nothing leaves it, and consent is asked for once the
 * server is needed.
 *
 * What a subclass has: `kind`; `chosen` and `this.beside`; `drawn` and `offer` for a report; `choose` for a file that
 * it made itself; `attend` for whatever takes a while; `answer` for who checks.
 */
export class FileForm extends HTMLElement {
  /** @type {Kind} */
  kind = { label: "", pick: "", hint: "", accept: "", limit: 0 };
  /** What a check on this device leaves out without the parts that it can go without. */
  lacking = "";
  /** @type {HTMLFormElement | null} */
  form = null;
  /** What would be sent. @type {File | null} */
  held = null;
  /** @type {AbortController | null} while a file is on its way */
  stop = null;
  /** What checks on this device, once a file is chosen. @type {import("../device/here.js").Here | null} */
  here = null;
  /** Every control that may be at fault, with how to say so. @type {Map<HTMLElement, (message: string | null) => void>} */
  marks = new Map();

  connectedCallback() {
    if (this.form) return;
    dress(this, FORM_CSS, FILES);
    const declares = this.getAttribute("declares");
    const form = (this.form = this.querySelector("form") ?? this.grown(declares));
    // Left in place, it would float as a tooltip over every field.
    this.removeAttribute("title");
    /** @type {(name: string) => any} */
    const part = (name) => form.querySelector(`[id$="-${name}"]`);
    /** @type {HTMLInputElement} */
    const file = (this.file = part("file"));
    /** @type {HTMLInputElement} */
    const consent = (this.consent = part("consent"));
    /** @type {HTMLElement | null} */
    this.asking = consent.closest(".zk-question");
    /** @type {HTMLElement} */
    this.kept = part("kept");
    /** @type {HTMLButtonElement} */
    this.button = part("send");
    /** @type {HTMLElement} */
    this.line = part("held");
    /** @type {HTMLButtonElement} */
    const drop = (this.drop = part("drop"));
    /** @type {HTMLElement} */
    this.beside = form.querySelector(".zk-beside") ?? h("div");
    this.told = asked(form, declares, this.numberForm);
    this.output = h("div");
    this.marks.set(file, (message) => flag(part("file-fault"), [file], message));
    for (const { control, blame } of this.told) this.marks.set(control, blame);
    this.marks.set(consent, (message) => flag(part("consent-fault"), [consent], message));
    form.addEventListener("submit", (event) => this.submit(event));
    file.addEventListener("change", () => {
      // Whoever opens the choice again and leaves it without one keeps the file that is there.
      if (file.files?.[0]) this.choose(file.files[0]);
    });
    drop.addEventListener("click", () => {
      this.choose(null);
      file.focus();
    });
    form.classList.remove(ASLEEP);
    this.button?.removeAttribute("disabled");
    if (this.asking) this.asking.hidden = this.hasAttribute("device");
    this.replaceChildren(form, this.output);
    // It may have been chosen before the script was there.
    if (file.files?.[0]) this.choose(file.files[0]);
    tell(this, "ready");
  }

  /** How a ticket number is written: as the page says, or as everywhere. @returns {import("./typed.js").Form} */
  get numberForm() {
    const said = this.getAttribute("number");
    try {
      return said ? JSON.parse(said) : ANY_TICKET;
    } catch (error) {
      // A fault of the page, for whoever wrote it; the server refuses what is wrong all the same.
      console.error(error);
      return ANY_TICKET;
    }
  }

  /** Where something is typed beside the file; null where it is not asked. @param {string} header */
  field(header) {
    const found = this.told?.find((each) => each.header === header);
    return found ? /** @type {HTMLInputElement} */ (found.control) : null;
  }

  /** What a file's name is compared with, as far as it was typed. @returns {import("./named.js").Typed} */
  get typed() {
    const number = this.field("Ticket-Number")?.value ?? "";
    return { number, who: person(this.field("Person")?.value ?? ""), form: this.numberForm.pattern };
  }

  /**
   * The form, made here where the page has none.
   *
   * @param {string | null} declares
   * @returns {HTMLFormElement}
   */
  grown(declares) {
    const fields = (declares ?? "").split(" ").flatMap((name) => (ASKED[name] ? [ASKED[name]] : []));
    const words = { ...this.kind, id: freshId(), title: this.getAttribute("title") ?? "", along: fields[0] ? ALONG : "", number: this.numberForm.wanted, keys: this.numberForm.pattern.includes("A-Z") ? "text" : "numeric" };
    const [tag, props, ...children] = FORM;
    const inside = children.flatMap((child) => (child === FIELDS ? fields : [child]));
    const form = grow([tag, props, ...inside], words);
    if (!words.title) form.removeAttribute("aria-label");
    return /** @type {HTMLFormElement} */ (form);
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
    if (this.file && (this.file.files?.[0] ?? null) !== file) this.file.value = "";
    // Consent is for the file that was shown when it was given.
    if (this.consent) this.consent.checked = false;
    if (this.line) this.line.textContent = file ? `${file.name}（${size(file.size)}）` : "还没有选";
    if (this.drop) this.drop.hidden = !file;
    if (this.kept) this.kept.textContent = (file?.size ?? 0) > EVERYWHERE ? UPLOADED : IN_MEMORY;
    this.blame([]);
    for (const place of [this.output, this.beside]) {
      // What is drawn takes 8 MB a picture, which engines keep until they sweep.
      for (const canvas of place?.querySelectorAll("canvas") ?? []) canvas.width = 0;
      place?.replaceChildren();
    }
    this.ready(file);
    this.chosen(file);
  }

  /** Sees whether this device can check the file, and what that takes; without one, all is as it was. @param {File | null} file */
  ready(file) {
    if (!this.hasAttribute("device")) return;
    this.local();
    if (!file) {
      if (this.button) write(this.button, BUTTON.only);
      return;
    }
    this.brought()
      .then((here) => here.look(file))
      .catch((error) => {
        console.error(error);
        // The server cannot be reached then either; what is missing is fetched when the check begins.
        if (navigator.onLine !== false) this.asks();
      });
  }

  /** What checks on this device; fetched once a file is chosen. */
  async brought() {
    const { Here } = await part(() => import("../device/here.js"));
    return (this.here ??= new Here(this));
  }

  /** Has the file checked on this device. */
  local() {
    if (this.asking) this.asking.hidden = true;
    if (this.button) write(this.button, BUTTON.here);
    this.here?.clear();
  }

  /** Has it checked by the server, once its owner agrees. @param {boolean} [instead] of this device, which was named first */
  asks(instead = false) {
    if (this.asking) this.asking.hidden = false;
    if (this.button) write(this.button, instead ? BUTTON.instead : BUTTON.only);
    this.here?.clear();
  }

  /** MB of a file at most: what the server takes. */
  get most() {
    return this.kind.limit;
  }

  /** Whether it would be checked on this device now. */
  get isLocal() {
    return Boolean(this.asking?.hidden);
  }

  /**
   * What the device sees in a file goes into `this.beside`, which is empty by then. Nothing has been agreed to yet:
   * nothing of the file may leave the device here.
   *
   * @param {File | null} _file null once it is taken away
   */
  chosen(_file) {}

  /** The same once more, where it goes elsewhere to be checked than was said. @param {File} _file @returns {Promise<void>} */
  async retold(_file) {}

  /** @returns {Fault[]} what the device can tell before anything is sent */
  faults() {
    const { label } = this.kind;
    const limit = this.most;
    const field = /** @type {HTMLElement} */ (this.file);
    const file = this.held;
    const faults = [];
    if (!file) faults.push({ field, message: `请先选择${label}` });
    else if (!file.size) faults.push({ field, message: "这个文件是空的（0 字节），请重新选择" });
    else if (file.size > limit * MB) {
      const much = (Math.ceil(file.size / MB * 10) / 10).toFixed(1);
      faults.push({ field, message: `文件有 ${much} MB，这里最多能查 ${limit} MB，请换小一点的文件` });
    }
    for (const { control, fault } of this.told ?? []) {
      const message = fault();
      if (message) faults.push({ field: control, message });
    }
    if (file && !this.isLocal && !this.consent?.checked) {
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

  /** @param {Event} [event] */
  async submit(event) {
    event?.preventDefault();
    const faults = this.faults();
    this.blame(faults);
    const file = this.held;
    if (faults[0] || !file || this.stop) return;
    /** @type {Sent} */
    const sent = { file, told: headers(this.told ?? []), here: this.isLocal };
    const output = /** @type {HTMLElement} */ (this.output);
    /** @type {{report: Report, showReport: typeof import("../report.js").showReport} | undefined} */
    const answer = await this.attend(
      output,
      sent.here ? "正在准备，请稍候……" : "正在发送，请稍候……",
      async (signal, say) => {
        // Before anything is sent: an answer that nothing could show would be lost.
        const { showReport } = await part(() => import("../report.js"));
        const report = sent.here ? await this.worded(await (await this.brought()).check(sent, signal, say)) : await this.answer(sent, signal, say);
        return { report, showReport };
      },
      () => {
        if (sent.here) this.local();
        this.submit();
      },
      sent.here ? "working" : "sending",
    );
    if (!answer) return;
    const { report, showReport } = answer;
    if (this.consent) this.consent.checked = false;
    const offer = await this.offer(report, sent).catch((error) => (console.error(error), null));
    const shown = showReport(report, sent.here && this.here ? this.here.around(offer) : offer);
    output.replaceChildren(shown);
    lead(shown.querySelector("h3"));
    tell(this, "result", report);
    // The report is there and whole, whatever becomes of what is drawn beside it.
    const drawn = await this.drawn(report, file).catch((error) => (console.error(error), null));
    if (drawn) shown.querySelector(".zk-verdict")?.after(drawn);
  }

  /**
   * The server's report.
   *
   * @param {Sent} sent
   * @param {AbortSignal} signal
   * @param {import("./send.js").Tell} say
   * @returns {Promise<Report>}
   */
  async answer(sent, signal, say) {
    sent.light = await this.light(sent.file);
    const body = await send(this.endpoint, { ...sent, told: { ...sent.told, ...this.wishes(sent) } }, signal, say);
    // Whoever wishes for more with the report gets it around the report.
    sent.fitted = body.fitted;
    return body.report ?? body;
  }

  /**
   * The report of this device, and how many rules it left that could be checked elsewhere.
   *
   * @param {Sent} _sent
   * @param {import("../device/here.js").Measure} _measure
   * @returns {Promise<{report: Report, left: number}>}
   */
  async checked(_sent, _measure) {
    throw new Refusal();
  }

  /** What was made on this device, in the words of this page. @template T @param {T} report @returns {Promise<T>} */
  worded(report) {
    return worded(report);
  }

  /**
   * What may go in place of a file, made of it on this device; null where the file itself has to go.
   *
   * @param {File} _file
   * @returns {Promise<Blob | null>}
   */
  async light(_file) {
    return null;
  }

  /**
   * What is wished for with the report, as headers.
   *
   * @param {Sent} _sent
   * @returns {Record<string, string>}
   */
  wishes(_sent) {
    return {};
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
   * @returns {Promise<HTMLElement | null>}
   */
  async offer(_report, _sent) {
    return null;
  }

  /**
   * Waits for an answer; see attend.js.
   *
   * @template T
   * @param {HTMLElement} place
   * @param {string} words
   * @param {import("./attend.js").Ask<T>} ask
   * @param {() => void} [again]
   * @param {"sending" | "working"} [state]
   * @returns {Promise<T | undefined>}
   */
  attend(place, words, ask, again, state) {
    return attend(this, place, words, ask, again, state);
  }
}
