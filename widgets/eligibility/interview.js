import { evaluate, judge } from "../judge/judge.js";
import { errorSummary, h, lead, quiet, tell } from "../shared/browser.js";
import { advice } from "../shared/faults.js";
import { itemShown, knownFacts, shown } from "../shared/known.js";
import { fault, fitting, impossible } from "./answers.js";
import { field } from "./fields.js";
import { folded } from "./folded.js";
import { Given } from "./given.js";

/**
 * @typedef {import("../shared/browser.js").Child} Child
 * @typedef {import("../shared/known.js").Compiled} Compiled
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {import("./fields.js").Field} Field
 * @typedef {import("./given.js").Answers} Answers
 * @typedef {import("./given.js").Saved} Saved
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../judge/judge.js").Judgement} Judgement
 */

/**
 * What others on the page may ask of an interview and do to it.
 *
 * @typedef {object} Talk
 * @property {() => string | null | undefined} ahead the question to ask before all others; the page may set it
 * @property {((to: string) => void) | null} route the page may set it, to lead to views of its own: `ask-NAME`, `form`
 *   for all questions, `answers` for the result. Then the interview draws what `at` tells it, and nothing by itself
 * @property {() => Node | null} onward what to do next, for a result; the page may set it
 * @property {(view: string) => HTMLElement | null} at draws a view; gives what it should lead to
 * @property {() => string | null} next the question that comes next
 * @property {() => Judgement} judged the verdict by what is known now
 * @property {() => Promise<Report>} report the same in words
 * @property {(condition: any) => boolean | string[]} holds truth of a condition by what is known now, or what is missing
 * @property {(conditions: any[]) => string | null} decides the first question that can decide one of these
 * @property {(name: string) => string} says what is known of a fact, in words
 * @property {() => Saved} held what is kept on the device
 * @property {(answers: Answers) => Answers} fits the answers that the schema takes
 * @property {(saved: Omit<Saved, "version">) => void} take replaces it by what the schema takes of this
 * @property {(name: string) => void} goTo leads to a question
 * @property {() => unknown} show draws anew
 * @property {() => () => void} watch follows other tabs, from what is kept now; gives what ends it
 */

/**
 * The questions of one procedure, one at a time or all at once, the answers so far, and the verdict. Every action
 * draws the whole anew from the answers, so nothing on the page can disagree with them.
 *
 * @param {HTMLElement} place where to draw
 * @param {string} title
 * @param {Compiled} compiled
 * @param {Record<string, Ask>} asks the questions, in their order
 * @param {typeof import("./items.js").list} [list] draws those whose answer is a list, where there are any
 * @returns {Talk}
 */
export function interview(place, title, compiled, asks, list) {
  const { province, id, city } = compiled;
  const key = `zikao:answers:${province}/${id}${city ? `@${city}` : ""}`;
  const { version } = compiled.stamp;
  const given = new Given(key, version, asks);
  /** Whether all questions stand on the page at once. */
  let whole = false;
  /** Whether the result is shown although questions are left. */
  let early = false;
  /** Whether questions go on although a condition fails already. */
  let further = false;
  /** The question that is being changed. @type {string | null} */
  let editing = null;
  /** The questions on the page. @type {Map<string, Field>} */
  const fields = new Map();
  /** What was filled in before it was drawn anew. @type {Map<string, any>} */
  let drafts = new Map();

  const started = () => given.all.size > 0;

  /** What is asked under a name. @type {(name: string) => Ask} */
  const ask = (name) => /** @type {Ask} */ (asks[name]);

  /** All that is known: null for what the reader does not know, dates from official windows, and the answers. */
  const know = (said = Object.fromEntries(given.all)) => knownFacts(compiled, said, new Date());

  /**
   * What to ask once a condition fails, for the judge asks no more: whoever mends one thing wants to know of the others.
   * @type {(known: Answers, judged: import("../judge/judge.js").Judgement) => string | null}
   */
  const beside = (known, { verdict, outcomes }) => {
    const failed = outcomes.filter(({ outcome }) => outcome === "no").map(({ id }) => id);
    const others = compiled.rules.filter(({ id }) => !failed.includes(id));
    return verdict === "fail" ? judge({ ...compiled, rules: others }, known).next : null;
  };

  /** Shows results, once it is there. @type {typeof import("./result.js").result | undefined} */
  let result;

  /** Fetches it. @type {(then?: () => void) => Promise<void>} */
  const prepare = async (then) => {
    try {
      ({ result } = await import("./result.js"));
      then?.();
    } catch (fault) {
      const what = advice(fault);
      if (then) note(`结果没有载入：${what}；回答都在。`);
    }
  };

  /** @type {(message: string, ...more: Node[]) => void} */
  const note = (message, ...more) => {
    place.querySelector(".zk-note")?.remove();
    place.querySelector(".zk-private")?.before(h("p.zk-note", { role: "status" }, message, ...more));
  };

  /** What comes next, and what could come after a condition failed. @type {(known: Answers, judged: Judgement) => {next: string | null, rest: string | null}} */
  const coming = (known, judged) => {
    const rest = beside(known, judged);
    return { next: talk.ahead() ?? judged.next ?? (further ? rest : null), rest };
  };

  /**
   * Draws everything; gives the heading or the question that an action should lead to. `led`: such an action drew it.
   * @type {(led?: boolean) => HTMLElement | null}
   */
  const show = (led) => {
    const known = know();
    const judged = judge(compiled, known);
    const { next, rest } = coming(known, judged);
    const at = early ? null : (editing ?? next);
    const goOn = () => {
      further = true;
      go();
    };
    const onward = next
      ? h(
          "p",
          {},
          `还要知道：${ask(next).ask}　`,
          quiet("现在回答", () => goTo(next)),
        )
      : rest
        ? h("p", {}, "其余的还没有查，一起查完再改。　", quiet("接着查其余的", goOn))
        : null;
    const due = whole ? early : !at;
    const made = due && result?.(compiled, judged, known, [onward, talk.onward()], next ?? rest, place, goTo);
    fields.clear();
    const parts = [
      whole ? wholeForm() : at && oneQuestion(at),
      made && made.section,
      // On a guide the answers have a view of their own.
      !whole && !(talk.route && at) && answered(!!made),
      tools(at),
    ];
    // Paper shows the result alone.
    place.classList.toggle("zk-judged", !!made);
    place.replaceChildren(
      h("h3", {}, title),
      h("p", { class: "zk-hint zk-private" }, "在你的设备上判断，回答不会发送出去。"),
      ...parts.filter((part) => part instanceof Node),
    );
    tell(place, "progress", { answered: Object.keys(given.answers).length, next });
    if (made) tell(place, "result", made.report);
    else if (due) prepare(() => (led ? lead(show()) : show()));
    // Of many questions at once, the one that is open.
    return place.querySelector(made ? ".zk-report h3" : "details[open] > fieldset") ?? place.querySelector("fieldset, summary");
  };

  /** Shows something else and leads to it. @type {(to?: {whole?: boolean, early?: boolean, editing?: string}) => void} */
  const go = (to = {}) => {
    if (talk.route) return talk.route(view(to));
    whole = to.whole ?? whole;
    early = to.early ?? false;
    editing = to.editing ?? null;
    lead(show(true));
  };

  /** The page's name for it. @type {(to: {whole?: boolean, early?: boolean, editing?: string}) => string} */
  const view = ({ whole: all, early: over, editing: name }) => {
    if (all && !over) return "form";
    const next = name ?? (over ? null : talk.next());
    return next ? `ask-${next}` : "answers";
  };

  /** @type {Talk["at"]} */
  const at = (view) => {
    whole = view === "form";
    early = view === "answers";
    editing = view.startsWith("ask-") ? view.slice(4) : null;
    return show(true);
  };

  /** Changes something, shows what follows, and says so if it is not kept. @type {(change: () => boolean, to?: {whole?: boolean, early?: boolean}, led?: boolean) => void} */
  const act = (change, to, led = true) => {
    const kept = change();
    if (!result) prepare();
    if (led) go(to);
    else show();
    if (!kept && started()) note("浏览器不允许保存，关闭本页后回答会丢失。");
  };

  /** @type {(name: string) => HTMLElement} */
  const question = (name) => {
    const before = drafts.get(name) ?? (given.all.get(name) === null ? null : know()[name]);
    const made = list && ask(name).items ? list(ask(name), before) : field(ask(name), before, whole);
    fields.set(name, made);
    return made.box;
  };

  /** @type {(name: string) => HTMLElement} */
  const oneQuestion = (name) =>
    form(
      [question(name)],
      h("button.zk-button", {}, given.all.has(name) ? "保存修改" : "下一步"),
      quiet("不清楚，先跳过", () => act(() => given.give({ [name]: null }))),
      editing && !talk.route && quiet("不改了", () => go()),
    );

  const wholeForm = () => {
    for (const name of Object.keys(asks)) question(name);
    return form(folded(fields, ask), h("button.zk-button", {}, "查看结果"));
  };

  /** @type {(questions: HTMLElement[], ...buttons: Child[]) => HTMLElement} */
  const form = (questions, ...buttons) => {
    /** @param {Event} event */
    const onsubmit = (event) => {
      event.preventDefault();
      submit();
    };
    return h("form", { novalidate: true, onsubmit }, questions, h("p.zk-actions", {}, buttons));
  };

  const submit = () => {
    const faults = [];
    /** @type {Answers} */
    const said = {};
    for (const [name, { read, blame, control, inside }] of fields) {
      const answer = (said[name] = read());
      const parts = inside?.() ?? [];
      faults.push(...parts);
      if (parts[0]) continue;
      const empty = whole ? null : "请先回答；不清楚就按“不清楚，先跳过”。";
      const message = answer === undefined ? empty : answer === null ? null : fault(ask(name), answer);
      blame(message);
      if (message) faults.push({ field: control, message: ask(name).ask + message });
    }
    if (!faults[0]) faults.push(...contradicted(said));
    place.querySelector(".zk-errors")?.remove();
    if (!faults[0]) return act(() => give(said), { early: whole });
    const summary = errorSummary(faults);
    place.querySelector("form")?.prepend(summary);
    lead(summary);
  };

  /**
   * What cannot be true once these are given, beside the question to answer again; where that is not on the page, beside
   * the one that was answered just now.
   * @type {(given: Answers) => {field: HTMLElement, message: string}[]}
   */
  const contradicted = (now) => {
    const said = Object.entries({ ...given.answers, ...now }).filter(([, answer]) => answer != null);
    return impossible(compiled, know(Object.fromEntries(said))).flatMap(({ again: name, say }) => {
      const all = [...fields.values()];
      const blamed = fields.get(name) ?? all[all.length - 1];
      blamed?.blame(say);
      return blamed ? [{ field: blamed.control, message: say }] : [];
    });
  };

  /** Takes answers; what the rulebook says anyway is not kept. @type {(said: Answers) => boolean} */
  const give = (said) => {
    const stated = know({});
    const kept = Object.entries(said).map(([name, answer]) => [name, answer === stated[name] ? undefined : answer]);
    return given.give(Object.fromEntries(kept));
  };

  /** Leads to a question. @type {(name: string) => void} */
  const goTo = (name) => {
    const box = fields.get(name)?.box;
    if (box) lead(box);
    else go({ editing: name });
  };

  /** @type {Talk["says"]} */
  const says = (name) => shown(know()[name], compiled.facts[name]);

  /** What is known so far, each with a way to change it; below a result, a long list is folded. @param {boolean} below */
  const answered = (below) => {
    const known = know();
    const rows = Object.keys(asks).flatMap((name) => {
      const there = known[name] != null;
      if (!there && !given.all.has(name)) return [];
      const words = there ? says(name) : "不清楚";
      const from = there && given.all.get(name) == null && (asks[name]?.from_city ? "（按这个市）" : "（取自官方通知）");
      /** @type {Answers[]} */
      const items = (there && asks[name]?.items && known[name]) || [];
      const lines = items.map((item, at) => h("strong", {}, itemShown(item, at, ask(name))));
      const change = quiet("改", () => goTo(name), { "aria-label": `改：${ask(name).ask}` });
      return h("li", {}, h("span", {}, ask(name).ask, lines[0] ? lines : h("strong", {}, words, from)), change);
    });
    const title = `${talk.route ? "你的回答" : "已经知道的"}（${rows.length}）`;
    const list = h("ul.zk-answers", {}, rows);
    if (below && !talk.route && rows.length > 5) return h("details.zk-fold", {}, h("summary", {}, title), list);
    return rows[0] && h("div", {}, h("h4", {}, title), list);
  };

  /** @type {(at: string | null) => HTMLElement} */
  const tools = (at) =>
    h(
      "p.zk-actions",
      {},
      at && !whole && started() && quiet("先看目前的结果", () => go({ early: true })),
      quiet(whole ? "一题一题回答" : "一次填完全部问题", turn),
      // A guide has a button that clears ticks as well.
      started() && !talk.route && quiet("重新回答", startOver),
    );

  /** What is filled in, not sent yet and fits. @type {() => Answers} */
  const filled = () => {
    /** @type {Answers} */
    const said = {};
    for (const [name, { read }] of fields) {
      const answer = read();
      if (answer === null || (answer !== undefined && !fault(ask(name), answer))) said[name] = answer;
    }
    return said;
  };

  /** From one question at a time to all at once, or back; what is filled in and fits goes along. */
  const turn = () => act(() => give(filled()), { whole: !whole });

  const startOver = () => {
    const before = given.held;
    take({ answers: {}, skipped: [] });
    note("已清除全部回答。　", quiet("撤销", () => take(before)));
  };

  /** @type {Talk["take"]} */
  const take = (saved) => {
    further = false;
    // Where views have addresses, taking a case leads nowhere by itself.
    editing = null;
    act(() => given.take(saved), undefined, !talk.route);
  };

  /** Draws what another tab gave, without losing what is being filled in here. */
  const redraw = () => {
    drafts = new Map(Object.entries(filled()));
    show();
    drafts.clear();
  };

  /** @type {Talk} */
  const talk = {
    ahead: () => null,
    route: null,
    onward: () => null,
    at,
    next: () => coming(know(), talk.judged()).next,
    judged: () => judge(compiled, know()),
    report: async () => {
      const { result } = await import("./result.js");
      return result(compiled, talk.judged(), know(), [], talk.next(), place, goTo).report;
    },
    holds: (condition) => evaluate(condition, know(), compiled.tables),
    decides: (conditions) => judge({ ...compiled, rules: conditions.map(wondered) }, know()).next,
    says,
    held: () => given.held,
    fits: (said) => fitting(asks, said),
    take,
    goTo,
    show: () => show(),
    watch: () => given.watch(redraw),
  };
  const stale = given.load();
  show();
  if (stale) note("规则已更新，上次的回答已清除，请重新回答。");
  return talk;
}

/** A condition as a rule that fails nobody, for the judge to find the question that decides it. @type {(condition: any, place: number) => any} */
function wondered(condition, place) {
  return { id: `${place}`, severity: "advice", require: condition, exceptions: [] };
}
