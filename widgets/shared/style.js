import BASE from "./style.css";

/** @type {Set<string>} */
const worn = new Set();

/**
 * Gives an element the look that all share, and puts what it needs besides on the page.
 *
 * @param {Element} element
 * @param {string[]} sheets as text
 */
export function dress(element, ...sheets) {
  element.classList.add("zk-element");
  wear(BASE, ...sheets);
}

/**
 * Puts sheets on the page, each once. Constructed sheets need no inline style, so a strict content security policy is
 * enough; a browser too old for them shows the widgets plain, but whole.
 *
 * @param {string[]} sheets as text
 */
export function wear(...sheets) {
  for (const css of sheets.filter((each) => !worn.has(each))) {
    worn.add(css);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      // Safari before 16.4.
    }
  }
}
