/**
 * What a portal's page and the frame in it tell each other: `{ zikao: 1, type, … }`. Each side takes only what comes from the
 * other one's window and origin, in the shapes below; everything else is not for us, and is passed over in silence.
 *
 * @typedef {"light" | "dark" | "auto"} Theme
 * @typedef {{theme: Theme, colours: Record<string, string>, title: string}} Greeting to the frame, as `hello`: its ground,
 *   the portal's own `--zk-*` colours, and what the check is called there if not as here
 *
 * @typedef {object} Told from the frame
 * @property {"ready" | "height" | "focus" | "event" | "error"} type its check can be used; it is `height` pixels high; what lies
 *   from `top` on has to be in view; what its element told: the event `zikao-` and `name`, with `detail`;
 *   it cannot start, and `code` says why
 * @property {number} top
 * @property {number} height
 * @property {string} [name]
 * @property {string} [title] what the check is called by itself
 * @property {unknown} [detail]
 * @property {string} [code]
 */

const PROTOCOL = 1;
/** Pixels. The longest report has about half of that; a frame that says more stays so, and scrolls inside. */
export const HIGHEST = 20000;
/** @type {Theme[]} */
const THEMES = ["light", "dark", "auto"];
/** Properties by which a page makes the elements its own; `shared/look.json` describes them. */
export const COLOURS = "ink soft paper tint hair line main on-main bad warn good ask".split(" ").map((name) => `--zk-${name}`);

/**
 * @param {string} type
 * @param {object} [more]
 */
export const message = (type, more) => ({ zikao: PROTOCOL, type, ...more });

/**
 * What a frame of ours says.
 *
 * @param {{data: any, origin: string, source: unknown}} event
 * @param {unknown} frame its window
 * @param {string} origin of our site
 * @returns {Partial<Told>} nothing, from somewhere else
 */
export function told({ data, origin: from, source }, frame, origin) {
  if (!frame || source !== frame || from !== origin || data?.zikao !== PROTOCOL) return {};
  return { ...data, top: pixels(data.top), height: pixels(data.height) };
}

/** @param {unknown} value @returns {number} whole and within bounds; 0 for what is no number */
const pixels = (value) => Math.max(0, Math.min(Math.ceil(/** @type {any} */ (value)), HIGHEST)) || 0;

/**
 * What the page around a frame says to it.
 *
 * @param {{data: any, origin: string, source: unknown}} event
 * @param {unknown} around the window of that page
 * @param {{secure: boolean, origin?: string}} only secure: whether our page came by https; origin: whom the frame has been
 *   talking to, if anybody
 * @returns {Greeting | null} null: from somewhere else, from a page that others may have changed on its way, or no greeting
 */
export function greeted({ data, origin: from, source }, around, { secure, origin = from }) {
  if (!around || source !== around || from !== origin || data?.zikao !== PROTOCOL || data.type !== "hello") return null;
  if (!/^https?:\/\//.test(from) || (secure && !trusted(from))) return null;
  /** @type {Record<string, string>} */
  const colours = {};
  for (const name of COLOURS) {
    const value = data.colours?.[name];
    if (typeof value === "string" && CSS.supports("color", value)) colours[name] = value;
  }
  return {
    theme: THEMES.find((theme) => theme === data.theme) ?? "light",
    colours,
    title: typeof data.title === "string" ? data.title.slice(0, 100) : "",
  };
}

/** Encrypted on its way, or never on any. @param {string} origin */
const trusted = (origin) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
