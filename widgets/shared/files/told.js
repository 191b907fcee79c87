import { flag } from "../browser.js";
import { typedDay } from "../days.js";
import { ANY_TICKET, courses, faultOfCourses, faultOfDay, faultOfPerson, faultOfTicketNumber, person, ticketNumber } from "./typed.js";

/**
 * What the candidate may say of a file because no measurement can show it. Each goes with the file as a header, and
 * nowhere else: not into the address, not into the storage of the device.
 *
 * @typedef {import("./typed.js").Form} Form
 * @typedef {HTMLInputElement | HTMLTextAreaElement} Control
 * @typedef {{control: Control, fault: () => string | null, header: string, says: () => string,
 *   blame: (message: string | null) => void}} Told
 *   fault: what is wrong with it, on this device already; says: as the header takes it, empty where nothing is said
 */

/**
 * @param {Element} form
 * @param {string} name after the form's own id
 */
const found = (form, name) => form.querySelector(`[id$="-${name}"]`);

/** @type {Record<string, {header: string, fault: (text: string, form: Form) => string | null, says: (text: string) => string}>} */
const WRITTEN = {
  "ticket-number": { header: "Ticket-Number", fault: (text, form) => faultOfTicketNumber(text, form), says: ticketNumber },
  person: { header: "Person", fault: faultOfPerson, says: (text) => encodeURIComponent(person(text) ?? "") },
  courses: { header: "Courses", fault: faultOfCourses, says: courses },
  taken: { header: "Taken", fault: faultOfDay, says: typedDay },
};

/**
 * @param {Element} form
 * @param {string} name
 * @param {Form} number how a ticket number is written
 * @returns {Told[]} none where the form has no such field
 */
function written(form, name, number) {
  const control = /** @type {Control | null} */ (found(form, name));
  const place = /** @type {HTMLElement | null} */ (found(form, `${name}-fault`));
  const kind = WRITTEN[name];
  if (!control || !place || !kind) return [];
  const { header, fault, says } = kind;
  return [
    {
      header,
      control,
      // A day that is half typed is no text at all, where the browser has a field of its own for days.
      fault: () => (control.validity?.badInput ? faultOfDay("?") : fault(control.value, number)),
      says: () => says(control.value),
      blame: (message) => flag(place, [control], message),
    },
  ];
}

/**
 * @param {Element} form
 * @returns {Told[]}
 */
function selfie(form) {
  const choices = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=radio]")]);
  const [control] = choices;
  if (!control) return [];
  return [
    {
      header: "Selfie",
      control,
      fault: () => null,
      says: () => choices.find(({ checked }) => checked)?.value ?? "",
      blame() {},
    },
  ];
}

/**
 * The fields of a form, in the order of its page; names of a newer page are passed over.
 *
 * @param {Element} form
 * @param {string | null} names such as `ticket-number courses`
 * @param {Form} [number] how a ticket number is written
 * @returns {Told[]}
 */
export function asked(form, names, number = ANY_TICKET) {
  return (names ?? "").split(" ").flatMap((name) => (name === "selfie" ? selfie(form) : written(form, name, number)));
}

/**
 * @param {Told[]} fields
 * @returns {Record<string, string>} what was said, by header
 */
export function headers(fields) {
  return Object.fromEntries(
    fields.map(({ header, says }) => [`X-Zikao-${header}`, says()]).filter(([, said]) => said),
  );
}
