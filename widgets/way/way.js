import { define, h, lead, quiet, tell } from "../shared/browser.js";
import FOLD from "../shared/fold.css";
import { dress } from "../shared/style.js";
import { dates } from "./dates.js";
import ROWS from "./rows.css";
import { Rows } from "./rows.js";
import PANEL from "./way.css";

/**
 * @typedef {import("../checklist/checklist.js").Checklist} Checklist
 * @typedef {import("../eligibility/eligibility.js").Eligibility} Form
 * @typedef {import("./rows.js").Tally} Tally
 * @typedef {import("../shared/report.js").Report} Report
 */

/** The reader's tool for moving a page to where printing works. */
const IN_WECHAT = /MicroMessenger/;

/**
 * `<zikao-way guide="anhui/graduation" version="0.2.0">`: the reader's own way through one procedure. It joins the
 * questions (`<zikao-eligibility>`) and the lists (`<zikao-checklist>`) of the page: asks first what decides which
 * steps and papers apply, shows only those with the reason, and carries answers and ticks to another device by a link.
 * Fires `zikao-progress` {total, mine, maybe} whenever that changes.
 */
export class Way extends HTMLElement {
  guide = "";
  version = "";
  /** Whether to show what does not apply, too. */
  all = false;
  /** @type {Rows[]} */
  rows = [];
  /** @type {Form | null} */
  form = null;
  /** The last result of the check. @type {Report | null} */
  report = null;
  tally = h("p.zk-tally", { role: "status" });
  place = h("div.zk-way", {});

  async connectedCallback() {
    if (this.guide) return;
    this.guide = this.getAttribute("guide") ?? "";
    this.version = this.getAttribute("version") ?? "";
    dress(this, ROWS, FOLD, PANEL);
    const wanted = ["zikao-checklist", "zikao-eligibility"].filter((name) => document.querySelector(name));
    await Promise.all(wanted.map((name) => customElements.whenDefined(name)));
    const lists = /** @type {Checklist[]} */ ([...document.querySelectorAll("zikao-checklist")]);
    this.rows = lists.filter(({ guide }) => `${guide}/`.startsWith(`${this.guide}/`)).map((list) => new Rows(list));
    this.append(this.place);
    for (const name of ["zikao-ready", "zikao-progress", "zikao-result"]) {
      document.addEventListener(name, (event) => this.hear(/** @type {CustomEvent} */ (event)));
    }
    addEventListener("hashchange", () => this.arrive());
    if (!this.meet()) this.draw();
    if (!document.querySelector("zikao-eligibility")) this.arrive();
    tell(this, "ready");
  }

  /** The link, out and in. @type {import("./share.js").Share | null} */
  share = null;

  /** Fetches what makes and reads links, and uses it. @param {(share: import("./share.js").Share) => void} use */
  async with(use) {
    try {
      this.share ??= new (await import("./share.js")).Share(this);
      use(this.share);
    } catch {
      this.say("没有载入，请检查网络后再试。");
    }
  }

  /** Takes what the address brings; any other fragment is an anchor of the page. */
  arrive() {
    if (location.hash.startsWith("#Z=")) this.with((share) => share.arrive());
  }

  /** @param {CustomEvent} event */
  hear({ target, type, detail }) {
    if (!(target instanceof Element)) return;
    if (target.closest("zikao-checklist")) this.panel();
    if (!target.closest("zikao-eligibility")) return;
    // A result comes after the progress of the same drawing; what is not repeated is no longer so.
    if (type === "zikao-result") this.report = detail;
    else this.report = null;
    if (!this.form) this.meet();
    else this.draw();
  }

  /** Joins the form once it is there. @returns {boolean} whether it is */
  meet() {
    const forms = /** @type {Form[]} */ ([...document.querySelectorAll("zikao-eligibility")]);
    const form = forms.find(({ compiled, talk }) => talk && `${compiled?.province}/${compiled?.id}` === this.guide);
    if (!form?.talk || this.form) return !!this.form;
    this.form = form;
    form.talk.ahead = () => this.ahead()[0];
    form.talk.show();
    this.arrive();
    return true;
  }

  /** The questions that decide the way and are open, in the order in which they are asked. @returns {string[]} */
  ahead() {
    const { compiled, talk, asks } = this.form ?? {};
    if (!compiled || !talk || !asks) return [];
    const elsewhere = compiled.elsewhere.map(({ when }) => talk.holds(when));
    if (elsewhere.includes(true)) return [];
    const truths = [...elsewhere, ...this.rows.flatMap(({ conditions }) => conditions.map(talk.holds))];
    const missing = new Set(truths.flatMap((truth) => (Array.isArray(truth) ? truth : [])));
    const { skipped } = talk.held();
    return Object.keys(asks).filter((name) => missing.has(name) && !skipped.includes(name));
  }

  /** The form, once anything is answered. */
  get answered() {
    const { answers, skipped } = this.form?.talk?.held() ?? { answers: {}, skipped: [] };
    return Object.keys(answers).length + skipped.length > 0 ? this.form : null;
  }

  /** Sifts the lists and says what came of it. */
  draw() {
    const redo = () => this.draw();
    // A list for others is not sifted by answers that it was not made for.
    const form = this.report?.elsewhere ? null : this.answered;
    this.counts = this.rows.map((rows) => ({ rows, ...rows.sift(form, this.all, redo, this.toggle(rows.list)) }));
    this.panel();
    this.signpost();
    tell(this, "progress", this.counts);
  }

  /** @type {(Tally & {rows: Rows})[]} */
  counts = [];

  /**
   * The button that shows everything, or only the reader's own again, in a list or in the panel.
   *
   * @param {HTMLElement} place
   */
  toggle(place) {
    const turn = () => {
      this.all = !this.all;
      this.draw();
      /** @type {HTMLElement | null} */ (place.querySelector(".zk-toggle"))?.focus();
    };
    return quiet(this.all ? "只看我要办的" : "显示全部", turn, { class: "zk-quiet zk-toggle" });
  }

  get sentence() {
    const { counts } = this;
    if (this.report?.elsewhere) return "你的情况不走本事项，下面的材料和步骤只供参考。";
    const shown = counts.filter(({ total }) => total);
    if (!this.answered || !this.gated) {
      const all = shown.map(({ total, rows }) => `${total} ${rows.unit}`).join("、");
      if (!this.gated) return `一共 ${all}，不分情况。`;
      return `下面是全部 ${all}。${this.form ? "答几题，就只留你要办的。" : ""}`;
    }
    const parts = shown.map(({ total, mine, rows }) => rows.sifted(total, mine));
    const maybe = counts.reduce((sum, each) => sum + each.maybe, 0);
    return `按你的回答：${parts.join("，")}${maybe ? `；其中 ${maybe} 项可能适用` : ""}。`;
  }

  panel() {
    const { sentence } = this;
    // A screen reader says it when it changes, and only then.
    if (this.tally.textContent !== sentence) this.tally.textContent = sentence;
    const hidden = this.counts.some(({ total, mine }) => total > mine);
    const focused = document.activeElement;
    const tools = h(
      "p.zk-actions",
      {},
      hidden && this.toggle(this.place),
      quiet("带到另一台设备", () => this.with((share) => share.open())),
      quiet("打印或存为 PDF", () => this.print()),
      (this.answered || this.rows.some(({ list }) => list.done[0])) && quiet("重新开始", () => this.ask()),
    );
    this.place.replaceChildren(
      this.tally,
      ...[this.next(), this.warning(), dates(this.form, this.report), tools, this.note, this.share?.box, this.paper()].filter(
        (part) => part instanceof Node,
      ),
    );
    if (focused instanceof HTMLElement && this.place.contains(focused)) focused.focus();
  }

  /** What stands below the buttons: a message or a question. @type {HTMLElement | null} */
  note = null;

  /**
   * @param {string} message
   * @param {...(Node | string)} more
   */
  say(message, ...more) {
    this.note = h("p.zk-note", { role: "status", tabindex: "-1" }, message, ...more);
    this.panel();
  }

  hush() {
    this.note = null;
    this.panel();
  }

  /** Whether any step or paper depends on answers. */
  get gated() {
    return this.rows.some(({ rows }) => rows[0]);
  }

  /** The one thing to do next. */
  next() {
    if (this.report?.elsewhere) return null;
    const left = this.gated ? this.ahead().length : 0;
    if (left) {
      const answer = () => lead(this.form?.querySelector("fieldset"));
      const label = this.answered ? `接着答（最多 ${left} 题）` : `先答几题（最多 ${left} 题）`;
      return h("p.zk-onward", {}, h("button.zk-button", { type: "button", onclick: answer }, label));
    }
    const open = this.rows.filter(({ list }) => list.due.some((box) => !box.checked));
    const begun = open.find(({ list }) => list.done[0]);
    const { list, unit } = begun ?? open[0] ?? {};
    const row = list?.due.find((each) => !each.checked)?.closest("li");
    if (!list || !row) return null;
    const title = row.querySelector("label")?.textContent?.trim().replace(/\s+/g, " ");
    const label = unit === "步" ? (list.done[0] ? "接着办" : "开始办") : list.done[0] ? "接着备材料" : "先备材料";
    return h(
      "div.zk-onward",
      {},
      h("p", {}, h("a.zk-button", { href: `#${row.id}` }, label)),
      unit === "步" && h("p.zk-hint", {}, `接下来：${title}`),
    );
  }

  /** A condition that is not met comes before any step. */
  warning() {
    if (this.report?.verdict !== "fail") return null;
    const look = () => lead(this.form?.querySelector(".zk-report h3"));
    return h("p.zk-onward", {}, "资格自查里有不符合的，先看怎么办。　", quiet("看结果", look));
  }

  /** Says inside the form how far it is to the list, and then that the list is there. */
  signpost() {
    const { form } = this;
    form?.querySelector(".zk-there")?.remove();
    const asking = form?.querySelector("form");
    const place = asking ?? form?.querySelector(".zk-report");
    if (!place || this.report?.elsewhere || (asking && !this.gated)) return;
    const open = this.gated ? this.ahead().length : 0;
    const there = () => lead(this.place);
    place.after(
      open
        ? h("p", { class: "zk-hint zk-there" }, `最多再答 ${open} 题，下面的清单就只留你要办的。`)
        : h(
            "p",
            { class: "zk-note zk-there" },
            this.gated && "你的清单筛好了。",
            asking && "可以先看清单，也可以接着答，把资格查完。",
            "　",
            quiet("看我的清单", there),
          ),
    );
  }

  print() {
    if (IN_WECHAT.test(navigator.userAgent)) this.say("微信里不能打印：请点右上角“…”，选“在浏览器打开”再打印。");
    else print();
  }

  /** What a sheet of paper should tell of itself, beside the title and the stamp of the page. */
  paper() {
    const { talk, asks } = this.answered ?? {};
    const { answers = {} } = talk?.held() ?? {};
    const said = Object.keys(answers).map((name) => `${asks?.[name]?.ask}${talk?.says(name)}`);
    return h(
      "div.zk-paper",
      {},
      h("p", {}, `网址：${location.host}${location.pathname}`),
      said[0] && h("p", {}, `按这些回答：${said.join("；")}`),
    );
  }

  /** Asks before all is cleared. */
  ask() {
    const no = quiet("不清除", () => {
      this.hush();
      this.querySelector("button")?.focus();
    });
    const yes = quiet("清除", () => this.clear());
    this.say("清除本机上这个事项的回答和勾选吗？清除后找不回来。　", yes, "　", no);
    no.focus();
  }

  clear() {
    for (const rows of this.rows) {
      rows.kept.clear();
      rows.list.take([]);
    }
    this.all = false;
    this.note = null;
    if (this.form?.talk) this.form.talk.take({ answers: {}, skipped: [] });
    else this.draw();
    this.say("已清除，可以重新开始。");
  }
}

define("zikao-way", Way);
