// Takes the index once, and shows what is found for what is typed, spoken or pasted.

import { mended } from "./mend.js";
import { find, offered } from "./rank.js";
import { read } from "./shelf.js";

/**
 * @param {HTMLElement} bar the search with its words, see partials/search.html
 */
export async function attach(bar) {
  /** @type {<T extends HTMLElement>(selector: string) => T} */
  const part = (selector) => /** @type {any} */ (bar.querySelector(selector));
  const query = /** @type {HTMLInputElement} */ (part(".zs-query"));
  const told = part(".zs-told");
  const list = part(".zs-found");
  const words = /** @type {HTMLTemplateElement} */ (part("template")).content;
  const address = new URL(bar.dataset.index ?? "", document.baseURI);
  const top = new URL("..", address);

  /** @type {(what: string, ...filled: (string | number)[]) => string} */
  const say = (what, ...filled) => {
    const text = words.querySelector(`[data-told=${what}]`)?.textContent ?? "";
    return filled.reduce((/** @type {string} */ said, value) => said.replace("#", () => String(value)), text);
  };
  /** @type {(...sentences: string[]) => void} */
  const tell = (...sentences) => {
    told.textContent = sentences.join("");
  };

  /** @type {import("./rank.js").Shelf | undefined} */
  let shelf;
  /** @type {Promise<void> | undefined} */
  let coming;
  const fetchShelf = async () => {
    const answer = await fetch(address.href);
    if (!answer.ok) throw new Error(String(answer.status));
    shelf = read(await answer.json());
  };

  const show = async () => {
    if (!shelf) {
      tell(say("loading"));
      try {
        await (coming = coming || fetchShelf());
      } catch {
        coming = undefined;
        list.replaceChildren();
        tell(say("failed"));
        return;
      }
    }
    const typed = query.value.trim(); // read after the wait: more may have been typed
    if (!shelf) return;
    const { query: asked, instead } = mended(shelf, typed);
    const mine = place(top);
    const { number, pages } = find(shelf, asked, mine);
    // Who has typed nothing yet, or nothing that is there, may want what most come for.
    const shown = number ? pages : offered(shelf, mine);
    const first = shown.findIndex(({ elsewhere }) => elsewhere);
    const items = shown.map((page) => entry(page, top));
    if (first >= 0) items.splice(first, 0, apart(say("elsewhere")));
    list.replaceChildren(...items);
    list.classList.toggle("zs-offered", !number);
    list.scrollTop = 0;
    if (!typed) tell(say("empty"));
    else if (!number) tell(say("none", typed));
    else {
      const count = number > pages.length ? say("more", pages.length) : say("found", number);
      tell(instead ? say("mended", ...instead) : "", count);
    }
  };

  query.addEventListener("input", (event) => {
    // What an input method still spells out is no query yet.
    if (!(/** @type {InputEvent} */ (event).isComposing)) show();
  });
  query.addEventListener("compositionend", show);
  await show();
}

/**
 * Id of the province that the reader has chosen (src/zikao/site/theme/partials/place.html), else of the one whose page is
 * open; a site without such a choice has a folder for each province, too.
 *
 * @param {URL} top of the site
 */
function place(top) {
  try {
    const { id } = JSON.parse(localStorage.getItem("zikao:place") ?? "{}") ?? {};
    if (typeof id === "string") return id;
  } catch {
    // Nothing is kept here.
  }
  return location.href.startsWith(top.href) ? (/^[a-z0-9-]+/.exec(location.href.slice(top.href.length)) ?? [""])[0] : "";
}

/** A line between the reader's province and others. @param {string} text */
function apart(text) {
  const item = document.createElement("li");
  item.className = "zs-apart";
  item.textContent = text;
  return item;
}

/**
 * @param {import("./rank.js").Found} page
 * @param {URL} top of the site
 */
function entry(page, top) {
  const item = document.createElement("li");
  item.append(link(page, top, page.above));
  if (page.sections.length) {
    const inside = document.createElement("ul");
    for (const section of page.sections) {
      const part = document.createElement("li");
      part.append(link(section, top));
      inside.append(part);
    }
    item.append(inside);
  }
  return item;
}

/**
 * @param {import("./rank.js").Hit} hit
 * @param {URL} top
 * @param {string} [above] where its page stands
 */
function link(hit, top, above) {
  const made = document.createElement("a");
  made.href = new URL(hit.location, top).href;
  const title = made.appendChild(document.createElement("b"));
  title.append(...marked(hit.title));
  if (above) made.appendChild(document.createElement("small")).textContent = above;
  if (hit.excerpt.length) made.appendChild(document.createElement("span")).append(...marked(hit.excerpt));
  return made;
}

/** @param {import("./rank.js").Piece[]} pieces */
function marked(pieces) {
  return pieces.map(({ text, hit }) => {
    if (!hit) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
