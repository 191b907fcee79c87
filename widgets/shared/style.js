import BASE from "./style.css";

/** What has been put on each document and shadow root. @type {WeakMap<Node, Set<string>>} */
const worn = new WeakMap();
/** What was made of each text: several roots share it. @type {Map<string, CSSStyleSheet>} */
const made = new Map();

/**
 * Gives an element the look that all share, and puts what it needs besides where it stands.
 *
 * @param {Element} element on the page
 * @param {string[]} sheets as text
 */
export function dress(element, ...sheets) {
  element.classList.add("zk-element");
  wear(element, BASE, ...sheets);
}

/**
 * Puts sheets on the page or the shadow root that something stands in, each once, without inline style: a strict content
 * security policy is enough. Safari before 16.4 and Firefox before 101 have no constructed sheets: there the rules are
 * written into one that the page has; a shadow root has a file of all of them.
 *
 * @param {Node} place
 * @param {string[]} sheets as text
 */
export function wear(place, ...sheets) {
  const top = place.getRootNode();
  const shadow = "host" in top;
  const root = /** @type {Document | ShadowRoot} */ (shadow ? top : document);
  const there = worn.get(root) ?? new Set();
  worn.set(root, there);
  for (const css of sheets) {
    if (there.has(css)) continue;
    there.add(css);
    if (!adopted(root, css) && !shadow) insert(css);
  }
}

/** @param {Document | ShadowRoot} root @param {string} css @returns {boolean} whether this browser makes sheets */
function adopted(root, css) {
  try {
    const sheet = made.get(css) ?? new CSSStyleSheet();
    if (!made.has(css)) sheet.replaceSync(css);
    made.set(css, sheet);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
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
