import { flag, freshId, h } from "../shared/browser.js";

/**
 * One property of the answers' schema, as `zikao.rulebook.answers` writes it.
 *
 * @typedef {{const: string, title: string}} Option
 * @typedef {{title: string, description?: string, "x-type": string, "x-none"?: string, "x-unsure"?: string,
 *   oneOf?: Option[], items?: {oneOf: Option[]}, minimum?: number, maximum?: number, maxLength?: number}} Ask
 * @typedef {{box: HTMLElement, control: HTMLElement, read: () => unknown,
 *   blame: (message: string | null) => void}} Field
 * @typedef {{controls: HTMLInputElement[], parts: HTMLElement[], read: () => unknown}} Part
 */

/** A date that the reader began and did not finish: no schema takes it. */
const UNFINISHED = "?";
const YES_NO = [
  { const: "true", title: "是" },
  { const: "false", title: "否" },
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
  const type = ask["x-type"];
  const make = type === "set" ? ticks : type === "boolean" || type === "choice" ? radios : line;
  const { controls, parts, read } = make(id, ask, answer, whole);
  const unsure = ask["x-unsure"];
  const fault = h("p.zk-fault", { id: `${id}-fault`, hidden: true });
  const box = h(
    "fieldset.zk-question",
    { "aria-describedby": `${id}-hint ${id}-unsure ${id}-fault` },
    h("legend", { id: `${id}-ask` }, ask.title),
    ask.description && h("p.zk-hint", { id: `${id}-hint` }, ask.description),
    unsure && h("p.zk-hint", { id: `${id}-unsure` }, `不清楚的话：${unsure}`),
    fault,
    parts,
  );
  for (const control of controls) control.setAttribute("aria-describedby", fault.id);
  const control = /** @type {HTMLInputElement} */ (controls[0]);
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
function choice(name, type, { const: value, title }, checked) {
  const control = input({ type, name, value, checked, id: `${name}-${value || "unknown"}` });
  return { control, label: h("label.zk-choice", {}, control, h("span", {}, title)) };
}

/** @type {(id: string, ask: Ask, answer: unknown, whole: boolean) => Part} */
function radios(id, ask, answer, whole) {
  const choices = (ask.oneOf ?? YES_NO).map((option) => choice(id, "radio", option, option.const === String(answer)));
  if (whole) choices.push(choice(id, "radio", { const: "", title: "不清楚" }, answer === null));
  const controls = choices.map(({ control }) => control);
  return {
    controls,
    parts: choices.map(({ label }) => label),
    read() {
      const value = controls.find((each) => each.checked)?.value;
      if (value === "") return null;
      return value && !ask.oneOf ? value === "true" : value;
    },
  };
}

/** @type {(id: string, ask: Ask, answer: unknown) => Part} */
function ticks(id, ask, answer) {
  const taken = Array.isArray(answer) ? answer : null;
  const choices = (ask.items?.oneOf ?? []).map((option) =>
    choice(id, "checkbox", option, !!taken?.includes(option.const)),
  );
  const members = choices.map(({ control }) => control);
  const title = ask["x-none"];
  const nothing = title ? choice(id, "checkbox", { const: "none", title }, taken?.length === 0) : null;
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
  const type = ask["x-type"];
  const native = { date: "date", datetime: "datetime-local" }[type];
  const mode = { integer: "numeric", number: "decimal" }[type];
  const box = input({
    class: "zk-line",
    type: native ?? "text",
    id: `${id}-line`,
    inputmode: mode,
    maxlength: ask.maxLength,
    // Without it, browsers offer years of six digits.
    max: native && `9999-12-31${type === "date" ? "" : "T23:59"}`,
    value: answer === "none" ? null : answer,
    "aria-labelledby": `${id}-ask`,
  });
  const title = ask["x-none"];
  const later = native && title ? choice(id, "checkbox", { const: "none", title }, answer === "none") : null;
  later?.control.addEventListener("change", () => (box.value = ""));
  box.addEventListener("input", () => later && (later.control.checked = false));
  return {
    controls: later ? [box, later.control] : [box],
    parts: later ? [box, later.label] : [box],
    read() {
      if (later?.control.checked) return "none";
      if (box.validity.badInput) return UNFINISHED;
      const text = box.value.normalize("NFKC").trim() || undefined;
      return text && mode && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    },
  };
}
