import { PERSON, ticketNumber } from "./typed.js";

/**
 * What a source wants a file to be called, filled with what was typed, and what is other in a file's name: the twin of
 * Python's `zikao.rulebook.file_names`. The tests hold the two equal.
 */

const ID_NUMBER = /[0-9]{17}[0-9Xx]/.source;

/** Number as typed, name as `person` gives it, the form of a ticket number. @typedef {{number: string, who: string | null, form: string}} Typed */

/** @param {string} form @param {string} text */
const whole = (form, text) => new RegExp(`^(?:${form})$`).test(text);

/** @param {string} text */
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/**
 * @param {string} pattern such as `{admission_ticket_number}{name}.zip`
 * @param {string} number as typed
 * @param {string | null} who as `person` gives it
 * @returns {string | null} null where something that it names was not typed
 */
export function fileName(pattern, number, who) {
  /** @type {Record<string, string | null>} */
  const typed = { admission_ticket_number: ticketNumber(number), name: who };
  let all = true;
  const made = pattern.replace(/\{([^{}]*)\}/g, (_, name) => {
    if (!typed[name]) all = false;
    return typed[name] ?? "";
  });
  return all ? made : null;
}

/**
 * Of a name and of a pattern what stands before the extension, and that.
 *
 * @param {string} name
 * @returns {[string, string]}
 */
function parted(name) {
  const at = name.lastIndexOf(".");
  return at < 0 || name.includes("}", at) ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

/**
 * What is other in a file's name than its spec wants; null where that cannot be told.
 *
 * @param {string} pattern
 * @param {string} name of the file
 * @param {Typed} typed beside it
 * @returns {"nothing" | "form" | "extension" | "number" | "person" | null}
 */
export function difference(pattern, name, { number, who, form }) {
  /** @type {Record<string, string>} */
  const forms = { admission_ticket_number: form.replace(/^\^|\$$/g, ""), name: PERSON, id_number: ID_NUMBER };
  /** @type {Record<string, string>} */
  const typed = { admission_ticket_number: ticketNumber(number), name: who ?? "" };
  const [stem, extension] = parted(pattern);
  const [found, its] = parted(name.normalize("NFC"));
  const named = [...stem.matchAll(/\{([^{}]*)\}/g)].map(([, field]) => field ?? "");
  /** @type {(with_: Record<string, string>) => boolean} */
  const like = (with_) => whole(stem.split(/\{([^{}]*)\}/).map((part, odd) => (odd % 2 ? `(?:${with_[part] ?? ""})` : escaped(part))).join(""), found);
  if (!like(forms)) return "form";
  if (its.toLowerCase() !== extension.toLowerCase()) return "extension";
  const exact = Object.fromEntries(named.filter((field) => typed[field]).map((field) => [field, escaped(typed[field] ?? "")]));
  for (const [field, text] of Object.entries(exact)) if (!like({ ...forms, [field]: text })) return field === "name" ? "person" : "number";
  if (!like({ ...forms, ...exact })) return "form";
  return named.every((field) => exact[field]) ? "nothing" : null;
}
