import { checkTogether } from "../checks/together.js";
import { flag, freshId, h, lead, quiet } from "../shared/browser.js";
import { rules } from "../shared/files/rules.js";
import { faultOfTicketNumber, ticketNumber } from "../shared/files/typed.js";
import { showReport } from "../shared/report.js";
import { shownName } from "./shown.js";
import { masked } from "./text/words.js";

/**
 * The archives of one candidate that were checked on this page, and what they come to together. This is known as long as the page
 * is open, and goes nowhere.
 *
 * @typedef {import("./together.js").Declared & {name: string}} Archive
 */

const MORE = "还有别的旧准考证号的，接着选它的包来查：查过的包会在这里合在一起看，有没有漏掉的号、重复的号。";

export class Several {
  /** In the order in which they were checked. @type {Archive[]} */
  archives = [];
  root = h("section.zk-several");

  /**
   * @param {string} address of the specs that they are judged by
   * @param {import("../shared/files/typed.js").Form} form how a ticket number is written
   */
  constructor(address, form) {
    this.address = address;
    this.form = form;
    const id = freshId();
    this.fault = h("p.zk-fault", { id: `${id}-fault`, hidden: true });
    this.numbers = /** @type {HTMLTextAreaElement} */ (
      h("textarea.zk-line", { id, rows: 3, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint ${id}-fault` })
    );
    this.question = h(
      "div.zk-question",
      {},
      h("label", { for: id }, h("b", {}, "你全部的旧准考证号"), "（选填）"),
      h("p.zk-hint", { id: `${id}-hint` }, `${form.wanted}，一行一个。填了才看得出漏了哪个号；只用来核对，不保存，不发送。`),
      this.fault,
      this.numbers,
      h("p", {}, quiet("对一遍", () => this.again())),
    );
  }

  /** One that was checked; it takes the place of one of its name, which it follows. @param {Archive} archive */
  add(archive) {
    this.archives = [...this.archives.filter(({ name }) => name !== archive.name), archive];
  }

  /** All of them together, as far as there are several. @returns {Promise<HTMLElement>} */
  async shown() {
    const { archives, root } = this;
    if (!archives[1]) {
      root.replaceChildren(...(archives[0] ? [h("p.zk-hint", {}, MORE)] : []));
      return root;
    }
    const typed = this.numbers.value.split(/[\n,，、;；]/).filter((each) => ticketNumber(each));
    const faults = typed.map((each) => faultOfTicketNumber(each, this.form));
    const wrong = faults.findIndex(Boolean);
    flag(this.fault, [this.numbers], wrong < 0 ? null : `第 ${wrong + 1} 个：${faults[wrong]}`);
    const report = checkTogether(await rules(this.address), archives, typed[0] && wrong < 0 ? typed : null, new Date());
    root.replaceChildren(
      h("h3", {}, `几个包一起看（${archives.length} 个）`),
      h("p.zk-hint", {}, "这一页查过的包，按先后排。在你的设备上看的，不发送；刷新这一页就没有了。"),
      h("ol", {}, archives.map((each) => this.row(each))),
      this.question,
      ...(report ? [showReport(report)] : []),
    );
    return root;
  }

  /** @param {Archive} archive */
  row(archive) {
    const { name, number } = archive;
    const shown = shownName(name);
    const remove = async () => {
      this.archives = this.archives.filter((each) => each !== archive);
      await this.shown();
      lead(/** @type {HTMLElement | null} */ (this.root.firstElementChild));
    };
    return h("li", {}, h("span", {}, shown, " ", h("span.zk-hint", {}, number ? `准考证号 ${masked(number)}` : "没有填准考证号")), quiet("拿掉", remove, { "aria-label": `${shown}：拿掉` }));
  }

  /** Once more, by what was typed. */
  async again() {
    await this.shown();
    lead(this.fault.hidden ? this.root.querySelector(".zk-report h3") : this.numbers);
  }
}
