import { define, errorSummary, flag, freshId, h, lead, quiet, tell } from "../shared/browser.js";
import { REPORT, showReport } from "../shared/report.js";
import { FORM, dress } from "../shared/style.js";
import { Refusal, send } from "./send.js";

/** @typedef {import("../shared/browser.js").Fault} Fault */

const FILE = `
.zk-form>.zk-question:first-child{margin-top:0}
.zk-file{display:block;max-width:100%;padding:.5rem 0;font:inherit;color:inherit}
.zk-file::file-selector-button{font:inherit;min-height:44px;padding:.25rem 1rem;margin-right:.75rem;cursor:pointer}
.zk-button[disabled]{opacity:.55}
.zk-note progress{display:block;width:100%;accent-color:var(--_main)}`;

const MIB = 1024 * 1024;

/**
 * A file, an explicit consent, a report. The file leaves the device only after both, goes to the page's own
 * `endpoint` only, and the page keeps nothing of it once the answer is there. Consent is asked for each file anew.
 * Fires `zikao-ready`, `zikao-progress` {state}, `zikao-result` with the report, `zikao-error` with {message}.
 */
class Upload extends HTMLElement {
  /** What the file is called, which ones the device offers first, and how many MiB the server takes. */
  kind = { label: "", hint: "", accept: "", limit: 0 };
  /** @type {HTMLFormElement | null} */
  form = null;
  /** @type {AbortController | null} while a file is on its way */
  stop = null;

  connectedCallback() {
    if (this.form) return;
    dress(FORM, REPORT, FILE);
    const { label, hint, accept } = this.kind;
    const id = freshId();
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
    this.faultOfFile = h("p.zk-fault", { id: `${id}-fault1`, hidden: true });
    this.faultOfConsent = h("p.zk-fault", { id: `${id}-fault2`, hidden: true });
    this.button = h("button.zk-button", {}, "开始检查");
    this.output = h("div");
    this.form = /** @type {HTMLFormElement} */ (
      h(
        "form.zk-form",
        { novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        h(
          "div.zk-question",
          {},
          h("label", { for: `${id}-file` }, h("b", {}, `要检查的${label}`)),
          h("p.zk-hint", { id: `${id}-hint` }, hint),
          this.faultOfFile,
          this.file,
        ),
        h(
          "div.zk-question",
          {},
          this.faultOfConsent,
          h(
            "label.zk-choice",
            {},
            this.consent,
            h("span", {}, "我同意把这个文件发给本站服务器检查。只在内存中处理，查完即弃，不保存、不转交。"),
          ),
        ),
        this.button,
      )
    );
    this.file.addEventListener("change", () => {
      // Consent is for the file that was shown when it was given.
      if (this.consent) this.consent.checked = false;
      this.blame([]);
      this.output?.replaceChildren();
    });
    this.replaceChildren(this.form, this.output);
    tell(this, "ready");
  }

  /** @returns {Fault[]} what the device can tell before anything is sent */
  faults() {
    const { label, limit } = this.kind;
    const field = /** @type {HTMLElement} */ (this.file);
    const file = this.file?.files?.[0];
    const faults = [];
    if (!file) faults.push({ field, message: `请先选择${label}` });
    else if (!file.size) faults.push({ field, message: "这个文件是空的（0 字节），请重新选择" });
    else if (file.size > limit * MIB) {
      const size = (file.size / MIB).toFixed(1);
      faults.push({ field, message: `文件有 ${size} MB，这里最多能查 ${limit} MB，请换小一点的文件` });
    }
    if (file && !this.consent?.checked) {
      faults.push({ field: /** @type {HTMLElement} */ (this.consent), message: "请先勾选同意，文件才会发送" });
    }
    return faults;
  }

  /** @param {Fault[]} faults */
  blame(faults) {
    for (const [field, place] of [
      [this.file, this.faultOfFile],
      [this.consent, this.faultOfConsent],
    ]) {
      if (field && place) flag(place, [field], faults.find((fault) => fault.field === field)?.message ?? null);
    }
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
    const file = this.file?.files?.[0];
    if (faults[0] || !file || this.stop) return;
    const stop = (this.stop = new AbortController());
    const cancel = quiet("取消", () => stop.abort());
    const wait = h(
      "p.zk-note",
      { role: "status" },
      "正在检查，请稍候……",
      h("progress", { "aria-label": "正在检查" }),
      cancel,
    );
    this.output?.replaceChildren(wait);
    this.button?.setAttribute("disabled", "");
    tell(this, "progress", { state: "sending" });
    try {
      const report = await send(this.getAttribute("endpoint") ?? "", file, stop.signal);
      this.form?.reset();
      const shown = showReport(report);
      this.output?.replaceChildren(shown);
      lead(shown.querySelector("h3"));
      tell(this, "result", report);
    } catch (error) {
      const message = stop.signal.aborted ? "已取消，没有得到结果。" : said(error);
      this.output?.replaceChildren(h("p.zk-note", { role: "alert" }, message));
      this.file?.focus();
      tell(this, "error", { message });
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

class Photo extends Upload {
  kind = {
    label: "照片",
    hint: "请选原始的照片文件；截图和聊天软件转发过的图会变样。",
    accept: "image/*",
    limit: 10,
  };
}

class Package extends Upload {
  kind = {
    label: "材料文件",
    hint: "请选准备上传到报名系统的那一个文件。",
    accept: ".zip,.jpg,.jpeg,.pdf,.rar,.7z",
    limit: 50,
  };
}

define("zikao-photo", Photo);
define("zikao-package", Package);
