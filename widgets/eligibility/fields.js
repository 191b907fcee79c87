import { flag, freshId, h } from "../shared/browser.js";
import { typedDay, typedMoment } from "../shared/days.js";

/**
 * One question: its words, as the compiled procedure has them, and the part of the schema that says which answers are
 * taken, as `zikao.rulebook.asking` writes it.
 *
 * @typedef {Record<string, any> & {maxLength?: number, "x-years"?: [number, number]}} Takes
 * @typedef {import("../shared/known.js").Fact & {takes: Takes}} Ask
 * @typedef {[value: string, title: string]} Option
 * @typedef {{box: HTMLElement, control: HTMLElement, read: () => unknown, blame: (message: string | null) => void,
 *   inside?: () => import("../shared/browser.js").Fault[]}} Field
 *   inside: what is wrong within an answer of several parts, each said beside its part
 * @typedef {{controls: HTMLElement[], parts: HTMLElement[], read: () => unknown}} Part
 */

/** A date that the reader began and did not finish: no schema takes it. */
const UNFINISHED = "?";
/** @type {Option[]} */
const YES_NO = [
  ["true", "是"],
  ["false", "否"],
];

/**
 * A question as a fieldset. `read` gives the answer, null for 不清楚, and undefined where nothing is answered; `blame`
 * says what is wrong with it, and `control` is what should get focus.
 *
 * @param {Ask} ask
 * @param {unknown} answer what was answered before; null: 不清楚
 * @param {boolean} whole one of many on a page: then 不清楚 has to be a choice of its own
 * @returns {Field}
 */
export function field(ask, answer, whole) {
  const id = freshId();
  const { type } = ask;
  const make = type === "set" ? ticks : type === "boolean" || type === "choice" ? radios : line;
  return framed(id, ask, make(id, ask, answer, whole));
}

/** A question around its controls. @type {(id: string, ask: Ask, part: Part) => Field} */
export function framed(id, { ask, help, unsure }, { controls, parts, read }) {
  const fault = h("p.zk-fault", { id: `${id}-fault`, hidden: true });
  const box = h(
    "fieldset.zk-question",
    { "aria-describedby": `${id}-hint ${id}-unsure ${id}-fault` },
    h("legend", { id: `${id}-ask` }, ask),
    help && h("p.zk-hint", { id: `${id}-hint` }, help),
    unsure && h("p.zk-hint", { id: `${id}-unsure` }, `不清楚的话：${unsure}`),
    fault,
    parts,
  );
  for (const control of controls) control.setAttribute("aria-describedby", fault.id);
  const control = controls[0] ?? box;
  return { box, control, read, blame: (message) => flag(fault, controls, message) };
}

/** @type {(props: Record<string, unknown>) => HTMLInputElement} */
const input = (props) => /** @type {HTMLInputElement} */ (h("input", { autocomplete: "off", ...props }));

/**
 * @param {string} name
 * @param {string} type
 * @param {Option} option
 * @param {boolean} checked
 */
export function choice(name, type, [value, title], checked) {
  const control = input({ type, name, value, checked, id: `${name}-${value || "unknown"}` });
  return { control, label: h("label.zk-choice", {}, control, h("span", {}, title)) };
}

/** @type {(id: string, ask: Ask, answer: unknown, whole: boolean) => Part} */
function radios(id, ask, answer, whole) {
  const options = ask.options ? Object.entries(ask.options) : YES_NO;
  const choices = options.map((option) => choice(id, "radio", option, option[0] === String(answer)));
  if (whole) choices.push(choice(id, "radio", ["", "不清楚"], answer === null));
  const controls = choices.map(({ control }) => control);
  return {
    controls,
    parts: choices.map(({ label }) => label),
    read() {
      const value = controls.find((each) => each.checked)?.value;
      if (value === "") return null;
      return value && !ask.options ? value === "true" : value;
    },
  };
}

/** @type {(id: string, ask: Ask, answer: unknown) => Part} */
function ticks(id, ask, answer) {
  const taken = Array.isArray(answer) ? answer : null;
  const choices = Object.entries(ask.options ?? {}).map((option) =>
    choice(id, "checkbox", option, !!taken?.includes(option[0])),
  );
  const members = choices.map(({ control }) => control);
  const nothing = ask.none ? choice(id, "checkbox", ["none", ask.none], taken?.length === 0) : null;
  for (const member of nothing ? members : []) {
    member.addEventListener("change", () => nothing && (nothing.control.checked = false));
  }
  nothing?.control.addEventListener("change", () => members.forEach((member) => (member.checked = false)));
  const all = nothing ? [...choices, nothing] : choices;
  return {
    controls: all.map(({ control }) => control),
    parts: all.map(({ label }) => label),
    read() {
      const values = members.filter((each) => each.checked).map((each) => each.value);
      return values[0] || nothing?.control.checked ? values : undefined;
    },
  };
}

/** @type {(id: string, ask: Ask, answer: unknown) => Part} */
function line(id, ask, answer) {
  const { type, none, takes } = ask;
  const native = { date: "date", datetime: "datetime-local" }[String(type)];
  const mode = { integer: "numeric", number: "decimal" }[String(type)];
  const [first, last] = takes["x-years"] ?? [];
  const box = input({
    class: "zk-line",
    type: native ?? "text",
    id: `${id}-line`,
    inputmode: mode,
    maxlength: takes.maxLength,
    min: native && `${first}-01-01${type === "date" ? "" : "T00:00"}`,
    // Without it, browsers offer years of six digits.
    max: native && `${last}-12-31${type === "date" ? "" : "T23:59"}`,
    value: answer === "none" ? null : answer,
    "aria-labelledby": `${id}-ask`,
    // Seen only where the browser has a line of text in its place.
    placeholder: native && (type === "date" ? "2026-05-27" : "2026-05-27 17:00"),
  });
  const typed = native && box.type === "text" ? (type === "date" ? typedDay : typedMoment) : null;
  const later = native && none ? choice(id, "checkbox", ["none", none], answer === "none") : null;
  later?.control.addEventListener("change", () => (box.value = ""));
  box.addEventListener("input", () => later && (later.control.checked = false));
  return {
    controls: later ? [box, later.control] : [box],
    parts: later ? [box, later.label] : [box],
    read() {
      if (later?.control.checked) return "none";
      if (box.validity.badInput) return UNFINISHED;
      const text = box.value.normalize("NFKC").trim() || undefined;
      if (typed && text) return typed(text) || UNFINISHED;
      return text && mode && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    },
  };
}
