import { define, h, quiet, read, tell, write } from "../shared/browser.js";
import { dress } from "../shared/style.js";

const TICKS = `
.zk-progress{margin:1rem 0}
.zk-progress p{margin:0}
.zk-progress progress{display:block;width:100%;height:.75rem;accent-color:var(--_main)}
.zk-off{color:var(--_soft)}
[data-off]>:not(label,.zk-off){display:none}`;

/** @typedef {{version: string, done: string[]}} Saved */

/**
 * `<zikao-checklist guide="zhejiang/score-merge" version="0.1.0">` around a list of
 * `<li data-when="{condition}"><label><input type="checkbox" data-step="id"> …</label> …</li>`.
 * Keeps the ticks on this device and counts them. Where the reader has answered the questions of the same procedure,
 * what does not apply is folded away and not counted. Fires `zikao-ready` and `zikao-progress` {done, total}.
 */
class Checklist extends HTMLElement {
  /** @type {HTMLInputElement[]} */
  boxes = [];
  guide = "";
  /** @type {Set<HTMLElement>} rows that do not apply, folded away or looked at all the same */
  sifted = new Set();
  version = "";
  count = h("p", { role: "status" });
  bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": "完成进度" }));
  reset = quiet("重新开始", () => this.startOver());

  connectedCallback() {
    if (this.guide) return;
    dress(TICKS);
    this.guide = this.getAttribute("guide") ?? location.pathname;
    this.version = this.getAttribute("version") ?? "";
    this.boxes = [...this.querySelectorAll("input")];
    const saved = /** @type {Saved | null} */ (read(this.key));
    // On a slow line the reader may have ticked before this script came.
    const early = this.boxes.filter((box) => box.checked).map(name);
    this.tick([...(saved?.done ?? []), ...early]);
    const tools = h(
      "p.zk-actions",
      {},
      this.reset,
      quiet("打印", () => print()),
    );
    this.prepend(h("div.zk-progress", {}, this.count, this.bar, tools));
    this.addEventListener("change", () => this.save());
    this.show();
    if (saved && saved.version !== this.version) {
      this.say(`指南已更新到 ${this.version}，原来的勾选还在，请再核对一遍。`);
    }
    // The form of the same page tells whenever an answer changes; it may have done so before this one was there.
    for (const name of ["zikao-ready", "zikao-progress"]) {
      document.addEventListener(name, ({ target }) => {
        if (target instanceof Element && target.closest("zikao-eligibility")) this.sift();
      });
    }
    this.sift();
    if (early[0]) this.save();
    tell(this, "ready");
  }

  get key() {
    return `zikao:checklist:${this.guide}`;
  }

  /** @param {string[]} done */
  tick(done) {
    for (const box of this.boxes) box.checked = done.includes(name(box));
  }

  /** The boxes that count. */
  get due() {
    return this.boxes.filter((box) => !box.closest("[data-off]"));
  }

  /**
   * @param {string} message
   * @param {...Node} more
   */
  say(message, ...more) {
    this.querySelector(".zk-note")?.remove();
    this.querySelector(".zk-progress")?.append(h("p.zk-note", { role: "status" }, message, ...more));
  }

  save() {
    const done = this.boxes.filter((box) => box.checked).map(name);
    const kept = write(this.key, done[0] ? { version: this.version, done } : null);
    if (!kept) this.say("浏览器不允许保存，关闭本页后勾选会丢失。");
    this.show();
    return done;
  }

  startOver() {
    const before = this.save();
    this.tick([]);
    this.save();
    const undo = quiet("撤销", () => {
      this.tick(before);
      this.save();
      undo.parentElement?.remove();
      this.reset.focus();
    });
    this.say("已清除全部勾选。　", undo);
    undo.focus();
  }

  show() {
    const { due } = this;
    const total = due.length;
    const done = due.filter((box) => box.checked).length;
    this.bar.max = total || 1;
    this.bar.value = done;
    this.count.textContent = total && done === total ? `全部 ${total} 项已完成` : `已完成 ${done} / ${total} 项`;
    this.reset.hidden = !this.boxes.some((box) => box.checked);
    tell(this, "progress", { done, total });
  }

  /** Folds away what does not apply by the answers to this procedure's questions, and brings back what does. */
  sift() {
    /** @type {NodeListOf<import("../eligibility/eligibility.js").Eligibility>} */
    const forms = document.querySelectorAll("zikao-eligibility");
    const form = [...forms].find(({ item }) => item && `${this.guide}/`.startsWith(`${item}/`));
    if (!form) return;
    for (const row of /** @type {Iterable<HTMLElement>} */ (this.querySelectorAll("[data-when]"))) {
      const off = form.applies(JSON.parse(row.dataset.when ?? "")) === false;
      if (off === this.sifted.has(row)) continue;
      if (off) {
        this.sifted.add(row);
        row.setAttribute("data-off", "");
        row.append(
          h(
            "p.zk-off",
            {},
            "按你的回答，这一项不用做。　",
            quiet("仍要看", () => this.look(row)),
          ),
        );
      } else {
        this.sifted.delete(row);
        this.bring(row);
      }
    }
    this.show();
  }

  /** @param {HTMLElement} row */
  look(row) {
    this.bring(row);
    row.querySelector("input")?.focus();
  }

  /** @param {HTMLElement} row */
  bring(row) {
    row.removeAttribute("data-off");
    row.querySelector(".zk-off")?.remove();
    this.show();
  }
}

/**
 * What a box is called in storage: its own id survives when steps are added or moved.
 *
 * @param {HTMLInputElement} box
 */
function name(box) {
  return box.dataset.step ?? box.id;
}

define("zikao-checklist", Checklist);
