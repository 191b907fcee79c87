import { h } from "../shared/browser.js";
import { shown } from "../shared/known.js";
import { fault } from "./answers.js";

/**
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {import("./fields.js").Field} Field
 */

/** So many questions are read faster one below the other than opened one by one. */
const OPEN = 12;

/**
 * All questions of a form, to stand on one view. Many are folded, each to its words and its answer, so that they can be
 * looked over; the first without an answer is open, and whoever answers one finds the next opened below it.
 *
 * @param {Map<string, Field>} fields by their names, in their order; one that is blamed opens from now on
 * @param {(name: string) => Ask} ask
 * @returns {HTMLElement[]}
 */
export function folded(fields, ask) {
  if (fields.size <= OPEN) return [...fields.values()].map(({ box }) => box);
  const folds = [...fields].map(([name, field]) => fold(ask(name), field));
  /** Opens the first without an answer behind one. @param {number} place */
  const open = (place) => {
    const next = folds.find(({ answered }, other) => other > place && !answered());
    if (next) next.box.open = true;
  };
  folds.forEach(({ box }, place) => box.addEventListener("change", () => open(place)));
  open(-1);
  return folds.map(({ box }) => box);
}

/**
 * @param {Ask} ask
 * @param {Field} field
 * @returns {{box: HTMLDetailsElement, answered: () => boolean}}
 */
function fold(ask, field) {
  const { blame, box: question, control, read } = field;
  const words = h("span.zk-hint", {});
  const asked = h("span", {}, ask.ask);
  const box = /** @type {HTMLDetailsElement} */ (
    h("details", { class: "zk-fold zk-asked" }, h("summary", {}, h("span", {}, asked, words)), question)
  );
  // A line of text has the question for its name: the words that are seen, not those of the legend.
  if (control.parentElement === question && control.hasAttribute("aria-labelledby")) {
    asked.id = `${control.id}-asked`;
    control.setAttribute("aria-labelledby", asked.id);
  }
  const say = () => {
    const answer = read();
    const fits = answer !== undefined && answer !== null && !fault(ask, answer);
    words.textContent = answer === null ? "不清楚" : fits ? shown(answer, ask) : "";
  };
  for (const type of ["input", "change"]) question.addEventListener(type, say);
  say();
  field.blame = (message) => {
    blame(message);
    if (message) box.open = true;
  };
  const { inside } = field;
  if (inside) {
    field.inside = () => {
      const faults = inside();
      if (faults[0]) box.open = true;
      return faults;
    };
  }
  return { box, answered: () => read() !== undefined };
}
