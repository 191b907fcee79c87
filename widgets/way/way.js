import { SUFFIX, define, h, listen, quiet, tell } from "../shared/browser.js";
import { advice } from "../shared/faults.js";
import FOLD from "../shared/fold.css";
import { hosts, isOf, standing } from "../shared/standing.js";
import { dress, wear } from "../shared/style.js";
import { Case } from "./case.js";
import ROWS from "./rows.css";
import { Rows } from "./rows.js";
import TASKS from "./tasks.css";
import { uncover } from "./views.js";
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
 * A guide of the site, which is marked for it (`data-case` on `<html>`), it shows one view at a time.
 * In a page that is not ours it takes in what comes later, lets go of what leaves, and touches no address: its links lead
 * to `page`, the guide of the site.
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
  /** The last result that the form showed. @type {Report | null} */
  report = null;
  /** @type {(Tally & {rows: Rows})[]} */
  counts = [];
  place = h("div.zk-way", {});
  /** While lists are sifted they tell of their counts, which are told all together. */
  sifting = false;
  /** What draws the place. @type {Case | import("./panel.js").Panel | null} */
  face = null;

  /** What ends its listening. @type {(() => void)[]} */
  ends = [];

  async connectedCallback() {
    if (this.face) {
      this.listen();
      this.again();
    }
    if (this.guide) return;
    this.guide = this.getAttribute("guide") ?? "";
    this.version = this.getAttribute("version") ?? "";
    try {
      await this.begin();
    } catch (fault) {
      if (!SUFFIX) uncover();
      throw fault;
    }
  }

  disconnectedCallback() {
    for (const end of this.ends) end();
    queueMicrotask(() => this.isConnected || this.release());
  }

  async begin() {
    dress(this, ROWS, FOLD, PANEL, TASKS);
    const wanted = ["zikao-checklist", "zikao-eligibility"].filter((name) => !SUFFIX && document.querySelector(name));
    await Promise.all(wanted.map((name) => customElements.whenDefined(name)));
    // It may have been given up meanwhile, and then all stands on the page.
    if (!SUFFIX && document.documentElement.dataset.case) this.face = new Case(this);
    else this.face = new (await import("./panel.js")).Panel(this);
    // What a page of others has between the tags is told after what is the reader's own.
    if (SUFFIX) this.prepend(this.place);
    else this.append(this.place);
    if (!this.isConnected) return;
    this.listen();
    this.gather();
    if (!this.meet()) this.draw();
    if (SUFFIX) {
      this.wake();
      tell(this, "ready");
      return;
    }
    // The questions of a guide come once they are wanted.
    const { hash } = location;
    if (!this.asked || this.failed || (!hash && !this.form)) this.settle();
    tell(this, "ready");
  }

  listen() {
    this.ends = ["zikao-ready", "zikao-progress", "zikao-result", "zikao-error"].map((name) =>
      listen(document, name, (event) => this.hear(event)),
    );
    // Elsewhere the fragment is the page's own, whatever it looks like.
    if (!SUFFIX) this.ends.push(listen(window, "hashchange", () => this.arrive()));
  }

  /** What is joined is fetched though it may not be in view: it is counted, and asked. */
  wake() {
    for (const host of ["zikao-checklist", "zikao-eligibility"].flatMap((name) => hosts(name, this))) {
      const [province, procedure] = ["province", "procedure"].map((name) => host.getAttribute(name));
      const guide = host.getAttribute("guide") || `${province}/${procedure}`;
      if (isOf(guide, this.guide) && !host.turn) host.wake();
    }
  }

  /** Takes in the lists of the page, and lets go of those that have left it. */
  gather() {
    const all = /** @type {Checklist[]} */ (standing("zikao-checklist", this).flatMap(({ lists }) => lists));
    const own = [...new Set(all)].filter(({ guide }) => isOf(guide, this.guide));
    this.rows = own.map((list) => this.rows.find((rows) => rows.list === list) ?? this.joined(list));
  }

  /** @param {Checklist} list */
  joined(list) {
    wear(list, ROWS, FOLD);
    list.alone(false);
    list.left = () => this.leave();
    return new Rows(list);
  }

  /** Something has left the page, or moves about it. */
  leave() {
    queueMicrotask(() => this.isConnected && this.again());
  }

  /** Looks anew at what is on the page. */
  again() {
    this.gather();
    this.meet();
    this.draw();
  }

  /** Leaves all that it has joined as it was. */
  release() {
    for (const rows of this.rows) {
      rows.sift(null, true, () => {}, this.place);
      rows.list.left = undefined;
      rows.list.alone(true);
    }
    const { form } = this;
    this.rows = [];
    this.form = this.report = null;
    if (!form?.talk) return;
    form.left = undefined;
    form.talk.ahead = () => null;
    form.querySelector(".zk-there")?.remove();
    form.talk.show();
  }

  /** The link, out and in. @type {import("./share.js").Share | null} */
  share = null;

  /** Fetches what makes and reads links, and uses it. @param {(share: import("./share.js").Share) => void} use */
  async with(use) {
    try {
      this.share ??= new (await import("./share.js")).Share(this);
    } catch (fault) {
      return this.say(`没有载入：${advice(fault)}。`);
    }
    use(this.share);
  }

  /** Whether the page has questions, be they there yet or not. */
  get asked() {
    return !!standing("zikao-eligibility", this)[0];
  }

  /** Whether the questions did not load. */
  get failed() {
    return standing("zikao-eligibility", this).some((form) => form.failed);
  }

  /** Takes what the address brings; any other fragment is an anchor of the page. */
  arrive() {
    // With questions to come it could not be read yet; without them it still brings its ticks.
    if (SUFFIX || (this.asked && !this.form && !this.failed)) return;
    if (location.hash.startsWith("#Z=")) this.with((share) => share.arrive());
  }

  /** All that the page has is joined. */
  settle() {
    this.face?.begin();
    this.arrive();
  }

  /** @param {CustomEvent} event */
  hear(event) {
    const { type, detail } = event;
    const path = /** @type {Element[]} */ (event.composedPath());
    const from = path.find(({ localName }) => localName === "zikao-checklist" || localName === "zikao-eligibility");
    if (from?.localName === "zikao-checklist" && !this.sifting) {
      if (type === "zikao-ready") this.again();
      else this.face?.draw();
    }
    if (from?.localName !== "zikao-eligibility") return;
    // Without its questions a guide is read, not walked through; a link still brings its ticks.
    if (type === "zikao-error" && !SUFFIX) {
      uncover();
      this.put();
      return this.arrive();
    }
    const before = this.form;
    // Once it is joined it is drawn anew, and tells of that.
    if (!this.meet() || this.form !== before) return;
    // A page may ask about other procedures, too.
    if (this.form !== (SUFFIX ? /** @type {import("../embed/host.js").Host} */ (from).inner : from)) return;
    // A result comes after the progress of the same drawing; what is not repeated is no longer so.
    this.report = type === "zikao-result" ? detail : null;
    this.draw();
  }

  /** Joins the form once it is there. @returns {boolean} whether it is */
  meet() {
    const forms = /** @type {Form[]} */ (standing("zikao-eligibility", this));
    if (this.form && !forms.includes(this.form)) this.form = this.report = null;
    const form = forms.find(({ compiled, talk }) => talk && `${compiled?.province}/${compiled?.id}` === this.guide);
    if (!form?.talk || this.form) return !!this.form;
    wear(form, PANEL);
    form.left = () => this.leave();
    this.form = form;
    form.talk.ahead = () => this.first();
    this.face?.join(form.talk);
    form.talk.show();
    this.settle();
    return true;
  }

  /** The conditions of all steps and papers. */
  get conditions() {
    return this.rows.flatMap(({ conditions }) => conditions);
  }

  /** The question that decides the way and is asked first. @returns {string | null} */
  first() {
    const { talk } = this.form ?? {};
    return talk && this.gated ? talk.decides(this.conditions) : null;
  }

  /** The questions that may decide the way and are open, in the order in which they are asked. @returns {string[]} */
  ahead() {
    const { compiled, talk, asks } = this.form ?? {};
    if (!compiled || !talk || !asks) return [];
    const elsewhere = compiled.elsewhere.map(({ when }) => talk.holds(when));
    if (elsewhere.includes(true)) return [];
    const truths = [...elsewhere, ...this.conditions.map(talk.holds)];
    const missing = new Set(truths.flatMap((truth) => (Array.isArray(truth) ? truth : [])));
    const { skipped } = talk.held();
    return Object.keys(asks).filter((name) => missing.has(name) && !skipped.includes(name));
  }

  /** The form, once anything is answered. */
  get answered() {
    const { answers, skipped } = this.form?.talk?.held() ?? { answers: {}, skipped: [] };
    return Object.keys(answers).length + skipped.length > 0 ? this.form : null;
  }

  /** Whether anything is answered or ticked. */
  get begun() {
    return !!this.answered || this.rows.some(({ list }) => list.done[0]);
  }

  /** Whether any step or paper depends on answers. */
  get gated() {
    return this.rows.some(({ rows }) => rows[0]);
  }

  /** Whether something of the lists is not shown. */
  get hidden() {
    return this.counts.some(({ total, mine }) => total > mine);
  }

  /** Sifts the lists and says what came of it. */
  draw() {
    const redo = () => this.draw();
    // A list for others is not sifted by answers that it was not made for.
    const form = this.form?.talk?.judged().elsewhere ? null : this.answered;
    const all = this.all || !!this.face?.whole;
    this.sifting = true;
    this.counts = this.rows.map((rows) => ({ rows, ...rows.sift(form, all, redo, this.toggle(rows.list)) }));
    this.sifting = false;
    this.face?.draw();
    tell(this, "progress", this.counts);
  }

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

  /** Puts this in its place and leaves focus where it is. @param {...(Node | null | undefined | false)} parts */
  put(...parts) {
    const { activeElement: focused } = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    const name = focused instanceof HTMLElement && this.place.contains(focused) ? focused.dataset.name : null;
    this.place.replaceChildren(...parts.filter((part) => part instanceof Node));
    if (!(focused instanceof HTMLElement)) return;
    if (this.place.contains(focused)) focused.focus();
    else if (name) /** @type {HTMLElement | null} */ (this.place.querySelector(`[data-name="${name}"]`))?.focus();
  }

  /** Address of the guide, which a link opens. */
  get page() {
    return this.getAttribute("page") ?? location.origin + location.pathname;
  }

  tools() {
    return [
      quiet("带到另一台设备", () => this.with((share) => share.open())),
      quiet("打印或存为 PDF", () => this.print()),
      this.begun && quiet("重新开始", () => this.ask()),
    ];
  }

  /** What stands below the buttons: a message or a question, the link, what only paper shows. */
  said() {
    return [this.note, this.share?.box, this.paper()];
  }

  /** @type {HTMLElement | null} */
  note = null;

  /**
   * @param {string} message
   * @param {...(Node | string)} more
   */
  say(message, ...more) {
    this.note = h("p.zk-note", { role: "status", tabindex: "-1" }, message, ...more);
    this.face?.draw();
  }

  hush() {
    this.note = null;
    this.face?.draw();
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
      h("p", {}, `网址：${this.page.replace(/^https?:\/\//, "")}`),
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
    this.form?.talk?.take({ answers: {}, skipped: [] });
    this.draw();
    this.say("已清除，可以重新开始。");
  }
}

define("zikao-way", Way);
