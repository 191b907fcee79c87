import { NotTried } from "../formats/header.js";
import { h, lead, quiet, write } from "../shared/browser.js";
import { size } from "../shared/files/carry.js";
import { faultOfPerson, person, ticketNumber } from "../shared/files/typed.js";
import { elsewhere, keeping } from "./keep.js";
import { fileName } from "../shared/files/named.js";
import { small } from "./picture.js";
import { MOST, Unfit, archiveName, packed, piece, same, turned } from "./pieces.js";

/**
 * @typedef {import("./pieces.js").Slot} Slot
 * @typedef {import("./pieces.js").Piece} Piece
 */

/** Pixels of a small picture: sharp at half of that on a telephone. */
const SIDE = 192;
const LOST = "放进来的材料读不出来了，多半是手机的内存或空间不够。请关掉别的网页和应用，刷新这一页再放一次；相册里的照片不受影响。";

/**
 * The slots of a package: pictures are taken or chosen for each, turned, put in order and made into an archive, all of it on
 * this device. What it makes is told to `made`; what is wrong is said beside the button.
 */
export class Maker {
  /** @type {Piece[]} */
  pieces = [];
  /** Names of the archives that were made here. @type {string[]} */
  names = [];
  /** The address of the archive that can be saved. */
  address = "";
  /** What is being made. */
  stop = new AbortController();

  /**
   * @param {HTMLElement} root as `markup.js` has it
   * @param {Slot[]} slots
   * @param {{number: HTMLInputElement | null, person: HTMLInputElement | null, form: import("../shared/files/typed.js").Form, named: string | undefined, limit: number,
   *   document: string | null, device: string | null, made: (file: File | null) => void}} how
   *   number: where the ticket number is typed; person: where the name is; form: how one is written; named: what the source wants an archive to be called; limit: bytes of an archive; document: where its spec's rules over files are; device: where the site tells what a device can do; made: hears of each archive, and with null that
   *   the last one no longer is what stands here
   */
  constructor(root, slots, how) {
    this.root = root;
    this.slots = slots;
    this.how = how;
    /** @type {(selector: string) => HTMLElement} */
    const part = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
    this.fault = part(".zk-fault");
    this.button = /** @type {HTMLButtonElement} */ (part(".zk-make"));
    this.output = part(".zk-made");
    this.status = part("[role=status]");
    for (const slot of slots) {
      const place = part(`[data-slot="${slot.id}"]`);
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[type=file]"))) {
        input.addEventListener("change", async () => {
          const files = [...(input.files ?? [])];
          // The same file may be chosen again after it was taken out.
          input.value = "";
          await this.take(files, slot);
        });
        // Taken before the script was there.
        if (input.files?.[0]) input.dispatchEvent(new Event("change"));
      }
    }
    this.button.addEventListener("click", () => this.make());
    this.button.removeAttribute("disabled");
    const note = elsewhere();
    if (note) part("legend").after(note);
  }

  /** What an archive was made of is no longer what stands here. */
  changed() {
    this.stop.abort();
    this.fault.hidden = true;
    if (!this.output.firstChild) return;
    this.output.replaceChildren();
    URL.revokeObjectURL(this.address);
    this.how.made(null);
  }

  /** @param {string} message */
  blame(message) {
    write(this.fault, `错误：${message}`);
    this.fault.hidden = false;
    lead(this.fault);
  }

  /** @param {File[]} files @param {Slot} slot */
  async take(files, slot) {
    this.changed();
    const faults = [];
    for (const file of files) {
      write(this.status, `正在放入 ${file.name}……`);
      try {
        const found = await piece(file, slot.id);
        const twin = this.pieces.find((each) => same(each, found));
        if (twin) throw new Unfit(`${file.name} 已经放过了，没有再放。`);
        if (this.pieces.length === MOST) throw new Unfit(`一个压缩包最多放 ${MOST} 份，${file.name} 没有放进来。`);
        this.pieces.push(found);
      } catch (error) {
        if (!(error instanceof Unfit)) throw error;
        faults.push(error.message);
      }
    }
    await this.show(slot);
    write(this.status, `${slot.name}：现在 ${this.of(slot).length} 份。`);
    if (faults[0]) this.blame(faults.join(""));
  }

  /** @param {Slot} slot */
  of(slot) {
    return this.pieces.filter((each) => each.slot === slot.id);
  }

  /** Draws the rows of one slot anew. @param {Slot} slot */
  async show(slot) {
    const list = /** @type {HTMLElement} */ (this.root.querySelector(`[data-slot="${slot.id}"] ul`));
    const pieces = this.of(slot);
    list.hidden = !pieces[0];
    list.replaceChildren(...pieces.map((each, index) => this.row(slot, each, index, pieces.length)));
    for (const [index, each] of pieces.entries()) {
      const place = list.children[index]?.firstChild;
      const canvas = each.kind === "pdf" ? null : await small(each.data, SIDE);
      // By then another row may stand there.
      if (canvas && place?.isConnected) /** @type {Element} */ (place).replaceChildren(canvas);
    }
  }

  /** @param {Slot} slot @param {Piece} each @param {number} index @param {number} count */
  row(slot, each, index, count) {
    const which = `${slot.name}第 ${index + 1} 份`;
    /** @type {(label: string, says: string, act: () => void | Promise<void>, off?: boolean) => HTMLElement} */
    const button = (label, says, act, off) => quiet(label, act, { "aria-label": `${which}：${says}`, disabled: off });
    return h(
      "li",
      {},
      h("span.zk-thumb", { "aria-hidden": "true" }, each.kind === "pdf" ? "PDF" : ""),
      h("span.zk-piece", {}, each.original, h("span.zk-hint", {}, [size(each.data.size), each.made].filter(Boolean).join("，"))),
      h(
        "span.zk-acts",
        {},
        each.kind !== "pdf" && button("转一下", "向右转一下", () => this.turn(slot, each)),
        count > 1 && button("↑", "往前移", () => this.move(slot, each, -1), index === 0),
        count > 1 && button("↓", "往后移", () => this.move(slot, each, 1), index === count - 1),
        button("拿掉", "拿掉", () => this.remove(slot, each)),
      ),
    );
  }

  /** @param {Slot} slot @param {Piece} each */
  async turn(slot, each) {
    this.changed();
    const made = await turned(each).catch((error) => (error instanceof Unfit ? error : Promise.reject(error)));
    if (made instanceof Unfit) return this.blame(made.message);
    this.pieces = this.pieces.map((other) => (other === each ? made : other));
    await this.show(slot);
    this.again(slot, made, "向右转一下");
    this.status.textContent = "转好了，画面没有重新压缩。";
  }

  /** @param {Slot} slot @param {Piece} each @param {number} by */
  async move(slot, each, by) {
    this.changed();
    const among = this.of(slot);
    const other = among[among.indexOf(each) + by];
    if (!other) return;
    const [one, two] = [this.pieces.indexOf(each), this.pieces.indexOf(other)];
    [this.pieces[one], this.pieces[two]] = [other, each];
    await this.show(slot);
    this.again(slot, each, by < 0 ? "往前移" : "往后移");
    this.status.textContent = `现在是第 ${this.of(slot).indexOf(each) + 1} 份。`;
  }

  /** @param {Slot} slot @param {Piece} each */
  async remove(slot, each) {
    this.changed();
    this.pieces = this.pieces.filter((other) => other !== each);
    await this.show(slot);
    write(this.status, `拿掉了，${slot.name}还有 ${this.of(slot).length} 份。`);
    /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-slot="${slot.id}"] input`))?.focus();
  }

  /** Focus goes back to what was pressed, or where that no longer can be, beside it. @param {Slot} slot @param {Piece} each @param {string} says */
  again(slot, each, says) {
    const row = this.root.querySelector(`[data-slot="${slot.id}"] ul`)?.children[this.of(slot).indexOf(each)];
    const same = /** @type {HTMLElement | null | undefined} */ (row?.querySelector(`[aria-label$="：${says}"]:not([disabled])`));
    (same ?? /** @type {HTMLElement | null | undefined} */ (row?.querySelector("button:not([disabled])")))?.focus();
  }

  async make() {
    this.changed();
    const { number, person: asked, form, named, limit, made } = this.how;
    const typed = number ? ticketNumber(number.value) : "";
    if (number && !new RegExp(form.pattern).test(typed)) return this.blame(`请先填准考证号（${form.wanted}）：一个号做一个包。`);
    const who = asked && person(asked.value);
    const wrong = asked && faultOfPerson(asked.value);
    if (asked && !who) return this.blame(wrong ? `${wrong}。` : "请先填姓名：来源要求文件名里写姓名。");
    if (!this.pieces[0]) return this.blame("还没有放材料，请先拍照或从相册选。");
    this.button.setAttribute("disabled", "");
    const { signal } = (this.stop = new AbortController());
    const say = (/** @type {string} */ words) => {
      if (!signal.aborted) this.status.textContent = words;
    };
    say("正在做压缩包……");
    const shrinking = this.shrinking(signal, say);
    try {
      const { blob, names, pieces, smaller, drawn } = await packed(this.slots, this.pieces, limit, { smaller: shrinking.smaller, say });
      // What stands here is no longer what it was made of.
      if (signal.aborted) return;
      const name = archiveName(typed, this.names, named && fileName(named, typed, who));
      const file = new File([blob], name, { type: "application/zip" });
      say("正在把压缩包读一遍……");
      const { fault, judged } = await this.reread(file, names, pieces, { number: typed, who, form: form.pattern });
      if (signal.aborted) return;
      if (fault) return this.blame(fault);
      made(file);
      this.showMade(file, names, pieces, { smaller, drawn, judged });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Unfit || error instanceof DOMException)) throw error;
      this.blame(error instanceof Unfit ? error.message : LOST);
    } finally {
      shrinking.end();
      this.button.removeAttribute("disabled");
      say("");
    }
  }

  /**
   * What is wrong with the archive that was made, and whether its spec said so. Without what reads archives nothing was judged.
   *
   * @param {File} file
   * @param {string[]} names
   * @param {Piece[]} pieces
   * @param {import("../shared/files/named.js").Typed} typed
   */
  async reread(file, names, pieces, typed) {
    const found = await import("./reread.js").catch((error) => console.error(error));
    return found ? found.reread(file, names, pieces, this.how.document, typed) : { fault: null, judged: false };
  }

  /**
   * What makes pictures smaller, fetched once one has to be.
   *
   * @param {AbortSignal} signal
   * @param {(words: string) => void} say
   */
  shrinking(signal, say) {
    /** @type {Promise<import("./shrinking.js").Shrinking> | undefined} */
    let coming;
    const brought = async () => {
      const { Shrinking } = await import("./shrinking.js").catch(() => Promise.reject(new NotTried("on_device")));
      return new Shrinking(this.how.device, signal, say);
    };
    /** @type {import("./pieces.js").Smaller} */
    const smaller = async (...asked) => (await (coming ??= brought())).smaller(...asked);
    const end = () => coming?.then((each) => each.end()).catch(() => {});
    return { smaller, end };
  }

  /** @param {File} file @param {string[]} names @param {Piece[]} pieces @param {{smaller: number, drawn: number, judged: boolean}} how */
  showMade(file, names, pieces, { smaller, drawn, judged }) {
    const heading = h("h4", {}, `做好了：${file.name}`);
    const missing = this.missing();
    const kept = h("p.zk-hint", {}, "还没有保存。离开这一页就没有了；相册里的照片不受影响。");
    const keep = keeping(file, () => (kept.textContent = "已经交给手机保存；到“下载”或你选的应用里看一眼，有了再去报名系统上传。"));
    this.address = /** @type {HTMLAnchorElement} */ (keep.querySelector("a")).href;
    const steps = [
      `${names.length} 份材料，${size(file.size)}，${smaller ? `有 ${smaller} 张放不下，缩小了` : "画面没有重新压缩"}，照片里的拍摄地点和时间去掉了。`,
      drawn > 0 && `其中 ${drawn} 张是这个浏览器自己缩小的，请打开看看字清不清楚。`,
      pieces.some(({ kind }) => kind === "pdf") && "PDF 原样放入。",
      !judged && this.how.document && "要求没有取到，还没有按它核对；连上网络以后再做一次。",
      missing[0] && `还没有放：${missing.join("、")}。没有的可以不放，漏了就补上再做一次。`,
    ];
    this.output.replaceChildren(
      heading,
      h("p.zk-hint", {}, steps),
      h("ol.zk-names", {}, names.map((name) => h("li", {}, name))),
      keep,
      kept,
      this.how.number ? h("p", {}, quiet("做下一个准考证号的包", () => this.next(file.name))) : "",
    );
    lead(heading);
  }

  /** Slots without anything, less those for which another one does. */
  missing() {
    const filled = this.slots.filter((slot) => this.of(slot)[0]);
    return this.slots
      .filter((slot) => slot.wanted && !filled.includes(slot) && !filled.some(({ group }) => group && group === slot.group))
      .filter((slot, index, all) => !slot.group || all.findIndex(({ group }) => group === slot.group) === index)
      .map(({ name }) => name);
  }

  /** The identity stays, all else belongs to the number before. @param {string} name of the archive that was made */
  async next(name) {
    this.names.push(name);
    const shared = this.slots.filter(({ every }) => every).map(({ id }) => id);
    this.changed();
    this.pieces = this.pieces.filter(({ slot }) => shared.includes(slot));
    for (const slot of this.slots) await this.show(slot);
    const { number } = this.how;
    if (number) number.value = "";
    lead(number);
    const list = /** @type {HTMLElement} */ (this.root.querySelector(".zk-before"));
    write(
      list,
      `这一页已做好 ${this.names.length} 个包：${this.names.join("、")}。现在做第 ${this.names.length + 1} 个；身份证件留着，准考证和证书要重新放。`,
    );
    list.hidden = false;
  }
}
