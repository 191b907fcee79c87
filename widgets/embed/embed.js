/**
 * Frames for portals that take no module scripts: `<script src="…/widgets/v1/embed.js" defer data-check="photo"
 * data-province="anhui" data-spec="graduation"></script>` makes one behind itself. Without `data-check`, and beside it, each
 * `<div data-zikao="photo" data-province="…" data-spec="…">` gets one, whenever it comes. What stands in such a place is shown
 * until the check can be used, and stays below it.
 */
import { framed } from "./iframe.js";
import { seen } from "./violations.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
// From `widgets/VERSION/` to the folder that is ours: nothing has to be told where it is.
const base = new URL("../..", script.src).href;
/** @param {HTMLElement} place */
function start(place) {
  const { zikao, province, procedure, spec = procedure, city, lang, theme, title } = place.dataset;
  const near = /** @type {string} */ (lang || /** @type {any} */ (place.closest("[lang]"))?.lang);
  const language = /^zh-(tw|hk|mo|hant)/i.test(near) ? "zh-TW/" : /^en/i.test(near) ? "en/" : "";
  const address = `${base}${language}embed/${zikao}/${province}/${city ? `cities/${city}/` : ""}${spec}/`;
  /** @param {string} type @param {unknown} [detail] */
  const tell = (type, detail) => place.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  const { box } = framed(address, place, {
    greeting: () => ({ theme, title }),
    event: tell,
    async fail(code) {
      box.remove();
      const { explain, show } = await import(`${base}widgets/${VERSION}/${language}faults.js`);
      const fault = await explain(place, null, { of: code ? "inside" : "frame", address, base, seen, code });
      show(place, fault, base);
      tell("zikao-error", fault);
    },
  });
  place.prepend(box);
}

function look() {
  for (const place of /** @type {NodeListOf<HTMLElement & {zikao: unknown}>} */ (document.querySelectorAll("[data-zikao]"))) {
    // A page may hold this script several times.
    if (place.zikao) continue;
    place.zikao = VERSION;
    start(place);
  }
}

if (script.dataset.check) {
  const place = document.createElement("div");
  Object.assign(place.dataset, script.dataset, { zikao: script.dataset.check });
  script.after(place);
}
new MutationObserver(look).observe(document, { childList: true, subtree: true });
look();
