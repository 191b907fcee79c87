import { h, lead, quiet, write } from "../browser.js";
import { Unreached } from "../faults.js";
import { size } from "../files/carry.js";
import { Gone } from "../files/content.js";
import { Refusal } from "../files/refusal.js";
import { begun } from "./begun.js";
import { lasting } from "./lasting.js";
import { needs } from "./manifest.js";
import { wanting } from "./probe.js";
import { absent, fetching, missing } from "./store.js";

/**
 * A form's check on this device: says what it takes before anything is fetched, fetches it, has the file measured in a
 * worker, and offers the server where that is needed. It never asks the server by itself.
 *
 * @typedef {import("../files/form.js").FileForm} FileForm
 * @typedef {import("../files/send.js").Sent} Sent
 * @typedef {import("../files/send.js").Tell} Tell
 * @typedef {import("../report.js").Report} Report
 * @typedef {import("./manifest.js").Needs} Needs
 * @typedef {import("./manifest.js").Part} Part
 * @typedef {import("./store.js").Way} Way
 * @typedef {(question: Record<string, unknown>, over: Transferable[]) => Promise<any>} Measure
 *   has the worker measure a file: what it is asked, and what of that is handed over
 * @typedef {(what: "measure" | "cut", question: Record<string, unknown>, over?: Transferable[]) => Promise<any>} Ask
 *   asks the worker for something
 */

const UNABLE = {
  old: "这个浏览器太旧，不能在你的设备上检查。可以换新一点的浏览器（Chrome 91、Firefox 89、iOS 16.4 起），也可以同意由服务器检查。",
  insecure: "这一页不是用 https 打开的，浏览器不让网页在你的设备上检查。可以改用 https 打开，也可以同意由服务器检查。",
};
const ONCE = "检查程序只下载一次。";
const EACH_TIME = "这个浏览器不留下载的东西（例如在无痕窗口里），下次打开这一页要再下载。";
const AWAY = "现在连不上网站，检查程序还没有下载。连上网络以后，就可以在你的设备上检查；文件还在，不用重选。";
const FAILED = "在你的设备上没有查成。可以再试一次，也可以同意由服务器检查。";
const ABSENT = "这个网站现在没有在设备上检查的程序，请同意由服务器检查。";

/** @param {number} share */
const percent = (share) => `${Math.floor(share * 100)}%`;
/** @param {Way[]} ways */
const sum = (ways) => ways.reduce((bytes, each) => bytes + each.bytes, 0);
/** What it goes without, measuring less. @param {Needs} needs */
const besides = ({ parts }) => parts.filter(({ optional }) => optional);

export class Here {
  /** What is known of the site's parts. @type {Needs | null} */
  needs = null;
  /** Whether the next check uses the optional parts too; so long as nobody has said what they take, it does not. */
  whole = false;
  /** Whether the larger way is the first of two: where the reader saves data it is the second, until they say otherwise. */
  larger = !(/** @type {any} */ (navigator).connection?.saveData);
  /** @type {import("./worker.js").Helper | null} */
  helper = null;
  /** Bytes of the optional parts that are not here; 0 where none are, or where the network is away. */
  more = 0;
  /** Rules that the last report left, and that could be checked elsewhere. */
  left = 0;

  /** @param {FileForm} form */
  constructor(form) {
    this.form = form;
    this.note = h("p.zk-hint zk-here", { role: "status" });
    (form.asking ?? form.button)?.before(this.note);
    this.other = h("div.zk-other", { hidden: true });
    form.button?.after(this.other);
  }

  /** Says what checking a file here takes. @param {File} file */
  async look(file) {
    const said = await this.takes();
    // Another one may have been chosen meanwhile.
    if (this.form.held !== file || this.form.stop) return;
    this.whole = false;
    if (said.able) this.form.local();
    else this.form.asks(said.instead);
    write(this.note, said.words);
    if (said.ways) this.ask(...said.ways);
    else if (said.least) this.beside();
  }

  /**
   * Two ways of checking, of which the reader takes one: the first is the form's own button.
   *
   * @param {number} least bytes without the optional parts
   * @param {number} more those of the optional parts
   */
  ask(least, more) {
    const said = (/** @type {boolean} */ all) => {
      const bytes = all ? least + more : least;
      return `${all ? "查全部" : "先查一部分"}${bytes ? `（下载 ${size(bytes)}）` : "（不用下载）"}`;
    };
    this.whole = this.larger;
    const take = () => {
      if (this.form.stop) return;
      // Whatever is still wrong in the form: this is what they chose.
      this.larger = !this.larger;
      this.ask(least, more);
      this.form.submit();
    };
    if (this.form.button) write(this.form.button, said(this.larger));
    this.beside(quiet(said(!this.larger), take), h("p.zk-hint", {}, `先查一部分时不查${this.form.lacking}，查完可以再补。`));
  }

  /** What else can be done where something would have to be downloaded. @param {HTMLElement[]} ways */
  beside(...ways) {
    const server = quiet("不下载，由服务器检查", () => this.form.stop || this.instead("你同意以后，文件才发给服务器检查。"));
    this.other.replaceChildren(...ways, server);
    this.other.hidden = false;
  }

  /** Takes back what was said and offered. */
  clear() {
    write(this.note, "");
    this.other.hidden = true;
    this.other.replaceChildren();
  }

  /** @returns {Promise<{able: boolean, instead?: boolean, words: string, least?: number, ways?: [least: number, more: number]}>} */
  async takes() {
    const why = wanting();
    if (why) return { able: false, instead: true, words: UNABLE[why] };
    try {
      const found = await this.known();
      if (!found) return { able: false, words: "" };
      // Tried while the site is asked.
      const trying = lasting(found.parts.reduce((bytes, each) => bytes + each.bytes, 0));
      const least = await this.cost(found);
      // Nobody is asked about what they cannot have.
      const more = navigator.onLine === false ? 0 : await missing(besides(found)).then(sum, () => 0);
      const then = (await trying) ? ONCE : EACH_TIME;
      if (more) return { able: true, words: `文件不发送，在你的设备上检查。${then}`, ways: [least, more] };
      if (!least) return { able: true, least, words: "文件不发送。检查程序已经在你的设备上，不用再下载。" };
      return { able: true, least, words: `文件不发送。在你的设备上检查，要先下载 ${size(least)}。${then}` };
    } catch (error) {
      // A site may have none.
      if (error instanceof Unreached && error.status) return { able: false, words: "" };
      if (error instanceof Unreached || error instanceof Refusal) return { able: true, words: AWAY };
      throw error;
    }
  }

  /** @returns {Promise<Needs | null>} null where the site has nothing for this check */
  async known() {
    return (this.needs ??= await needs(this.form.getAttribute("device") ?? "", /** @type {"photo" | "package"} */ (this.form.localName.split("-")[1])));
  }

  /**
   * Bytes on the line of what a check cannot go without; the script comes with the first of its parts.
   *
   * @param {Needs} needs
   */
  async cost({ parts, worker }) {
    const ways = await missing(parts.filter(({ optional }) => !optional));
    return ways[0] ? sum(ways) + (await fetching(worker)) : 0;
  }

  /**
   * The parts of the next check: the optional ones too where they are here already.
   *
   * @param {Needs} needs
   */
  async wanted(needs) {
    const all = this.whole || !(await absent(besides(needs)))[0];
    return needs.parts.filter(({ optional }) => all || !optional);
  }

  /**
   * The report of this device.
   *
   * @param {Sent} sent
   * @param {AbortSignal} signal
   * @param {Tell} say
   * @returns {Promise<Report>}
   * @throws {Refusal} there is none; unless it was given up, the server is offered
   */
  async check(sent, signal, say) {
    try {
      const ask = await this.working("正在你的设备上检查，请稍候……", signal, say);
      // What was asked is answered.
      this.form.local();
      const { report, left } = await this.form.checked(sent, (question, over) => ask("measure", question, over));
      this.left = left;
      // Nothing is asked of a network that is known to be away.
      const further = left > 0 && navigator.onLine !== false ? this.needs : null;
      this.more = further ? sum(await missing(besides(further), signal).catch(() => [])) : 0;
      return report;
    } catch (error) {
      // What is gone no server gets either.
      if (!signal.aborted && !(error instanceof Gone)) this.offer(FAILED);
      throw error;
    }
  }

  /**
   * Asks the worker, which has all that it needs by then. The server is not offered.
   *
   * @param {string} words what is told of whatever it is asked
   * @param {AbortSignal} signal
   * @param {Tell} say
   * @returns {Promise<Ask>}
   * @throws {Refusal} there is none
   */
  async working(words, signal, say) {
    write(this.note, "");
    const found = await this.known().catch((error) => Promise.reject(error instanceof Unreached && !error.status ? new Refusal(AWAY, { again: true }) : error));
    if (wanting() || !found) throw new Refusal(ABSENT);
    const helper = await this.prepared(found, signal, say);
    say("working", words);
    /** @type {import("./answering.js").Hear} */
    const share = (part, at) => say("working", at ? `正在你的设备上检查：第 ${at[0]} 页，共 ${at[1]} 页` : words, part);
    return (what, question, over = []) => helper.ask(what, question, { signal, over, share });
  }

  /**
   * The worker with all that it needs.
   *
   * @param {Needs} needs
   * @param {AbortSignal} signal
   * @param {Tell} say
   */
  async prepared(needs, signal, say) {
    const parts = await this.wanted(needs);
    if (this.helper && !this.helper.ended && this.helper.holds === parts.length) return this.helper;
    // The script follows the parts: the browser fetches it by itself.
    const script = (await absent(parts)).some(({ optional }) => !optional) ? await fetching(needs.worker, signal) : 0;
    return (this.helper = await begun(needs, parts, signal, {
      count: (done, bytes) => {
        const whole = bytes + script;
        say("working", `正在下载检查程序：${percent(done / whole)}，共 ${size(whole)}`, done / whole);
      },
      again: () => say("working", "下载来的不对，已经丢掉，正在再下载一次……"),
      share: (part) => say("working", "正在准备检查程序……", part),
    }));
  }

  /** Offers the server, and leads there. @param {string} words why */
  instead(words) {
    this.offer(words);
    lead(this.form.asking);
  }

  /** Offers the server, and the way back. @param {string} words why */
  offer(words) {
    this.form.asks(true);
    this.retold();
    write(this.note, words);
    this.other.replaceChildren(quiet("改回在你的设备上检查", () => this.back()));
    this.other.hidden = false;
  }

  /** What stands beside the file says where it is checked, too. */
  retold() {
    const { held } = this.form;
    if (held) this.form.retold(held).catch((error) => console.error(error));
  }

  /** From the server back to this device. */
  async back() {
    const { held, stop } = this.form;
    if (!held || stop) return;
    await this.look(held);
    this.retold();
    // The button that was pressed is gone.
    this.form.button?.focus();
  }

  /**
   * What stands below the verdict: that nothing was sent, what else there is to do, and what the device left open.
   *
   * @param {HTMLElement | null} offer
   */
  around(offer) {
    return h("div", {}, h("p.zk-hint", {}, "在你的设备上检查的，文件没有发送。"), offer, this.left > 0 && this.further());
  }

  further() {
    const larger = () => {
      this.whole = true;
      this.form.local();
      this.form.submit();
    };
    const server = () => this.instead("这些在你的设备上没有查。同意以后，由服务器检查。");
    return h(
      "div.zk-further",
      {},
      h("p", {}, `有 ${this.left} 项在你的设备上没有查。`, this.more ? "可以再下载大一点的模型，在你的设备上接着查；也可以同意由服务器检查。" : "可以同意由服务器检查。"),
      this.more > 0 && quiet(`再下载 ${size(this.more)}，接着在你的设备上查`, larger),
      quiet("由服务器检查", server),
    );
  }
}
