// Colours for the elements: chosen here, seen at once, held against what can be read, and written as a style sheet. Names,
// uses and first values are read off the table of the page.
import { long, low } from "./colours.js";
import { preview } from "./shown.js";

/** @type {<T extends HTMLElement>(name: string) => T} */
const piece = (name) => /** @type {any} */ (document.querySelector(`[data-ze="${name}"]`));
const form = piece("look");
/** @type {(name: string) => HTMLSelectElement} */
const field = (name) => /** @type {any} */ (form.querySelector(`[name="${name}"]`));
/** @param {string} name of a template @returns {HTMLElement} */
const copy = (name) => /** @type {any} */ (document.importNode(/** @type {any} */ (piece(name)).content.firstElementChild, true));

const colours = [...document.querySelectorAll("table tr")]
  .map((row) => [...row.children].map(({ textContent }) => textContent?.trim() ?? ""))
  .filter(([name = ""]) => name.startsWith("--zk-"))
  .map(([name = "", use = "", light = "", dark = ""]) => {
    const label = copy("swatch");
    const input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
    /** @type {HTMLElement} */ (label.querySelector("span")).textContent = use;
    piece("swatches").append(label);
    return { name, use, light: long(light), dark: long(dark), input };
  });
const show = preview(/** @type {HTMLIFrameElement} */ (form.querySelector("iframe")), /** @type {any} */ (piece("alone")));
const usual = () => (field("theme").value ? "dark" : "light");

/** Begins with the elements' own colours of that ground. */
function begin() {
  for (const each of colours) each.input.value = each[usual()];
  draw();
}

function draw() {
  const changed = colours.filter((each) => each.input.value !== each[usual()]);
  const dark = field("theme").value;
  const lines = changed.map(({ name, input }) => `  ${name}: ${input.value};`);
  const where = dark ? '[theme="dark"]' : ":root";
  piece("css").textContent = [`${where} {`, ...lines, "}"].join("\n");
  piece("made").hidden = !changed[0];
  piece("usual").hidden = !!changed[0];
  const faults = low(Object.fromEntries(colours.map(({ name, input }) => [name, input.value])));
  const use = Object.fromEntries(colours.map(({ name, use }) => [name, use]));
  piece("low").replaceChildren(
    ...faults.map(({ name, ground, ratio, least }) => {
      const line = copy("pair");
      // Cut, not rounded: 4.49 is not 4.5.
      const said = [use[name], use[ground], String(Math.floor(ratio * 100) / 100), String(least)];
      line.querySelectorAll("b").forEach((word, place) => (word.textContent = said[place] ?? ""));
      return line;
    }),
  );
  piece("low").hidden = !faults[0];
  piece("enough").hidden = !!faults[0];
  const [option] = field("check").selectedOptions;
  const { province = "", item = "", path = "" } = option?.dataset ?? {};
  const { value: name } = field("check");
  const about = name === "photo" || name === "package" ? { spec: item } : { procedure: item };
  const tag = new URLSearchParams({ name, province, ...about, .../** @type {Record<string, string>} */ (dark && { theme: dark }) });
  const worn = Object.fromEntries(changed.map(({ name, input }) => [name, input.value]));
  show(new URLSearchParams({ tag: tag.toString(), path, title: option?.textContent ?? "", ...worn }).toString());
}

form.hidden = false;
form.addEventListener("input", ({ target }) => (target === field("theme") ? begin() : draw()));
begin();
