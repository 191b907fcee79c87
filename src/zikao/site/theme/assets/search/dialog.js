// The search's dialog: opening, closing, keys. On every page; what searches is loaded when it is first opened.

const bar = /** @type {HTMLElement} */ (document.querySelector(".zs"));
/** @type {<T extends HTMLElement>(selector: string) => T} */
const part = (selector) => /** @type {any} */ (bar.querySelector(selector));
const over = part(".zs-over");
const query = /** @type {HTMLInputElement} */ (part(".zs-query"));
const KEYS = ["/", "s", "f"];

/** @type {Promise<void> | undefined} */
let ready;

/** Shows the dialog; the field has the focus at once, or a phone would not bring up its keys. */
function open() {
  over.hidden = false;
  document.documentElement.classList.add("zs-on");
  query.focus();
  query.select();
  ready = ready || import("./results.js").then(({ attach }) => attach(bar));
  ready.catch(() => {
    ready = undefined; // tried anew when it is opened again
    part(".zs-told").textContent = /** @type {HTMLTemplateElement} */ (part("template")).content.querySelector(
      "[data-told=failed]",
    )?.textContent ?? "";
  });
}

function close() {
  over.hidden = true;
  document.documentElement.classList.remove("zs-on");
  part(".zs-open").focus();
}

/** Moves the focus along the field and the results, round the dialog's ends with the tabulator.
 * @param {string} what @param {number} by */
function move(what, by) {
  const stops = /** @type {HTMLElement[]} */ ([...over.querySelectorAll(what)]);
  const here = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  stops[(here + by + stops.length) % stops.length]?.focus();
}

part(".zs-open").addEventListener("click", open);
part(".zs-close").addEventListener("click", close);
over.addEventListener("click", ({ target }) => {
  // Beside the panel, or a result: one on this very page would else stay covered.
  if (target === over || /** @type {Element} */ (target).closest("a")) close();
});
part(".zs-form").addEventListener("submit", (event) => {
  event.preventDefault();
  /** @type {HTMLElement | null} */ (over.querySelector(".zs-found:not(.zs-offered) a"))?.click();
});
over.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) move(".zs-query, .zs-found a", step);
  else if (event.key === "Tab") move(".zs-query, .zs-close, .zs-found a", event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const typing = /** @type {Element} */ (target).closest("input, select, textarea, [contenteditable], .zs-over");
  if (ctrlKey || metaKey || altKey || typing || !KEYS.includes(key)) return;
  event.preventDefault();
  open();
});

const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  query.value = asked;
  open();
}
