import { h, lead, quiet } from "../shared/browser.js";
import { keepCase } from "../shared/cases.js";
import { coming, dates } from "./dates.js";
import { before, items, notMine, open, paperList, renumber, stepList } from "./tasks.js";
import { Trail, mark, viewOf } from "./views.js";

/**
 * @typedef {import("./tasks.js").Item} Item
 * @typedef {import("./views.js").View} View
 * @typedef {import("../eligibility/interview.js").Talk} Talk
 */

/** A guide as a case: where to begin, one question at a time, what came of it, the reader's own list, step by step. */
export class Case {
  trail = new Trail();
  /** @type {View} */
  view = { kind: "start", id: "start", at: null };
  /** Whether all of the page is joined. */
  joined = false;
  title = document.title;

  /** @param {import("./way.js").Way} way */
  constructor(way) {
    this.way = way;
    way.place.classList.add("zk-case");
    addEventListener("hashchange", () => this.turn());
  }

  /** @param {Talk} talk */
  join(talk) {
    talk.route = (id) => this.go(id);
    talk.onward = () => this.onward();
  }

  /** Leads to a view. @param {string} id */
  go(id) {
    this.trail.go(id);
    // Not a moment later: what was answered is not there to be pressed twice.
    this.turn();
  }

  /** Everything that the page has is there: the view that the address names can be drawn. */
  begin() {
    if (!this.joined) {
      this.joined = true;
      document.documentElement.dataset.caseReady = "";
      // In the page they lead to what is there without views.
      for (const link of document.querySelectorAll(".zg-case a[data-to]")) {
        link.setAttribute("href", `#${link.getAttribute("data-to")}`);
      }
      return this.turn(true);
    }
    // Whoever pressed 开始 before the questions had come is led to the first.
    const next = this.view.id === "eligibility" && this.talk?.next();
    if (next) {
      history.replaceState(history.state, "", `#ask-${next}`);
      // The browser went to the page's own anchor meanwhile; a question begins at its top.
      this.trail.heights.delete(this.trail.now);
      this.turn(false, true);
    } else if (this.view.kind === "start") this.turn(true);
    else this.show();
  }

  get talk() {
    return this.way.form?.talk;
  }

  get whole() {
    return this.view.kind === "whole";
  }

  /** The steps, then the papers. @returns {[steps: Item[], papers: Item[]]} */
  get lists() {
    const [papers, steps] = [true, false].map((paper) => this.way.rows.find(({ papers }) => papers === paper));
    return [items(steps), items(papers)];
  }

  /**
   * Follows the address.
   *
   * @param {boolean} [first] the page has just come: the reader's focus stays where it is
   * @param {boolean} [again] even if it is the same as before
   */
  turn(first, again) {
    if (!this.trail.arrive() && !first && !again) return;
    const view = viewOf(location.hash, Object.keys(this.way.form?.asks ?? {}));
    if (!this.joined || (!view && !first)) return;
    const before = this.view;
    this.view = view ?? before;
    // Nothing came of no answers.
    if (this.view.kind === "answers" && !this.way.answered) this.view = { kind: "start", id: "start", at: null };
    if (before.kind !== this.view.kind) this.way.note = null;
    if (this.whole !== (before.kind === "whole") || first) this.way.draw();
    const at = this.show();
    if (first) return this.view.kind === "part" && this.view.at?.scrollIntoView();
    if (this.view.kind === "part" && this.view.at !== at) return lead(this.view.at);
    if (at && at.tabIndex < 0) at.tabIndex = -1;
    at?.focus({ preventScroll: true });
    scrollTo(0, this.trail.height);
  }

  /** Shows the view; gives what it should lead to. @returns {HTMLElement | null} */
  show() {
    const { kind, id, at } = this.view;
    mark(this.view);
    document.documentElement.toggleAttribute("data-waiting", id === "eligibility" && this.way.asked && !this.talk);
    const asked = kind === "ask" || kind === "form" || kind === "answers" ? (this.talk?.at(id) ?? null) : null;
    this.draw();
    const heading = this.way.place.querySelector("h2");
    if (kind === "part") return /** @type {HTMLElement | null} */ (document.querySelector("[data-of][data-here]")) ?? at;
    return asked ?? heading ?? document.querySelector("h1");
  }

  /** Draws what the way itself shows of a view, and keeps where the case stands. */
  draw() {
    if (!this.joined) return;
    const { way } = this;
    const [steps, papers] = this.lists;
    const list = way.rows.find(({ papers }) => !papers)?.list;
    if (list) renumber(way.all || this.whole ? null : steps, list);
    for (const foot of document.querySelectorAll(".zk-foot")) foot.remove();
    way.put(...this.parts(steps, papers), ...way.said());
    this.name(steps);
    this.startButton(steps);
    this.keep([...steps, ...papers]);
  }

  /** @param {Item[]} steps @param {Item[]} papers @returns {(Node | null | undefined | false)[]} */
  parts(steps, papers) {
    const { kind, id } = this.view;
    const item = [...steps, ...papers].find((each) => each.id === id);
    if (kind === "ask") return [this.back(this.earlier()), this.progress()];
    if (kind === "form") return [this.back("start")];
    if (kind === "answers") return [this.back(this.last() ? `ask-${this.last()}` : "start"), h("h2", {}, "结果和你的回答")];
    if (kind === "mine") return this.mine(steps, papers);
    if (item) return this.one(item, steps, papers);
    if (kind === "part") return [this.back(this.way.begun ? "mine" : "start")];
    if (kind === "whole") return [this.back("start"), h("p.zk-actions", {}, this.way.tools())];
    return [];
  }

  /** A way back to a view, which is the browser's own where that is the same. @param {string} to */
  back(to) {
    const words = to.startsWith("ask-") ? "上一题" : { mine: "回到清单", answers: "回到回答" }[to] ?? "回到开头";
    /** @param {Event} event */
    const go = (event) => {
      event.preventDefault();
      this.go(to);
    };
    return h("p.zk-back", {}, h("a", { href: `#${to}`, onclick: go }, `‹ ${words}`));
  }

  /** The question that was answered last. */
  last() {
    const { order = [] } = this.talk?.held() ?? {};
    return order[order.length - 1];
  }

  /** The view before a question. */
  earlier() {
    const { order = [] } = this.talk?.held() ?? {};
    const place = order.indexOf(this.view.id.slice(4));
    const name = place < 0 ? this.last() : order[place - 1];
    return name ? `ask-${name}` : "start";
  }

  /** Which question it is: its place among those answered, or the one behind them. */
  get number() {
    const { order = [] } = this.talk?.held() ?? {};
    const place = order.indexOf(this.view.id.slice(4));
    return (place < 0 ? order.length : place) + 1;
  }

  /** How many questions there may be besides the one that is asked. */
  get left() {
    const { talk, way } = this;
    const names = new Set([...way.ahead(), ...(talk?.next() ? (talk?.judged().missing ?? []) : [])]);
    const { order = [] } = talk?.held() ?? {};
    const open = [...names].filter((name) => way.form?.asks[name]?.ask && !order.includes(name));
    return open.filter((name) => this.view.id !== `ask-${name}`).length;
  }

  progress() {
    const { left, number } = this;
    const skipped = left > 2 ? "，用不着的会跳过" : "";
    return h("p.zk-hint", {}, `第 ${number} 题${left ? `，后面最多还有 ${left} 题${skipped}` : "，最后一题"}`);
  }

  /** What to do after a result. */
  onward() {
    const { talk, way } = this;
    if (!talk || talk.judged().elsewhere) return null;
    const [steps] = this.lists;
    const mine = steps.filter(({ number }) => number).length;
    if (!mine) return null;
    const left = way.gated ? way.ahead().length : 0;
    // What is not met has to be mended before any step.
    const first = left || talk.judged().verdict === "fail";
    return h("p", {}, first ? h("a", { href: "#mine" }, "先看清单") : h("a.zk-button", { href: "#mine" }, `接下来：你的 ${mine} 步`));
  }

  /** The reader's own list. @param {Item[]} steps @param {Item[]} papers */
  mine(steps, papers) {
    const { talk, way } = this;
    const judged = talk?.judged();
    const own = steps.filter(({ number }) => number);
    const done = own.filter(({ box }) => box?.checked).length;
    const due = papers.filter(({ off }) => !off);
    const sifted = way.answered && way.gated;
    const next = open(steps);
    const left = way.gated ? way.ahead().length : 0;
    const { order = [] } = talk?.held() ?? {};
    const failed = judged?.verdict === "fail";
    return [
      this.back(way.answered ? "answers" : "start"),
      h("h2", {}, sifted && !judged?.elsewhere ? `你的 ${own.length} 步` : `一共 ${own.length} 步`),
      judged?.elsewhere
        ? h("p.zk-note", {}, "你的情况不走本事项，下面的只供参考。　", h("a", { href: "#answers" }, "看怎么办"))
        : failed && h("p.zk-onward", {}, h("a.zk-button", { href: "#answers" }, "先看哪里不符合，怎么改")),
      h(
        "p.zk-hint",
        {},
        `已做 ${done} / ${own.length} 步`,
        way.answered && [`，按 ${order.length} 个回答筛的　`, h("a", { href: "#answers" }, "改回答")],
        !way.answered && left > 0 && "。答几题，就只留你要办的。",
      ),
      left > 0 && !judged?.elsewhere
        ? // One thing leads: what is not met comes before what is not asked yet.
          h("p.zk-onward", {}, h(failed ? "a" : "a.zk-button", { href: `#ask-${talk?.next()}` }, `${way.answered ? "接着答" : "先答几题"}（最多 ${left} 题）`))
        : !failed && next && h("p.zk-onward", {}, h("a.zk-button", { href: `#${next.id}` }, `${done ? "接着办" : "开始办"}：第 ${next.number} 步`)),
      dates(way.form, way.report),
      stepList(steps),
      due[0] && h("h3", {}, `要备的材料（${due.length}）`),
      due[0] && paperList(papers),
      notMine([...steps, ...papers]),
      h("p.zk-actions", {}, way.tools()),
    ];
  }

  /** One step or paper, which the page itself tells below. @param {Item} item @param {Item[]} steps @param {Item[]} papers */
  one(item, steps, papers) {
    const step = this.view.kind === "step";
    item.row.hidden = false;
    item.row.append(this.foot(item, step ? steps : papers, steps));
    const first = before(item, steps);
    return [
      this.back("mine"),
      step &&
        h(
          "p.zk-hint",
          {},
          item.number ? `第 ${item.number} 步` : item.by,
          first && [" · 先做", h("a", { href: `#${first.id}` }, first.number ? `第 ${first.number} 步` : first.title)],
        ),
      h("h2", {}, item.title),
    ];
  }

  /** What follows a step or paper. @param {Item} item @param {Item[]} list @param {Item[]} steps */
  foot(item, list, steps) {
    const { box } = item;
    const after = open(list, item);
    const next = after === item ? undefined : (after ?? open(steps));
    const words = this.view.kind === "step" ? "做完了" : "备好了";
    const tick = () => {
      box?.click();
      // With this one done, another may have become the next.
      const [steps, papers] = this.lists;
      const same = this.view.kind === "step" ? steps : papers;
      const then = open(same, same.find(({ id }) => id === item.id)) ?? open(steps);
      this.go(then?.id ?? "mine");
    };
    return h(
      "div.zk-foot",
      {},
      box && !item.off && !box.checked && h("button.zk-button", { type: "button", onclick: tick }, words),
      box?.checked && h("p", {}, h("b", {}, "已做 "), quiet("改成没做", () => box.click())),
      (!box || box.checked) && next && h("p", {}, h("a", { href: `#${next.id}` }, `接下来：${next.number ? `第 ${next.number} 步 ` : ""}${next.title}`)),
    );
  }

  /** The browser's title names the view. @param {Item[]} steps */
  name(steps) {
    const { kind, id, at } = this.view;
    const step = steps.find((each) => each.id === id);
    const own = steps.filter(({ number }) => number).length;
    const asked = this.way.form?.asks[id.slice(4)]?.ask ?? "";
    const heading = document.querySelector("[data-of][data-here]");
    const names = {
      start: "",
      whole: "",
      ask: `${this.number} · ${asked.replace(/[？?]$/, "")}`,
      form: "全部问题",
      answers: "结果和你的回答",
      mine: this.way.answered ? `你的 ${own} 步` : "清单",
      step: step ? `${step.number ? `第 ${step.number} 步 ` : ""}${step.title}` : "",
      material: at?.querySelector("label")?.textContent?.trim() ?? "",
      part: heading?.firstChild?.textContent?.trim() ?? "",
    };
    document.title = [names[kind], this.title].filter(Boolean).join(" - ");
  }

  /** Where a reader goes who has begun, or not. @param {Item[]} steps @returns {{to: string, words: string, hint: string}} */
  ahead(steps) {
    const { talk, way } = this;
    const asked = talk?.next();
    const next = open(steps);
    if (!way.begun) return { to: asked ? `ask-${asked}` : "mine", words: "开始", hint: "" };
    const judged = talk?.judged();
    if (judged?.elsewhere || judged?.verdict === "fail") return { to: "answers", words: "看结果", hint: "" };
    if (asked) return { to: `ask-${asked}`, words: "接着答", hint: `接下来：${way.form?.asks[asked]?.ask ?? ""}` };
    if (next) return { to: next.id, words: "接着办", hint: `接下来：第 ${next.number} 步 ${next.title}` };
    return { to: "mine", words: "看我的清单", hint: "" };
  }

  /** The page's own button leads to what comes next. @param {Item[]} steps */
  startButton(steps) {
    const link = document.querySelector(".zg-start a");
    if (!link) return;
    // Until the questions have come, the page's own anchor leads to them.
    if (this.way.asked && !this.talk) return;
    const { to, words, hint } = this.ahead(steps);
    link.setAttribute("href", `#${to}`);
    link.textContent = words;
    link.parentElement?.querySelector(".zk-hint")?.remove();
    if (hint) link.after(h("span.zk-hint", {}, hint));
  }

  /** For the home page. @param {Item[]} all */
  keep(all) {
    const { way } = this;
    const own = all.filter(({ box, off }) => box && !off);
    const { to } = this.ahead(this.lists[0]);
    const asking = way.gated && way.ahead().length > 0;
    const found = {
      title: document.querySelector("h1")?.firstChild?.textContent?.trim() ?? this.title,
      place: [...document.querySelectorAll(".zg-up a")].pop()?.textContent?.trim() ?? "",
      done: own.filter(({ box }) => box?.checked).length,
      total: asking ? 0 : own.length,
      next: coming(way.form, way.report),
      at: `#${to}`,
    };
    keepCase(way.guide, way.begun ? found : null);
  }
}
