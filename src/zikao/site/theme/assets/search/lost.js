// On the page for addresses that do not exist: the pages that an address may have meant, and what to search for.

/** @typedef {{location: string, title: string}} Known a page or a section, and what it is called */

const MOST = 3;
const ALIKE = 0.6; // below it, an address is taken for no misspelling of another
const DEEPER = 0.9; // what each folder more or less costs
const LAST = 0.6; // what the last part of an address weighs, against where it stands

/**
 * The pages whose addresses are nearest to one that does not exist, best first.
 *
 * @param {string} address below the site: "anhui/graduatoin/index.html"
 * @param {Known[]} known
 * @returns {Known[]}
 */
export function nearest(address, known) {
  const asked = parts(address);
  if (!asked.length) return [];
  // A province that has no pages of its own has a place on a page of all such.
  const [place] = known.filter(({ location }) => location === `places/#${asked[0]}`);
  const near = known
    .filter(({ location }) => location && !location.includes("#"))
    .map((page) => ({ page, score: alike(asked, parts(page.location)) }))
    .filter(({ score }) => score >= ALIKE)
    .sort((one, another) => another.score - one.score)
    .map(({ page }) => page);
  return [...(place ? [place] : []), ...near].slice(0, MOST);
}

/**
 * What to look for: the Chinese words of the address, else what the nearest page is called.
 *
 * @param {string} address
 * @param {Known[]} near the best first
 */
export function asked(address, [...guesses]) {
  const words = decoded(address).match(/[\u3400-\u9fff]+/g);
  // A place is where to go, not what was asked for.
  const near = guesses.find(({ location }) => !location.includes("#"));
  return words ? words.join(" ") : (near?.title.split(/[：|]/).pop() ?? "").trim();
}

/** @param {string} address */
function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** @param {string} address */
function parts(address) {
  return decoded(address)
    .toLowerCase()
    .replace(/(index)?\.(html?|md)$/, "")
    .split(/[/\\]+/)
    .map((part) => part.replace(/[_\s]+/g, "-"))
    .filter(Boolean);
}

/** From 0 to 1. @param {string[]} asked @param {string[]} known */
function alike(asked, known) {
  const last = similar(asked[asked.length - 1] ?? "", known[known.length - 1] ?? "");
  const before = similar(asked.slice(0, -1).join("/"), known.slice(0, -1).join("/"));
  return (LAST * last + (1 - LAST) * before) * DEEPER ** Math.abs(asked.length - known.length);
}

/** How much two words have in common, by Levenshtein's distance. @param {string} one @param {string} another */
function similar(one, another) {
  const longest = Math.max(one.length, another.length);
  if (!longest) return 1;
  let row = [...Array(another.length + 1).keys()];
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let place = 0; place < another.length; place += 1) {
      const replaced = (row[place] ?? 0) + (another[place] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[another.length] ?? 0) / longest;
}

/** @param {HTMLFormElement} form */
async function help(form) {
  form.hidden = false;
  const index = new URL(form.dataset.index ?? "", document.baseURI);
  const top = new URL("..", index);
  const below = location.pathname.startsWith(top.pathname) ? location.pathname.slice(top.pathname.length) : "";
  // The other script's pages lie in a folder of their own, with an index of theirs.
  const folder = below.startsWith("zh-TW/") ? "zh-TW/" : "";
  const address = below.slice(folder.length);
  const query = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  query.value = asked(address, []);
  const answer = await fetch(new URL(folder + index.href.slice(top.href.length), top).href);
  if (!answer.ok) return;
  const found = nearest(address, (await answer.json()).docs);
  query.value = query.value || asked(address, found);
  const guesses = /** @type {HTMLElement} */ (document.querySelector(".zg-guesses"));
  for (const { location: at, title } of found) {
    const link = document.createElement("a");
    link.href = new URL(folder + at, top).href;
    link.appendChild(document.createElement("b")).textContent = title;
    /** @type {HTMLElement} */ (guesses.querySelector("ul")).appendChild(document.createElement("li")).append(link);
  }
  guesses.hidden = !found.length;
}

const form = /** @type {HTMLFormElement | null | undefined} */ (globalThis.document?.querySelector?.(".zg-lost"));
// Without a network the way home stands there all the same.
if (form) help(form).catch((fault) => console.warn("no guesses:", fault));
