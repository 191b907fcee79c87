import { Slices } from "../formats/slices.js";
import { h } from "../shared/browser.js";
import { wholeContent } from "./archive/contents.js";
import { findEnd, localHeaders, readRecords } from "./archive/directory.js";
import { isEncrypted, methodOf } from "./archive/entries.js";
import { framed } from "./framed.js";
import { DEFAULT } from "./limits.js";
import { small } from "./picture.js";

/**
 * A result page by page: the picture from this device's own file, what the page was taken for, the number that was read
 * beside the one that was typed, and what is wrong with it. Pages with something to mend come first.
 *
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {import("../shared/types/report.js").PageRead} PageRead
 * @typedef {import("./framed.js").Mark} Mark
 */

const SIDE = 192;
const MARKED = "小图是在这台设备上画的，框出的是准考证号，身份证号盖住了。认的种类、读的号码可能有误，请对照原件。";
/** Pages of which a small picture is drawn: each has to be decoded. */
const MOST = 40;
/** Digits up to which two numbers are one that was mistyped or misread. */
const CLOSE = 2;
const RANK = ["must", "should", "advice"];

/**
 * @param {Report} report
 * @param {File} file that was checked
 * @param {string} number as typed; empty where none was
 * @param {Mark[]} [marks] where numbers stand on its pages, as far as this device has read them
 * @returns {HTMLElement | null} null where the report tells nothing of pages
 */
export function pageByPage(report, file, number, marks = []) {
  const { pages } = report;
  if (!pages?.[0]) return null;
  const rows = pages
    .map((page) => ({ page, wrong: wrongOn(report, page) }))
    .map((each, at) => ({ ...each, at, weight: each.wrong[0] ? RANK.indexOf(each.wrong[0].severity) : RANK.length }))
    .sort((a, b) => a.weight - b.weight || a.at - b.at);
  const several = new Set(pages.filter(({ page }) => page > 1).map(({ index }) => index));
  const shown = rows.map(({ page, wrong }) => {
    const thumb = h("span.zk-thumb", { "aria-hidden": "true" });
    return { page, thumb, row: row(page, wrong, number, several.has(page.index), thumb, report.measured_on) };
  });
  const bad = rows.filter(({ wrong }) => wrong[0] && wrong[0].severity !== "advice").length;
  draw(file, shown.filter(({ page }) => page.page === 1).slice(0, MOST), marks);
  return h(
    "section.zk-pages",
    {},
    h("h4", {}, `一页一页看（${pages.length} 页${bad ? `，${bad} 页要改` : ""}）`),
    h("p.zk-hint", {}, marks[0] ? MARKED : "小图是在这台设备上画的。认的种类、读的号码可能有误，请对照原件。"),
    h("ol", {}, shown.map(({ row }) => row)),
  );
}

/** @param {Report} report @param {PageRead} page */
function wrongOn({ findings }, { index, page }) {
  return findings.filter(
    ({ outcome, regions }) => outcome === "no" && regions.some((place) => place.index === index && (place.page ?? 1) === page),
  );
}

/**
 * @param {PageRead} read
 * @param {Report["findings"]} wrong
 * @param {string} number
 * @param {boolean} several whether its file has more pages
 * @param {HTMLElement} thumb
 * @param {Report["measured_on"]} measuredOn
 */
function row(read, wrong, number, several, thumb, measuredOn) {
  const where = [read.entry, several && `第 ${read.page} 页`].filter(Boolean).join(" ");
  return h(
    "li",
    { "data-severity": wrong[0]?.severity },
    thumb,
    h(
      "div",
      {},
      h("p", {}, h("b", {}, takenFor(read, measuredOn)), where && h("span.zk-hint", {}, where)),
      compared(read, number),
      wrong.filter(({ id }) => !NUMBERS.test(id)).map(({ sentence, severity }) => h("p.zk-wrong", { "data-severity": severity }, sentence)),
    ),
  );
}

/** @param {PageRead} read @param {Report["measured_on"]} measuredOn */
function takenFor({ opened, looked_at: lookedAt, taken_for: taken }, measuredOn) {
  if (opened) return taken ?? "没有认出是什么";
  if (lookedAt) return "打不开";
  return measuredOn === "device" ? "没有在你的设备上看" : "没有看";
}

/** Findings that the two numbers say already. */
const NUMBERS = /\.ticket-number-(differs|other|digit)$/;

/** The two numbers, one below the other, so that their digits can be compared. @param {PageRead} read @param {string} number */
function compared({ ticket_number: seen, typed, read }, number) {
  if (seen === "confirmed") return h("p.zk-good", {}, `准考证号和填的一致：${number}`);
  if (!typed || !read) return null;
  const which = places(read);
  return h(
    "dl.zk-numbers",
    {},
    h("dt", {}, "读到"),
    h("dd", {}, marked(read)),
    h("dt", {}, "你填"),
    h("dd", {}, marked(typed)),
    h("dd.zk-wrong", { "data-severity": "must" }, which[0] && which.length <= CLOSE ? `第 ${which.join("、")} 位不同` : "是另一个号码"),
  );
}

/**
 * What stands in 【】, as marks: they are told by shape and weight, not by colour alone.
 *
 * @param {string} text such as `1234【5】678`
 * @returns {(Node | string)[]}
 */
export function marked(text) {
  return text.split(/(【[^】]*】)/).map((part) => (part[0] === "【" ? h("mark", {}, part.slice(1, -1)) : part));
}

/**
 * Which digits of the first number are marked, from 1.
 *
 * @param {string} text
 * @returns {number[]} none where all of them are, or several numbers stand there
 */
export function places(text) {
  if (/[^0-9【】]/.test(text)) return [];
  const found = [];
  let at = 0;
  let inside = false;
  for (const letter of text) {
    if (letter === "【" || letter === "】") inside = letter === "【";
    else {
      at += 1;
      if (inside) found.push(at);
    }
  }
  return found.length < at ? found : [];
}

/**
 * Small pictures one after the other, so that a telephone decodes one at a time.
 *
 * @param {File} file
 * @param {{page: PageRead, thumb: HTMLElement}[]} shown
 * @param {Mark[]} marks
 */
async function draw(file, shown, marks) {
  const entries = await entriesOf(file);
  for (const { page, thumb } of shown) {
    const pdf = /\.pdf$/i.test(page.entry ?? file.name);
    const data = pdf ? null : entries ? await entries(page.index) : file;
    const canvas = data && (await small(data, SIDE));
    if (canvas) {
      framed(canvas, marks.filter(({ index, page: on }) => index === page.index && on === page.page), page.ticket_number);
      thumb.replaceChildren(canvas);
    } else thumb.textContent = pdf ? "PDF" : "";
  }
}

/**
 * What gives an entry's content by its place.
 *
 * @param {File} file
 * @returns {Promise<((index: number) => Promise<Blob | null>) | null>} null where it is no archive
 */
async function entriesOf(file) {
  const view = new Slices(file);
  const end = await findEnd(view, DEFAULT.tail_bytes);
  const read = end && !end.split ? await readRecords(view, end, DEFAULT.entries) : null;
  if (!read) return null;
  const locals = await localHeaders(view, read.records);
  return async (index) => {
    const [record, local] = [read.records[index], locals[index]];
    if (!record || !local || isEncrypted(record, local)) return null;
    return wholeContent(file.slice(local.data, local.data + record.packed), methodOf(record) ?? "", record.size);
  };
}
