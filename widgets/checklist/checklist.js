import { define, h, quiet, tell } from "../shared/browser.js";
import { change, read, watch } from "../shared/storage.js";
import { dress } from "../shared/style.js";
import TICKS from "./checklist.css";

/** @typedef {{version: string, done: string[]}} Saved */

/**
 * `<zikao-checklist guide="zhejiang/score-merge" version="0.1.0">` around a list of
 * `<li data-when="{condition}"><label><input type="checkbox" data-step="id"> …</label> …</li>`.
 * Keeps the ticks on this device and counts them. What `<zikao-way>` finds not to apply to the reader (`data-off`) is
 * not counted. Fires `zikao-ready` and `zikao-progress` {done, total}.
 */
export class Checklist extends HTMLElement {
  /** @type {HTMLInputElement[]} */
  boxes = [];
  guide = "";
  version = "";
  count = h("p", { role: "status" });
  bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": "完成进度" }));
  reset = quiet("重新开始", () => this.startOver());

  connectedCallback() {
    if (this.guide) return;
    dress(this, TICKS);
    this.guide = this.getAttribute("guide") ?? location.pathname;
    this.version = this.getAttribute("version") ?? "";
    this.boxes = [...this.querySelectorAll("input")];
    const saved = /** @type {Saved | null} */ (read(this.key));
    // On a slow line the reader may have ticked before this script came.
    const early = this.done;
    this.tick([...(saved?.done ?? []), ...early]);
    const tools = h(
      "p.zk-actions",
      {},
      this.reset,
      quiet("打印", () => print()),
    );
    // Where the whole way stands on the page, it has such buttons for all lists at once.
    const alone = !document.querySelector("zikao-way");
    this.prepend(h("div.zk-progress", {}, this.count, this.bar, alone && tools));
    this.addEventListener("change", ({ target }) => this.save(this.boxes.filter((box) => box === target)));
    watch(this.key, () => this.again());
    this.show();
    if (saved && saved.version !== this.version) {
      this.say(`指南已更新到 ${this.version}，原来的勾选还在，请再核对一遍。`);
    }
    if (early[0]) this.save(this.boxes.filter((box) => early.includes(name(box))));
    tell(this, "ready");
  }

  get key() {
    return `zikao:checklist:${this.guide}`;
  }

  /** What is ticked. */
  get done() {
    return this.boxes.filter((box) => box.checked).map(name);
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

  /** What is kept. @returns {string[]} */
  get kept() {
    return /** @type {Saved | null} */ (read(this.key))?.done ?? [];
  }

  /**
   * Keeps these boxes as they are now; all others as another tab may have left them.
   *
   * @param {HTMLInputElement[]} boxes
   */
  save(boxes) {
    const kept = change(this.key, (/** @type {Saved | null} */ saved) => {
      const changed = boxes.map(name);
      const before = saved?.done ?? [];
      const done = this.boxes.filter((box) => (changed.includes(name(box)) ? box.checked : before.includes(name(box))));
      return done[0] ? { version: this.version, done: done.map(name) } : null;
    });
    if (!kept) this.say("浏览器不允许保存，关闭本页后勾选会丢失。");
    this.again("polite");
  }

  /** Draws what is kept. @param {"polite" | "off"} [live] as of `show` */
  again(live) {
    this.tick(this.kept);
    this.show(live);
  }

  /** Ticks these and no others, and keeps it so. @param {string[]} done */
  take(done) {
    this.tick(done);
    this.save(this.boxes);
  }

  startOver() {
    const before = this.done;
    this.take([]);
    const undo = quiet("撤销", () => {
      this.take(before);
      undo.parentElement?.remove();
      this.reset.focus();
    });
    this.say("已清除全部勾选。　", undo);
    undo.focus();
  }

  /** @param {"polite" | "off"} live whether a screen reader should say it: after an act of the reader's on this list */
  show(live = "off") {
    const { due } = this;
    this.count.setAttribute("aria-live", live);
    const total = due.length;
    const done = due.filter((box) => box.checked).length;
    this.bar.max = total || 1;
    this.bar.value = done;
    this.count.textContent = total && done === total ? `全部 ${total} 项已完成` : `已完成 ${done} / ${total} 项`;
    this.reset.hidden = !this.boxes.some((box) => box.checked);
    tell(this, "progress", { done, total });
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
