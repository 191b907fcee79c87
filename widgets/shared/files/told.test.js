import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../../testing/dom.js";

const { grow } = await import("./grow.js");
const { ASKED } = await import("./markup.js");
const { asked, headers } = await import("./told.js");

/** Fields on a page. @type {(names: string | null) => any} */
function fields(names) {
  const made = (names ?? "").split(" ").flatMap((name) => (ASKED[name] ? [grow(ASKED[name], { id: "x" })] : []));
  page("").append(...made);
  return asked(document.body, names);
}

test("fields stand in the page's order, and names of a newer page are passed over", () => {
  assert.deepEqual(
    fields("selfie taken horoscope courses ticket-number").map((/** @type {any} */ { header }) => header),
    ["Selfie", "Taken", "Courses", "Ticket-Number"],
  );
  assert.deepEqual(fields(null), []);
});

test("only what was said goes along", () => {
  const made = fields("ticket-number courses taken selfie");
  assert.deepEqual(headers(made), {});
  const [number, courses, taken, selfie] = made;
  number.control.value = "0101 1234 5678";
  courses.control.value = "大学语文\n\n英语（二）\n";
  taken.control.value = "2026-05-20";
  selfie.control.checked = true;
  assert.deepEqual(headers(made), {
    "X-Zikao-Ticket-Number": "010112345678",
    "X-Zikao-Courses": `${encodeURIComponent("大学语文")},${encodeURIComponent("英语（二）")}`,
    "X-Zikao-Taken": "2026-05-20",
    "X-Zikao-Selfie": "no",
  });
});

test("not knowing whether it is a selfie says nothing", () => {
  const [selfie] = fields("selfie");
  /** @type {any} */ (document.querySelector("[value='']")).checked = true;
  assert.deepEqual(headers([selfie]), {});
});

test("a fault is said at its field, and taken back", () => {
  const [number] = fields("ticket-number");
  number.control.value = "A1";
  number.blame(number.fault());
  const place = document.getElementById(number.control.getAttribute("aria-describedby").split(" ")[1]);
  assert.match(place?.textContent ?? "", /^错误：准考证号要是 8 到 16 位数字/);
  assert.equal(number.control.getAttribute("aria-invalid"), "true");
  number.control.value = "";
  number.blame(number.fault());
  assert.equal(place?.hidden, true);
  assert.equal(number.control.hasAttribute("aria-invalid"), false);
});
