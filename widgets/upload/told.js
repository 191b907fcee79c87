import { flag, freshId, h } from "../shared/browser.js";

/**
 * What the candidate may say of a file because no measurement can show it. Each goes with the file as a header, and
 * nowhere else: not into the address, not into the storage of the device.
 *
 * @typedef {{box: HTMLElement, control: HTMLInputElement | HTMLTextAreaElement, fault: () => string | null,
 *   header: string, says: () => string, blame: (message: string | null) => void}} Told
 *   fault: what is wrong with it, on this device already; says: as the header takes it, empty where nothing is said
 */

const MOST_COURSES = 60;
const LONGEST_COURSE = 60;
/** Characters of all courses, percent-encoded. */
const LONGEST_COURSES = 6000;

/** Chinese keyboards give wide digits and letters, papers groups of digits. @type {(text: string) => string} */
const plain = (text) => text.normalize("NFKC").replace(/\s/g, "");

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

function ticketNumber() {
  const box = line("input", { type: "text", inputmode: "text", autocapitalize: "off", pattern: "[0-9A-Za-z]{1,20}" });
  /** @param {string} text */
  const bad = (text) => {
    const number = plain(text);
    return number && !RegExp(`^${box.pattern}$`).test(number)
      ? "准考证号只能是数字和英文字母，最多 20 位"
      : null;
  };
  return written("Ticket-Number", "准考证号", "只用来和材料上的号码比对，不保存。", box, bad, plain);
}

/** @type {(text: string) => string[]} */
const lines = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);

/** Half a character no encoding can carry. @type {(text: string) => string} */
const encoded = (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/** @type {(text: string) => string} */
const listed = (text) => lines(text).map(encoded).join(",");

function courses() {
  /** @param {string} text */
  const bad = (text) => {
    const names = lines(text);
    const long = names.findIndex((name) => encoded(name).length > LONGEST_COURSE * 9);
    if (names.length > MOST_COURSES) return `课程一次最多填 ${MOST_COURSES} 门，现在有 ${names.length} 门`;
    if (long >= 0) return `第 ${long + 1} 门课程的名称超过 ${LONGEST_COURSE} 个字，请一行只写一门`;
    return listed(text).length > LONGEST_COURSES ? "课程名称加起来太长，请少填几门，分两次检查" : null;
  };
  const hint = "这份材料里有合格证书的课程，照证书上的名称，一行写一门。只用来在证书上找，不保存。";
  return written("Courses", "课程名称", hint, line("textarea", { rows: 4 }), bad, listed);
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
      h("legend", {}, "是手机前置镜头自拍的吗？（选填）"),
      h("p.zk-hint", { id: `${name}-hint` }, "照片文件里看不出来时，按这里选的核对，不保存。"),
      choices.map(({ label }) => label),
    ),
    fault: () => null,
    says: () => choices.find(({ control }) => control.checked)?.control.value ?? "",
    blame() {},
  };
}

/** @type {Record<string, () => Told>} */
const KINDS = { "ticket-number": ticketNumber, courses, taken, selfie };

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
