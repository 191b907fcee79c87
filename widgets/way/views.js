/**
 * Which view of a guide is seen. It goes by the fragment of the address, so that links, history and the anchors of a
 * page without script are one thing; the page's sheet hides the rest by `data-case` on `<html>` and `data-here` on what
 * is asked for by name.
 *
 * @typedef {object} View
 * @property {"start" | "ask" | "form" | "answers" | "mine" | "step" | "material" | "part" | "whole"} kind
 * @property {string} id the fragment, without its `#`
 * @property {HTMLElement | null} at what it names on the page
 */

const root = document.documentElement;
const NAMED = /** @type {const} */ (["form", "answers", "mine", "whole"]);

/** Shows the whole guide as it was written, for good. */
export function uncover() {
  delete root.dataset.case;
  root.removeAttribute("data-waiting");
}

/** The heading and the block of a part of the guide. @param {HTMLElement} within @returns {HTMLElement[]} */
function partOf(within) {
  const block = /** @type {HTMLElement | null} */ (within.closest("[data-part]"));
  if (block) return [block, block.previousElementSibling].filter((each) => each instanceof HTMLElement);
  const next = within.matches("[data-of]") && within.nextElementSibling;
  return next instanceof HTMLElement ? [next, within] : [];
}

/**
 * @param {string} hash
 * @param {string[]} asked the names of the questions
 * @returns {View | null} null for a place outside of all views, such as the page's title
 */
export function viewOf(hash, asked) {
  let id = hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Then it names nothing.
  }
  const at = id ? document.getElementById(id) : null;
  for (const kind of NAMED) if (id === kind) return { kind, id, at };
  if (id.startsWith("ask-") && asked.includes(id.slice(4))) return { kind: "ask", id, at: null };
  if (!at || id === "start") return { kind: "start", id: "start", at: null };
  const kind = /^step-/.test(id) ? "step" : /^material-/.test(id) ? "material" : null;
  if (kind && at.matches("zikao-checklist li")) return { kind, id, at };
  return partOf(at)[0] ? { kind: "part", id, at } : null;
}

/** @param {View} view */
export function mark({ kind, at }) {
  for (const old of /** @type {Iterable<HTMLElement>} */ (document.querySelectorAll("[data-here]"))) delete old.dataset.here;
  root.dataset.case = kind === "form" ? "ask" : kind;
  const shown = kind === "part" && at ? partOf(at) : kind === "step" || kind === "material" ? [at] : [];
  for (const each of shown) if (each) each.dataset.here = "";
  const fold = at?.closest("details");
  if (fold && kind === "part") fold.open = true;
}

/** What the reader came through: where each view was left, and which view an entry of the history was opened from. */
export class Trail {
  /** Heights by the place in the history. @type {Map<number, number>} */
  heights = new Map();
  now = 0;
  hash = location.hash;

  constructor() {
    const { zk } = history.state ?? {};
    if (typeof zk === "number") this.now = zk;
    else this.write(0, null);
    addEventListener("popstate", () => this.stand());
    addEventListener("scroll", () => this.note(), { passive: true });
  }

  /**
   * @param {number} zk
   * @param {string | null} from
   */
  write(zk, from) {
    this.now = zk;
    history.replaceState({ ...history.state, zk, from }, "");
  }

  /** Notes where the history stands. */
  stand() {
    const { zk } = history.state ?? {};
    if (typeof zk === "number") this.now = zk;
    else if (location.hash !== this.hash) {
      this.write(this.now + 1, this.hash);
      // What stood in its place before the reader went back is gone.
      this.heights.delete(this.now);
    } else this.write(this.now, null);
  }

  /** Notes how far down the view is. Between a step in the history and the view that it leads to a browser moves the page
   * as far as what is still shown reaches: that is no view's height. */
  note() {
    if (this.hash === location.hash) this.heights.set(this.now, scrollY);
  }

  /** @returns {boolean} whether the address names another view than it did */
  arrive() {
    this.stand();
    const other = this.hash !== location.hash;
    this.hash = location.hash;
    return other;
  }

  /** How far down this view was left; new ones begin at their top. */
  get height() {
    return this.heights.get(this.now) ?? 0;
  }

  /** Goes to a view: back, where it is the one that this was opened from. @param {string} id */
  go(id) {
    const { from } = history.state ?? {};
    if (from === `#${id}` || (id === "start" && from === "")) history.back();
    else location.hash = id;
  }
}
