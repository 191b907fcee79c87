// Examples name the site by a word that stands for its address. Whoever reads them here reads them at that address.
import { copied } from "./copied.js";

const mark = /** @type {HTMLElement} */ (document.querySelector("[data-guide]"));
const preview = /** @type {HTMLAnchorElement} */ (mark.querySelector("a")).href;
/** Address of the site, with a slash at its end: the page knows where the preview is. */
export const site = preview.slice(0, preview.lastIndexOf("embed/preview/"));
const GUIDE = /** @type {string} */ (mark.dataset["guide"]);

/** Text pieces of code first: a tag's address, then a policy's, which has an origin alone. */
const places = [
  [GUIDE, site],
  [GUIDE.slice(0, -1), new URL(site).origin],
];

for (const code of document.querySelectorAll("code")) {
  const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = /** @type {Text} */ (walk.currentNode);
    for (const [word = "", place = ""] of places) {
      if (text.data.includes(word)) text.data = text.data.split(word).join(place);
    }
  }
}

for (const button of document.querySelectorAll('button[data-ze="copy"]')) copied(/** @type {HTMLButtonElement} */ (button));
