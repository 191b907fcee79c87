import { SUFFIX, h, lead, quiet } from "../shared/browser.js";
import { dates } from "./dates.js";

/**
 * The way on a page that shows everything at once, such as a portal's: a panel that counts, leads to what comes next and
 * sifts the lists where they stand.
 */
export class Panel {
  tally = h("p.zk-tally", { role: "status" });

  /** @param {import("./way.js").Way} way */
  constructor(way) {
    this.way = way;
  }

  /** On such a page all of it is always there. */
  whole = false;

  begin() {}

  join() {}

  draw() {
    const { way, sentence, tally } = this;
    // A screen reader says it when it changes, and only then.
    if (tally.textContent !== sentence) tally.textContent = sentence;
    way.put(
      tally,
      this.next(),
      this.warning(),
      dates(way.form, way.report),
      h("p.zk-actions", {}, way.hidden && way.toggle(way.place), way.tools()),
      ...way.said(),
    );
    this.signpost();
  }

  get sentence() {
    const { counts, answered, form, gated, report } = this.way;
    if (report?.elsewhere) return "你的情况不走本事项，下面的材料和步骤只供参考。";
    const shown = counts.filter(({ total }) => total);
    if (!answered || !gated) {
      const all = shown.map(({ total, rows }) => rows.some(total)).join("、");
      if (!gated) return `一共 ${all}，不分情况。`;
      return `下面是全部 ${all}。${form ? "答几题，就只留你要办的。" : ""}`;
    }
    const parts = shown.map(({ total, mine, rows }) => rows.sifted(total, mine));
    const maybe = counts.reduce((sum, each) => sum + each.maybe, 0);
    return `按你的回答：${parts.join("，")}${maybe ? `；其中 ${maybe} 项可能适用` : ""}。`;
  }

  /** The one thing to do next. */
  next() {
    const { way } = this;
    if (way.report?.elsewhere) return null;
    const left = way.gated ? way.ahead().length : 0;
    if (left) {
      const answer = () => lead(way.form?.querySelector("fieldset"));
      const label = way.answered ? `接着答（最多 ${left} 题）` : `先答几题（最多 ${left} 题）`;
      return h("p.zk-onward", {}, h("button.zk-button", { type: "button", onclick: answer }, label));
    }
    const open = way.rows.filter(({ list }) => list.due.some((box) => !box.checked));
    const begun = open.find(({ list }) => list.done[0]);
    const { list, papers } = begun ?? open[0] ?? {};
    const row = list?.due.find((each) => !each.checked)?.closest("li");
    if (!list || !row) return null;
    const title = row.querySelector("label")?.textContent?.trim().replace(/\s+/g, " ");
    // Rows stand in shadow roots there, where no anchor leads, and the address is the page's own.
    const href = (SUFFIX && way.page) + (row.id && `#${row.id}`);
    /** @param {Event} event */
    const go = (event) => {
      if (!SUFFIX) return;
      event.preventDefault();
      lead(row);
    };
    const label = papers ? (list.done[0] ? "接着备材料" : "先备材料") : list.done[0] ? "接着办" : "开始办";
    return h(
      "div.zk-onward",
      {},
      h("p", {}, h("a.zk-button", { href, onclick: go }, label)),
      !papers && h("p.zk-hint", {}, `接下来：${title}`),
    );
  }

  /** A condition that is not met comes before any step. */
  warning() {
    const { form, report } = this.way;
    if (report?.verdict !== "fail") return null;
    const look = () => lead(form?.querySelector(".zk-report h3"));
    return h("p.zk-onward", {}, "资格自查里有不符合的，先看怎么办。　", quiet("看结果", look));
  }

  /** Says inside the form how far it is to the list, and then that the list is there. */
  signpost() {
    const { form, gated, place, report } = this.way;
    form?.querySelector(".zk-there")?.remove();
    const asking = form?.querySelector("form");
    const beside = asking ?? form?.querySelector(".zk-report");
    if (!beside || report?.elsewhere || (asking && !gated)) return;
    const open = gated ? this.way.ahead().length : 0;
    beside.after(
      open
        ? h("p", { class: "zk-hint zk-there" }, `最多再答 ${open} 题，下面的清单就只留你要办的。`)
        : h(
            "p",
            { class: "zk-note zk-there" },
            gated && "你的清单筛好了。",
            asking && "可以先看清单，也可以接着答，把资格查完。",
            "　",
            quiet("看我的清单", () => lead(place)),
          ),
    );
  }
}
