// What a web master copies, made of what was chosen. Nothing here touches a page.

/**
 * @typedef {object} Chosen
 * @property {string} check name of the element, without `zikao-`
 * @property {string} province
 * @property {string} item of a procedure, or of a file spec for `photo` and `package`
 * @property {string} path where its own page stands below the site
 * @property {string} title
 * @property {string} city
 * @property {string} window
 * @property {string} start
 * @property {string} end
 * @property {string} list
 * @property {string} lang
 * @property {string} theme
 * @property {string} script `module` or `classic`
 * @property {boolean} judged whether the procedure has conditions: only then are there questions
 */

/** Elements that show a frame of the site in any case. */
export const FRAMED = ["photo", "package"];

/** Whether the portal shows a frame: without modules nothing lives in its own page. @param {Chosen} chosen */
export const framed = ({ check, script }) => FRAMED.includes(check) || script === "classic";

/** @param {string} text */
export const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** @param {Record<string, string>} attributes those without a value are left out @param {string} [prefix] */
const written = (attributes, prefix = "") =>
  Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${prefix}${name}="${escaped(value)}"`)
    .join("");

/**
 * The elements that are needed, each with its attributes: `way` joins others, which have to stand beside it; days without
 * a date are none.
 *
 * @param {Chosen} chosen
 * @returns {{name: string, attributes: Record<string, string>}[]}
 */
export function elements({ check, province, item, city, window, start, end, list, lang, theme, judged }) {
  const look = { lang, theme };
  if (FRAMED.includes(check)) return [{ name: check, attributes: { province, spec: item, city, ...look } }];
  const about = { province, procedure: item, city };
  if (check === "until") {
    if (!window && !start && !end) return [];
    // Dates that a portal writes are its own announcement: they are told without a hedge.
    const dates = window ? { ...about, window } : { start, end, standing: "official" };
    return [{ name: check, attributes: { ...dates, ...look } }];
  }
  if (check === "checklist") return [{ name: check, attributes: { ...about, list, ...look } }];
  const joined = check === "way" ? ["way", "checklist", ...(judged ? ["eligibility"] : [])] : [check];
  return joined.map((name) => ({ name, attributes: { ...about, ...look } }));
}

/**
 * The tag with its script.
 *
 * @param {Chosen} chosen
 * @param {string} base address of the site, with a slash at its end
 * @returns {string} HTML
 */
export function tag(chosen, base) {
  const { path, title, lang, theme } = chosen;
  const folder = lang === "zh-TW" ? "zh-TW/" : "";
  const link = `<a href="${escaped(base + folder + path)}">${escaped(title)}</a>`;
  if (chosen.script === "classic") {
    const { check, province, item, city } = chosen;
    const about = FRAMED.includes(check) ? { spec: item } : { procedure: item };
    const data = written({ zikao: check, province, ...about, city, lang, theme }, "data-");
    return `<script src="${base}widgets/v1/embed.js" defer></script>\n<div${data}>\n  ${link}\n</div>`;
  }
  const undated = [{ name: "until", attributes: { end: "YYYY-MM-DDTHH:MM", standing: "official", lang, theme } }];
  const tags = (elements(chosen)[0] ? elements(chosen) : undated).map(({ name, attributes }) => {
    const inside = name === "way" ? "" : `\n  ${link}\n`;
    return `<zikao-${name}${written(attributes)}>${inside}</zikao-${name}>`;
  });
  return [`<script type="module" src="${base}widgets/v1/zikao.js"></script>`, ...tags].join("\n");
}

/**
 * The same for the page that shows a preview, as the part of its address behind `#`.
 *
 * @param {Chosen} chosen
 * @param {Record<string, string>} [more] such as colours by their names
 */
export function fragment(chosen, more = {}) {
  const asked = new URLSearchParams({ path: chosen.path, title: chosen.title, ...more });
  for (const { name, attributes } of elements(chosen)) {
    const given = Object.entries(attributes).filter(([, value]) => value);
    asked.append("tag", new URLSearchParams([["name", name], ...given]).toString());
  }
  return asked.toString();
}

/**
 * The address of a portal as its policy and ours know it.
 *
 * @param {string} typed
 * @returns {string | null} null: it is none that a browser would send; only https is, and a machine's own for trying
 */
export function origin(typed) {
  try {
    const { origin: found, protocol, hostname } = new URL(typed.trim());
    const own = ["localhost", "127.0.0.1"].includes(hostname);
    return protocol === "https:" || (protocol === "http:" && own) ? found : null;
  } catch {
    return null;
  }
}
