import { h } from "../shared/browser.js";

/**
 * The reader's own list: a row a step, the papers by themselves, and one folded line for what does not concern them.
 *
 * @typedef {import("./rows.js").Rows} Rows
 *
 * @typedef {object} Item
 * @property {HTMLElement} row where the page tells all of it
 * @property {string} id
 * @property {string} title
 * @property {string} by who does it, where it is not the reader
 * @property {HTMLInputElement | null} box
 * @property {number} number of the reader's own; 0 without a box or where it does not apply
 * @property {boolean} off whether it does not apply
 * @property {boolean} maybe whether that is not known
 * @property {string} because why it applies or does not
 * @property {string[]} after ids of what comes before
 */

/** What a step or a paper is called, without its number. @param {HTMLElement} row */
function called(row) {
  const words = /** @type {HTMLElement | null} */ (row.querySelector("label, b"))?.cloneNode(true);
  if (!(words instanceof HTMLElement)) return "";
  words.querySelector(".zg-number")?.remove();
  return words.textContent?.trim().replace(/\s+/g, " ") ?? "";
}

/** @param {Rows | undefined} rows @returns {Item[]} */
export function items(rows) {
  let number = 0;
  const listed = /** @type {HTMLElement[]} */ ([...(rows?.list.querySelectorAll("li[id^=step-], li[id^=material-]") ?? [])]);
  return listed.map((row) => {
    const box = /** @type {HTMLInputElement | null} */ (row.querySelector("label input"));
    const off = row.hasAttribute("data-off");
    return {
      row,
      id: row.id,
      title: called(row),
      by: box ? "" : (row.querySelector(".zg-term")?.textContent ?? ""),
      box,
      number: box && !off ? (number += 1) : 0,
      off,
      maybe: row.hasAttribute("data-maybe"),
      because: row.querySelector(".zk-because")?.textContent ?? "",
      after: (row.dataset.needs ?? "").split(" ").filter(Boolean).map((each) => `step-${each}`),
    };
  });
}

/** What comes before an item, concerns the reader and is not done. @param {Item} item @param {Item[]} all @returns {Item | undefined} */
export function before(item, all) {
  const earlier = all.filter(({ id, off }) => !off && item.after.includes(id));
  for (const each of earlier) {
    if (each.box && !each.box.checked) return each;
    // What an office does cannot be ticked; what it waits for can.
    const waits = each.box ? undefined : before(each, all);
    if (waits) return waits;
  }
  return undefined;
}

/** The next thing to do, after one of them or at all. @param {Item[]} all @param {Item} [last] */
export function open(all, last) {
  const left = all.filter(({ box, off }) => box && !box.checked && !off);
  const later = left.filter((each) => !before(each, all));
  const from = last ? all.indexOf(last) : -1;
  return later.find((each) => all.indexOf(each) > from) ?? later[0] ?? left[0];
}

/** Gives the steps the reader's own numbers; null: those of the page. @param {Item[] | null} steps @param {HTMLElement} list */
export function renumber(steps, list) {
  for (const place of /** @type {Iterable<HTMLElement>} */ (list.querySelectorAll(".zg-number"))) {
    place.dataset.written ??= place.textContent ?? "";
    const own = steps?.find(({ row }) => row.contains(place))?.number;
    place.textContent = own ? `${own}` : place.dataset.written;
  }
  for (const link of /** @type {Iterable<HTMLElement>} */ (list.querySelectorAll("[data-after] a"))) {
    link.dataset.written ??= link.textContent ?? "";
    const own = steps?.find(({ id }) => link.getAttribute("href") === `#${id}`)?.number;
    link.textContent = own ? `第 ${own} 步` : link.dataset.written;
  }
}

/** @param {Item} item @param {Item[]} all @returns {[name: string, words: string]} */
function state(item, all) {
  if (item.box?.checked) return ["done", "已做"];
  const first = before(item, all);
  if (first) return ["later", first.number ? `先做第 ${first.number} 步` : `先${first.title}`];
  if (item.maybe) return ["maybe", "可能适用"];
  return item.box ? ["open", "未开始"] : ["theirs", `${item.by}办`];
}

/**
 * When a step may be done, in one line, where its page knows.
 *
 * @param {HTMLElement} row
 * @param {Set<string>} told what rows above say already: steps of one window stand below each other
 */
function due(row, told) {
  const [dates, until] = [".zg-opens .zg-dates", ".zg-opens zikao-until"].map((each) => row.querySelector(each));
  const words = dates?.textContent?.trim();
  if (!words || !until || told.has(words)) return null;
  told.add(words);
  return h("small.zk-due", {}, until.cloneNode(true), words);
}

/** @param {Item[]} steps */
export function stepList(steps) {
  /** @type {Set<string>} */
  const told = new Set();
  const rows = steps
    .filter(({ off }) => !off)
    .map((item) => {
      const [name, words] = state(item, steps);
      return h(
        "li",
        { "data-state": name },
        h("a", { href: `#${item.id}`, "data-name": item.id }, h("b", {}, item.number ? `${item.number}` : "·"), h("span", {}, item.title, due(item.row, told))),
        h("span.zk-state", {}, words),
      );
    });
  return h("ol.zk-tasks", {}, rows);
}

/** Papers can be ticked where they stand: they are got ready one by one, not opened. @param {Item[]} papers */
export function paperList(papers) {
  const rows = papers
    .filter(({ off }) => !off)
    .map(({ box, id, title, maybe }) => {
      const tick = () => box?.click();
      const own = h("input", { type: "checkbox", autocomplete: "off", "data-name": `tick-${id}`, "aria-label": `备好了：${title}`, onchange: tick });
      /** @type {HTMLInputElement} */ (own).checked = !!box?.checked;
      return h(
        "li",
        { "data-state": box?.checked ? "done" : "open" },
        h("label.zg-tick", {}, own),
        h("a", { href: `#${id}`, "data-name": id }, h("span", {}, title)),
        maybe && h("span.zk-state", {}, "可能适用"),
      );
    });
  return h("ul.zk-tasks", {}, rows);
}

/** What does not concern the reader, in one line with the reasons behind it. @param {Item[]} all */
export function notMine(all) {
  const off = all.filter((each) => each.off);
  if (!off[0]) return null;
  const rows = off.map(({ id, title, because }) =>
    h("li", {}, h("a", { href: `#${id}` }, title), h("p.zk-hint", {}, because)),
  );
  return h("details.zk-fold", {}, h("summary", {}, `按你的回答不用办的（${off.length}）`), h("ul.zk-off-list", {}, rows));
}
