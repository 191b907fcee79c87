import { h, quiet } from "../shared/browser.js";
import { why } from "./why.js";

/**
 * The rows of one list by the reader's answers: which apply, which may, which do not, and why.
 *
 * @typedef {import("../checklist/checklist.js").Checklist} Checklist
 * @typedef {import("../eligibility/eligibility.js").Eligibility} Form
 * @typedef {{total: number, mine: number, maybe: number}} Tally
 */

export class Rows {
  /** What does not apply and is looked at all the same. @type {Set<HTMLElement>} */
  kept = new Set();

  /** @param {Checklist} list */
  constructor(list) {
    this.list = list;
    this.rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-when]")]);
  }

  /** Whether it is a list of papers, not of steps. */
  get papers() {
    return this.list.guide.endsWith("/materials");
  }

  /** So many of its items, in words. @param {number} count */
  some(count) {
    return this.papers ? `${count} 样材料` : `${count} 步`;
  }

  get conditions() {
    return this.rows.map((row) => JSON.parse(row.dataset.when ?? ""));
  }

  /**
   * @param {Form | null} form null, or nothing answered: all as the page wrote it
   * @param {boolean} all whether to show what does not apply, too
   * @param {() => void} redo draws all lists anew
   * @param {HTMLElement} toggle shows or hides what does not apply
   * @returns {Tally}
   */
  sift(form, all, redo, toggle) {
    for (const old of this.list.querySelectorAll(".zk-folded,.zk-sifted")) old.remove();
    const off = [];
    let maybe = 0;
    for (const row of this.rows) {
      row.querySelector(".zk-because")?.remove();
      const condition = JSON.parse(row.dataset.when ?? "");
      const truth = form?.talk?.holds(condition);
      const no = truth === false && !this.kept.has(row);
      row.toggleAttribute("data-off", no);
      row.hidden = no && !all;
      const written = /** @type {HTMLElement | null} */ (row.querySelector(".zg-when"));
      if (written) written.hidden = typeof truth === "boolean";
      row.toggleAttribute("data-maybe", Array.isArray(truth));
      if (Array.isArray(truth)) maybe += 1;
      const because = form && truth !== undefined && this.because(condition, truth, form, !!written);
      if (because) (written ?? row.querySelector("label"))?.after(because);
      if (no) off.push({ row, reason: because ? (because.textContent ?? "") : "" });
    }
    if (off[0] && !all) this.list.append(this.folded(off, redo));
    this.headings();
    this.list.show();
    const { boxes, due } = this.list;
    const [total, mine] = [boxes.length, due.length];
    const words = all ? this.whole(total, mine) : `按你的回答：${this.sifted(total, mine)}`;
    if (off[0]) this.list.querySelector(".zk-progress")?.append(h("p.zk-sifted", {}, words, toggle));
    return { total, mine, maybe };
  }

  /**
   * @param {number} total
   * @param {number} mine
   */
  sifted(total, mine) {
    return this.papers ? `共 ${total} 样材料中的 ${mine} 样` : `共 ${total} 步中的 ${mine} 步`;
  }

  /**
   * @param {number} total
   * @param {number} mine
   */
  whole(total, mine) {
    return this.papers ? `全部 ${total} 样材料，其中 ${mine} 样要办` : `全部 ${total} 步，其中 ${mine} 步要办`;
  }

  /**
   * @param {any} condition
   * @param {boolean | string[]} truth
   * @param {Form} form
   * @param {boolean} told whether the page says the condition right above
   */
  because(condition, truth, { asks, talk }, told) {
    if (!talk) return null;
    if (!Array.isArray(truth)) {
      const reason = why(condition, asks, talk);
      return h("p.zk-because", {}, truth ? `因为${reason}。` : `不用办：${reason}。`);
    }
    const name = truth.find((each) => asks[each]);
    return h(
      "p.zk-because",
      {},
      h("b", {}, "可能适用"),
      name && !told && `还不知道“${asks[name]?.ask}”　`,
      name && quiet("回答这一题", () => talk.goTo(name), { "aria-label": `回答这一题：${asks[name]?.ask}` }),
    );
  }

  /**
   * What does not apply, by name, each with its reason and a way back.
   *
   * @param {{row: HTMLElement, reason: string}[]} off
   * @param {() => void} redo
   */
  folded(off, redo) {
    const items = off.map(({ row, reason }) => {
      const title = row.querySelector("label")?.textContent?.trim() ?? "";
      const look = () => {
        this.kept.add(row);
        redo();
        row.querySelector("input")?.focus();
      };
      return h(
        "li",
        {},
        h("p", {}, title),
        h("p.zk-hint", {}, reason, "　", quiet("仍要看", look, { "aria-label": `仍要看：${title}` })),
      );
    });
    const summary = h("summary", {}, this.papers ? `按你的回答不用办的 ${off.length} 样材料` : `按你的回答不用办的 ${off.length} 步`);
    return h("details", { class: "zk-fold zk-folded" }, summary, h("ul.zk-off-list", {}, items));
  }

  /** A heading over steps of which none is left goes with them. */
  headings() {
    for (const part of /** @type {Iterable<HTMLElement>} */ (this.list.querySelectorAll("ol, ul.zg-ticks"))) {
      const rows = /** @type {HTMLElement[]} */ ([...part.children]);
      part.hidden = rows.length > 0 && rows.every((row) => row.hidden);
      const before = /** @type {HTMLElement | null} */ (part.previousElementSibling);
      if (before && /^H\d$/.test(before.tagName)) before.hidden = part.hidden;
    }
    // Steps named as coming before another say nothing to a reader who need not do them.
    for (const line of /** @type {Iterable<HTMLElement>} */ (this.list.querySelectorAll("[data-after]"))) {
      const links = /** @type {HTMLAnchorElement[]} */ ([...line.querySelectorAll("a")]);
      for (const link of links) link.hidden = !!this.list.querySelector(`${link.hash}[hidden]`);
      line.hidden = links.every((link) => link.hidden);
    }
  }
}
