import { freshId, h, lead, quiet } from "../shared/browser.js";
import { itemCalled, itemNamed } from "../shared/known.js";
import { fault } from "./answers.js";
import { choice, field, framed } from "./fields.js";

/**
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {import("./fields.js").Field} Field
 * @typedef {Record<string, any>} Answers
 * @typedef {{box: HTMLDetailsElement, fields: Map<string, Field>}} Item
 */

/**
 * A question whose answer is a list, as a fieldset: every item folds away, the one that is being filled in stands open.
 * `read` gives the items that say anything, [] for the answer that there is none, undefined where nothing is said.
 *
 * @param {Ask} ask
 * @param {unknown} answer what was answered before
 * @returns {Field}
 */
export function list(ask, answer) {
  const id = freshId();
  /** @type {Item[]} */
  const items = [];
  const place = h("div.zk-items", { onchange: () => name() });
  const said = h("p", { role: "status" });
  const asks = Object.entries(ask.items ?? {}).map(
    ([name, asked]) => /** @type {[string, Ask]} */ ([name, { ...asked, takes: ask.takes.items.properties[name] }]),
  );
  const most = ask.takes.maxItems;
  const full = h("p.zk-hint", {}, `最多填 ${most} 项。`);
  const more = quiet("", () => {
    put(items.length, {}, true);
    lead(first());
  });
  const none = ask.none ? choice(id, "checkbox", ["none", ask.none], Array.isArray(answer) && !answer[0]) : null;
  none?.control.addEventListener("change", () => name());

  /** The first control of the last item, be it folded away its name, else what adds one. @returns {HTMLElement} */
  const first = () => {
    const last = items[items.length - 1];
    if (!last || place.hidden) return more.hidden && none ? none.control : more;
    return (last.box.open && [...last.fields.values()][0]?.control) || /** @type {HTMLElement} */ (last.box.firstElementChild);
  };

  /** Calls everything by its place, and shows what there is to do. */
  const name = () => {
    for (const [at, { box, fields }] of items.entries()) {
      const [title, group, drop] = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("summary, [role=group], .zk-drop")]);
      const called = itemCalled(ask, at);
      title?.replaceChildren(itemNamed(given(fields), at, ask));
      group?.setAttribute("aria-label", called);
      if (drop) drop.textContent = `删去${called}`;
    }
    more.textContent = items[0] ? `再加${ask.one}` : `填${ask.one}`;
    place.hidden = !!none?.control.checked;
    more.hidden = place.hidden || items.length >= most;
    full.hidden = place.hidden || items.length < most;
  };

  /** Puts an item at a place; the others fold away. @type {(at: number, item: Answers, open: boolean) => void} */
  const put = (at, item, open) => {
    const fields = new Map(asks.map(([name, asked]) => [name, field(asked, item[name], true)]));
    const box = /** @type {HTMLDetailsElement} */ (
      h(
        "details.zk-fold",
        { open, ontoggle: name },
        h("summary", {}),
        h(
          "div",
          { role: "group" },
          [...fields.values()].map(({ box }) => box),
          h("p.zk-actions", {}, quiet("", () => drop(box), { class: "zk-quiet zk-drop" })),
        ),
      )
    );
    if (open) for (const { box } of items) box.open = false;
    place.insertBefore(box, items[at]?.box ?? null);
    items.splice(at, 0, { box, fields });
    said.replaceChildren();
    name();
  };

  /** @param {HTMLDetailsElement} box */
  const drop = (box) => {
    const at = items.findIndex((item) => item.box === box);
    const [{ fields } = { fields: new Map() }] = items.splice(at, 1);
    const item = given(fields);
    box.remove();
    name();
    const undo = () => {
      put(at, item, true);
      lead(items[at]?.box.querySelector("summary"));
    };
    said.replaceChildren(`已删去${itemNamed(item, at, ask)}。　`, quiet("撤销", undo));
    lead(said);
  };

  const before = Array.isArray(answer) ? answer : [];
  for (const item of before[0] ? before : [{}]) put(items.length, item, !before[1]);

  const made = framed(id, ask, {
    controls: [],
    parts: [place, said, full, h("p.zk-actions", {}, more), ...(none ? [none.label] : [])],
    read() {
      if (none?.control.checked) return [];
      const said = items.map(({ fields }) => given(fields)).filter((item) => Object.keys(item)[0]);
      return said[0] ? said : undefined;
    },
  });

  return {
    ...made,
    get control() {
      return first();
    },
    inside: () => {
      if (none?.control.checked) return [];
      return items.flatMap(({ box, fields }, at) =>
        asks.flatMap(([name, asked]) => {
          const { read, blame, control } = /** @type {Field} */ (fields.get(name));
          const answer = read();
          const message = answer == null ? null : fault(asked, answer);
          blame(message);
          if (!message) return [];
          box.open = true;
          return [{ field: control, message: `${itemCalled(ask, at)}的${asked.ask}：${message}` }];
        }),
      );
    },
  };
}

/** What is filled in of an item. @param {Map<string, Field>} fields @returns {Answers} */
function given(fields) {
  return Object.fromEntries([...fields].map(([name, { read }]) => [name, read()]).filter(([, answer]) => answer !== undefined));
}
