import { flag, freshId, h } from "../browser.js";
import { TICKET_NUMBER } from "../declarable.js";
import { courses, faultOfCourses, faultOfTicketNumber, ticketNumber } from "./typed.js";

/**
 * What the candidate may say of a file because no measurement can show it. Each goes with the file as a header, and
 * nowhere else: not into the address, not into the storage of the device.
 *
 * @typedef {{box: HTMLElement, control: HTMLInputElement | HTMLTextAreaElement, fault: () => string | null,
 *   header: string, says: () => string, blame: (message: string | null) => void}} Told
 *   fault: what is wrong with it, on this device already; says: as the header takes it, empty where nothing is said
 */

/**
 * @param {string} header
 * @param {string} label
 * @param {string} hint
 * @param {Told["control"]} control
 * @param {(text: string) => string | null} fault of what was written
 * @param {(text: string) => string} says
 * @returns {Told}
 */
function written(header, label, hint, control, fault, says) {
  const id = (control.id = freshId());
  const place = h("p.zk-fault", { id: `${id}-fault`, hidden: true });
  control.setAttribute("aria-describedby", `${id}-hint ${id}-fault`);
  return {
    header,
    control,
    box: h(
      "div.zk-question",
      {},
      h("label", { for: id }, h("b", {}, label), "（选填）"),
      h("p.zk-hint", { id: `${id}-hint` }, hint),
      place,
      control,
    ),
    fault: () => fault(control.value),
    says: () => says(control.value),
    blame: (message) => flag(place, [control], message),
  };
}

/** @type {(tag: string, props: object) => any} */
const line = (tag, props) => h(`${tag}.zk-line`, { autocomplete: "off", spellcheck: "false", ...props });

function ofTicketNumber() {
  const box = line("input", { type: "text", inputmode: "numeric" });
  const hint = `${TICKET_NUMBER.wanted}，只用来和材料上的号码比对，不保存。`;
  return written("Ticket-Number", "准考证号", hint, box, faultOfTicketNumber, ticketNumber);
}

function ofCourses() {
  const hint = "这份材料里有合格证书的课程，照证书上的名称，一行写一门。只用来在证书上找，不保存。";
  return written("Courses", "课程名称", hint, line("textarea", { rows: 4 }), faultOfCourses, courses);
}

function taken() {
  // Without a last day, browsers offer years of six digits.
  const box = line("input", { type: "date", max: "9999-12-31" });
  const bad = () => (box.validity.valid ? null : "拍摄日期要填全年、月、日，或者整个留空");
  const hint = "照片文件里没有记下日期时，按这里填的核对，不保存。";
  return written("Taken", "拍摄日期", hint, box, bad, String);
}

/** @returns {Told} */
function selfie() {
  const name = freshId();
  const choices = [["不是", "no"], ["是", "yes"], ["不清楚", ""]].map(([title, value]) => {
    const control = h("input", { type: "radio", name, value, autocomplete: "off" });
    return { control: /** @type {HTMLInputElement} */ (control), label: h("label.zk-choice", {}, control, h("span", {}, title)) };
  });
  return {
    header: "Selfie",
    control: /** @type {HTMLInputElement} */ (choices[0]?.control),
    box: h(
      "fieldset.zk-question",
      { "aria-describedby": `${name}-hint` },
      h("legend", {}, "是手机前置镜头自拍的吗？", h("span", {}, "（选填）")),
      h("p.zk-hint", { id: `${name}-hint` }, "照片文件里看不出来时，按这里选的核对，不保存。"),
      choices.map(({ label }) => label),
    ),
    fault: () => null,
    says: () => choices.find(({ control }) => control.checked)?.control.value ?? "",
    blame() {},
  };
}

/** @type {Record<string, () => Told>} */
const KINDS = { "ticket-number": ofTicketNumber, courses: ofCourses, taken, selfie };

/**
 * The fields that a page asks for, in its order; names of a newer page are passed over.
 *
 * @param {string | null} names such as `ticket-number courses`
 * @returns {Told[]}
 */
export function asked(names) {
  return (names ?? "").split(" ").flatMap((name) => KINDS[name]?.() ?? []);
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
