import { SUFFIX, define, h, quiet, tell } from "../shared/browser.js";
import { fetched, told } from "../shared/faults.js";
import { change, read, watch } from "../shared/storage.js";
import { dress } from "../shared/style.js";
import TICKS from "./checklist.css";

/** @typedef {{version: string, done: string[]}} Saved */

/**
 * `<zikao-checklist guide="zhejiang/score-merge" version="0.1.0">` around a list of
 * `<li data-when="{condition}"><label><input type="checkbox" data-step="id"> …</label> …</li>`.
 * Keeps the ticks on this device and counts them. What `<zikao-way>` finds not to apply to the reader (`data-off`) is
 * not counted. Without a list it draws that of `document="….list.json"`: papers, steps (`list`), or both.
 * Fires `zikao-ready`, `zikao-progress` {done, total} and `zikao-error` {message}.
 */
export class Checklist extends HTMLElement {
  /** @type {HTMLInputElement[]} */
  boxes = [];
  guide = "";
  version = "";
  /** What it consists of, once that is there: itself, or one list of papers and one of steps. @type {Checklist[]} */
  lists = [];
  /** Whether its rows are those of a document, and not the page's own. */
  drawn = false;
  /** Whether it has been set up; an element may be moved about the page. */
  begun = false;
  /** Takes it out of what joined it, once it leaves the page. @type {(() => void) | undefined} */
  left;
  /** @type {(() => void) | undefined} */
  unwatch;
  head = h("div.zk-progress", { part: "progress" });
  count = h("p", { role: "status" });
  bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": "完成进度" }));
  reset = quiet("重新开始", () => this.startOver());
  tools = h(
    "p.zk-actions",
    {},
    this.reset,
    quiet("打印", () => print()),
  );

  connectedCallback() {
    if (this.begun) return this.listen();
    this.begun = true;
    // A part has the look of the whole.
    if (!(this.parentElement instanceof Checklist)) dress(this, TICKS);
    const from = this.getAttribute("document");
    if (from && !this.querySelector("input")) this.fill(from);
    else this.begin();
  }

  disconnectedCallback() {
    this.unwatch?.();
    this.left?.();
  }

  listen() {
    if (this.lists[0] === this) this.unwatch = watch(this.key, () => this.again());
  }

  /** Draws the list of a document. @param {string} from its address */
  async fill(from) {
    try {
      const [{ draw }, made] = await Promise.all([import("./drawn.js"), fetched(from)]);
      const title = this.getAttribute("title");
      // Left in place, it would float as a tooltip over every row.
      this.removeAttribute("title");
      draw(this, made, new URL(from, document.baseURI), title, this.getAttribute("list"));
    } catch (fault) {
      const { message, code } = await told(this, fault, (advice) => `清单没有载入：${advice}。`);
      this.prepend(h("p.zk-note", { role: "status" }, message));
      tell(this, "error", { message, code });
    }
  }

  /** Consists of these, which are drawn but not begun, and tells of both together. @param {Checklist[]} lists */
  hold(lists) {
    this.lists = lists;
    this.boxes = lists.flatMap((list) => [...list.querySelectorAll("input")]);
    /** @param {Event} event */
    const together = (event) => {
      if (event.target === this) return;
      event.stopPropagation();
      if (event.type === "zikao-progress") tell(this, "progress", this.progress);
    };
    for (const type of ["zikao-ready", "zikao-progress"]) this.addEventListener(type, together);
    this.append(...lists);
    tell(this, "ready");
  }

  begin() {
    this.guide ||= this.getAttribute("guide") ?? location.pathname;
    this.version ||= this.getAttribute("version") ?? "";
    this.lists = [this];
    this.boxes = [...this.querySelectorAll("input")];
    const saved = /** @type {Saved | null} */ (read(this.key));
    // On a slow line the reader may have ticked before this script came.
    const early = this.done;
    this.tick([...(saved?.done ?? []), ...early]);
    this.head.append(this.count, this.bar);
    if (!this.contains(this.head)) this.prepend(this.head);
    // Where the whole way stands on the page, it has such buttons for all lists at once.
    this.alone(!!SUFFIX || !document.querySelector("zikao-way"));
    this.addEventListener("change", ({ target }) => this.save(this.boxes.filter((box) => box === target)));
    if (this.isConnected) this.listen();
    this.head.hidden = !this.boxes[0];
    this.show();
    if (saved && saved.version !== this.version) {
      this.say(`指南已更新到 ${this.version}，原来的勾选还在，请再核对一遍。`);
    }
    if (early[0]) this.save(this.boxes.filter((box) => early.includes(name(box))));
    tell(this, "ready");
  }

  /** @param {boolean} alone whether it has buttons of its own, for no way has them */
  alone(alone) {
    if (alone) this.head.append(this.tools);
    else this.tools.remove();
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

  /** How much of what counts is done. */
  get progress() {
    const { due } = this;
    return { done: due.filter((box) => box.checked).length, total: due.length };
  }

  /**
   * @param {string} message
   * @param {...Node} more
   */
  say(message, ...more) {
    this.querySelector(".zk-note")?.remove();
    this.head.append(h("p.zk-note", { role: "status" }, message, ...more));
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
    const { done, total } = this.progress;
    this.count.setAttribute("aria-live", live);
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
