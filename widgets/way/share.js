import { SUFFIX, h, quiet } from "../shared/browser.js";
import { shown } from "../shared/known.js";
import { leftOut, portable, read, write } from "./link.js";

/** @typedef {import("./link.js").State} State */

const BAD = "这个链接不完整或者被改动过，没有载入；本机原来的回答和勾选都没有动。";

/** Answers and ticks as a link, out and in. */
export class Share {
  /** The open box with the link. @type {HTMLElement | null} */
  box = null;

  /** @param {import("./way.js").Way} way */
  constructor(way) {
    this.way = way;
  }

  get asks() {
    return this.way.form?.asks ?? {};
  }

  /** Version of the rules that the link is from. */
  get version() {
    const { form, rows, version } = this.way;
    const named = version || form?.compiled?.stamp.version || rows[0]?.list.version || "0";
    // A page that is not ours may have boxes which the guide does not: what it knows is taken then.
    return SUFFIX && rows.some(({ list }) => !list.drawn) ? `${named}-page` : named;
  }

  /** What is on this device. @returns {State} */
  get state() {
    const { answers, skipped } = this.way.form?.talk?.held() ?? { answers: {}, skipped: [] };
    return { answers, skipped, ticks: this.each(({ list }) => list.done) };
  }

  /**
   * Something of every list, by the part of its name behind the procedure's.
   *
   * @template T
   * @param {(rows: import("./rows.js").Rows) => T} of
   * @returns {Record<string, T>}
   */
  each(of) {
    const { rows, guide } = this.way;
    return Object.fromEntries(rows.map((each) => [each.list.guide.slice(guide.length), of(each)]));
  }

  open() {
    const { asks, state } = this;
    const link = this.way.page + write(this.version, state, asks);
    const taken = portable(state.answers, asks);
    const given = Object.keys(taken);
    const ticked = Object.values(state.ticks).flat().length;
    const text = /** @type {HTMLTextAreaElement} */ (
      h("textarea.zk-link", { readonly: true, rows: 3, "aria-label": "链接", onfocus: () => text.select() })
    );
    text.value = link;
    const copied = h("p", { role: "status" });
    const copy = async () => {
      copied.textContent = (await clipped(text))
        ? "已复制。发到另一台设备上打开就行。"
        : "没能自动复制：请长按上面的链接，全选后复制。";
    };
    const left = leftOut(state.answers, asks);
    this.box = h(
      "div.zk-share",
      { role: "group", "aria-label": "带到另一台设备" },
      h(
        "p",
        {},
        `链接里有你的 ${given.length} 个回答和 ${ticked} 个勾选，没有姓名和任何证件号码。`,
        left > 0 && `你自己打字填的 ${left} 项不放进链接。`,
        "拿到链接的人看得到这些；它们写在网址的 # 后面，打开时不会发给服务器。",
        !!SUFFIX && `打开的是指南网站 ${new URL(this.way.page).host} 上的这个事项，在那里接着办。`,
      ),
      given[0] &&
        h(
          "details.zk-fold",
          {},
          h("summary", {}, "链接里的回答"),
          h(
            "ul",
            {},
            given.map((name) => h("li", {}, `${asks[name]?.ask}${shown(taken[name], asks[name])}`)),
          ),
        ),
      text,
      h("p.zk-actions", {}, h("button.zk-button", { type: "button", onclick: copy }, "复制链接"), quiet("收起", () => this.close())),
      copied,
    );
    this.way.hush();
    text.focus();
  }

  close() {
    this.box = null;
    this.way.hush();
  }

  /** Takes what the address brings. */
  arrive() {
    const fragment = location.hash;
    const { way, asks } = this;
    const { version } = way;
    const boxes = this.each(({ list }) => list.boxes.map((box) => box.dataset.step ?? box.id));
    const brought = read(fragment, asks, boxes, (answers) => way.form?.talk?.fits(answers) ?? {});
    // A form that did not load takes no answers, and cannot say whether they fit.
    const formless = !way.form?.talk && way.asked;
    if (brought && formless) return this.half(brought.state);
    // Of this version everything has to fit; of another one what still does is taken.
    if (!brought || (!brought.whole && brought.version === version)) return this.done(BAD);
    const { state } = this;
    const same = write("", state, asks) === write("", brought.state, asks);
    const own = size(state);
    if (own === 0 || same) {
      this.take(brought);
      // Whose it is, only the reader knows.
      if (!same) way.note?.append("　", quiet("不是我的，清除", () => way.ask()));
      return;
    }
    way.say(
      `链接带来 ${size(brought.state)} 项回答和勾选，本机已经有 ${own} 项。用哪一份？　`,
      quiet("用链接里的", () => this.take(brought)),
      "　",
      quiet("保留本机的", () => this.done("保留了本机的回答和勾选。")),
    );
    way.note?.focus();
  }

  /** Takes the ticks alone; the link stays in the address, for the next try. @param {State} state */
  half({ ticks }) {
    const lists = Object.entries(this.each((each) => each));
    const own = lists.some(([, { list }]) => list.done[0]);
    if (!own) for (const [name, { list }] of lists) list.take(ticks[name] ?? []);
    const count = Object.values(ticks).flat().length;
    const taken = own ? "本机已经有勾选，链接里的没有载入。" : `已载入链接里的 ${count} 个勾选。`;
    this.way.say(`${taken}自查表没有载入，链接里的回答还没有用上；刷新本页再试。`);
  }

  /** @param {NonNullable<ReturnType<typeof read>>} brought */
  take({ state, version, whole }) {
    const { way } = this;
    for (const [name, rows] of Object.entries(this.each((each) => each))) {
      rows.list.take(state.ticks[name] ?? []);
    }
    way.form?.talk?.take(state);
    const part = whole ? "" : `链接来自规则 ${version}，已经不适用的没有载入，请核对一遍。`;
    this.done(`已载入链接里的 ${size(state)} 项回答和勾选，存在本机。${part}`);
  }

  /**
   * Says what came of a link and clears it from the address bar.
   *
   * @param {string} message
   */
  done(message) {
    history.replaceState(history.state, "", location.pathname + location.search);
    this.way.say(message);
    // Not left in a question far above, nor on a button that is gone.
    this.way.note?.focus({ preventScroll: true });
    this.way.note?.scrollIntoView({ block: "center" });
  }
}

/** @param {State} state */
function size({ answers, skipped, ticks }) {
  return Object.keys(answers).length + skipped.length + Object.values(ticks).flat().length;
}

/**
 * Puts a field's text on the clipboard; pages inside apps often may not.
 *
 * @param {HTMLTextAreaElement} text
 * @returns {Promise<boolean>}
 */
async function clipped(text) {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    text.select();
    return document.execCommand("copy");
  }
}
