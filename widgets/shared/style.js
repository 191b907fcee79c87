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
 * Puts sheets on the page, each once, without inline style: a strict content security policy is enough. Safari before
 * 16.4 and Firefox before 101 have no constructed sheets: there the rules are written into one that the page has.
 *
 * @param {string[]} sheets as text
 */
export function wear(...sheets) {
  for (const css of sheets) {
    if (worn.has(css)) continue;
    worn.add(css);
    if (!adopted(css)) insert(css);
  }
}

/** @param {string} css @returns {boolean} whether this browser makes sheets */
function adopted(css) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return true;
  } catch {
    return false;
  }
}

/** @param {string} css goes behind all rules of the page's own, as a made sheet would, and in one piece */
function insert(css) {
  for (const sheet of [...document.styleSheets].reverse()) {
    if (sheet.disabled || sheet.media.mediaText) continue;
    try {
      sheet.insertRule(`@media all{${css}}`, sheet.cssRules.length);
      return;
    } catch {
      // Of another origin, whose rules are not for us.
    }
  }
  console.warn("zikao: no style sheet of this origin to write into; the elements are shown plain");
}
