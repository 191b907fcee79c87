/** The little that every widget asks of its browser: elements, focus, events, faults. */

/**
 * What is behind the name of every element in the bundles for other people's pages, such as `-zh-cn`: there the plain
 * name is that of the host which holds the element in its shadow root.
 *
 * @type {string}
 */
export const SUFFIX = typeof INNER === "undefined" ? "" : INNER;

/** What a page may style in a shadow root, by the class of each. @type {Record<string, string>} */
export const PARTS = {
  "zk-button": "button",
  "zk-quiet": "button",
  "zk-line": "field",
  "zk-choice": "field",
  "zk-note": "note",
  "zk-verdict": "verdict",
};

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes, listeners (`onclick: fn`) and children. Text is always set as text, never as markup.
 *
 * @param {string} tag with a class behind a dot, if it has one: `p.zk-hint`
 * @param {Record<string, unknown>} [props] true sets a bare attribute; false, null and undefined set none
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name = "", kind = ""] = tag.split(".");
  const element = document.createElement(name);
  if (kind) element.className = kind;
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  const part = SUFFIX && PARTS[element.classList[0] ?? ""];
  if (part) element.setAttribute("part", part);
  for (const child of children.flat()) {
    if (child) element.append(...(typeof child === "string" ? marked(child) : [child]));
  }
  if (MARKS && chinese(props["aria-label"], children.flat())) element.lang = "zh-CN";
  return element;
}

/** Whether what is shown may be in another language than this bundle: that of the rulebooks, which is Chinese. */
export const MARKS = typeof FOREIGN !== "undefined" && FOREIGN;

/** Chinese and what stands between it, up to the next word of another language. */
const CHINESE = /([\u3000-\u303f\u3400-\u9fff\uff00-\uffef](?:[^A-Za-z]*[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])?)/;

/**
 * Whether what is read out of an element begins in Chinese, and nothing else in it is of another language: a name that is
 * read out has no language but its element's.
 *
 * @param {unknown} label @param {Child[]} children
 */
const chinese = (label, children) =>
  typeof label === "string" && label.search(CHINESE) === 0 && children.every((each) => !each || (typeof each === "string" && CHINESE.test(each)));

/** A text whose Chinese is marked for those who have it read out. @param {string} text @returns {(Node | string)[]} */
function marked(text) {
  if (!MARKS) return [text];
  return text.split(CHINESE).map((part, at) => (at % 2 ? Object.assign(document.createElement("span"), { lang: "zh-CN", textContent: part }) : part));
}

/** Writes what has words of the rulebooks in it, in place of what was said before. @param {Element} place @param {string} text */
export function write(place, text) {
  place.replaceChildren(...marked(text));
}

/**
 * A plain-looking button for everything but the main action.
 *
 * @param {string} label
 * @param {() => void} onclick
 * @param {Record<string, unknown>} [props]
 */
export function quiet(label, onclick, props = {}) {
  return h("button.zk-quiet", { type: "button", onclick, ...props }, label);
}

let serial = 0;

/** An id that no other widget of the page has. */
export function freshId() {
  return `zk${(serial += 1)}`;
}

/**
 * The name under which an element is registered.
 *
 * @param {string} name as our own pages write it
 */
export const inner = (name) => name + SUFFIX;

/**
 * Registers an element once; a page may load two copies of a widget.
 *
 * @param {string} name as our own pages write it
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(inner(name))) customElements.define(inner(name), element);
}

/**
 * Listens until it is told to end: an element that leaves a page lets go of it.
 *
 * @param {EventTarget} target
 * @param {string} type
 * @param {(event: any) => void} heard
 * @returns {() => void} ends it
 */
export function listen(target, type, heard) {
  target.addEventListener(type, heard);
  return () => target.removeEventListener(type, heard);
}

/**
 * Tells the page what happened inside a widget.
 *
 * @param {Element} element
 * @param {"ready" | "progress" | "result" | "error"} what
 * @param {unknown} [detail]
 */
export function tell(element, what, detail) {
  element.dispatchEvent(new CustomEvent(`zikao-${what}`, { detail, bubbles: true, composed: true }));
}

/**
 * Puts focus on something, be it no control by itself, and brings into view the question or the note that it stands in.
 *
 * @param {HTMLElement | null | undefined} target
 */
export function lead(target) {
  if (!target) return;
  const fold = target.closest("details");
  if (fold) fold.open = true;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  (target.closest(".zk-question, .zk-note") ?? target).scrollIntoView();
}

/** @typedef {{field: HTMLElement, message: string}} Fault field: the control that should get focus */

/**
 * GOV.UK's error summary: takes focus once it is on the page, and each line leads to its field.
 *
 * @param {Fault[]} faults
 * @returns {HTMLElement}
 */
export function errorSummary(faults) {
  const items = faults.map(({ field, message }) => {
    /** @param {Event} event */
    const go = (event) => {
      event.preventDefault();
      lead(field);
    };
    return h("li", {}, h("a", { href: `#${field.id}`, onclick: go }, message));
  });
  return h(
    "div.zk-errors",
    { role: "alert", tabindex: "-1" },
    h("b", {}, `有 ${faults.length} 处要改`),
    h("ul", {}, items),
  );
}

/**
 * Says at a control what is wrong with it, or with null that nothing is.
 *
 * @param {HTMLElement} place the empty paragraph kept for it; its id stands in the controls' aria-describedby
 * @param {HTMLElement[]} controls
 * @param {string | null} message
 */
export function flag(place, controls, message) {
  write(place, message ? `错误：${message}` : "");
  place.hidden = !message;
  place.parentElement?.classList.toggle("zk-invalid", !!message);
  for (const control of controls) {
    if (message) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
