/**
 * A page without a browser, for unit tests of what makes and reads elements; layout, focus rings and policies are for
 * the tests in a real one. Import it before the code under test.
 */
import { Window } from "happy-dom";
import { Carrier } from "./carrier.js";

const window = new Window({ url: "https://guide.example/anhui/graduation/" });
// It is not happy-dom's.
Object.assign(window, { origin: window.location.origin });
const names =
  "window document location localStorage navigator customElements HTMLElement Element Node Event CustomEvent File CSSStyleSheet".split(" ");
for (const name of names) {
  const value = name === "window" ? window : /** @type {any} */ (window)[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
for (const name of ["addEventListener", "removeEventListener", "scrollTo"]) {
  Object.defineProperty(globalThis, name, { value: /** @type {any} */ (window)[name].bind(window), configurable: true });
}
Object.assign(globalThis, { XMLHttpRequest: Carrier });
window.document.documentElement.lang = "zh-CN";

/**
 * Makes the body anew.
 *
 * @param {string} html
 * @returns {HTMLElement} the body
 */
export function page(html) {
  localStorage.clear();
  // Elements meet their content whole, as they do where scripts wait for the page.
  const written = document.createElement("div");
  written.innerHTML = html;
  document.body.replaceChildren(...written.childNodes);
  return document.body;
}
