import { h, lead } from "../shared/browser.js";
import { wear } from "../shared/style.js";
import { drawBands, stroke } from "./bands.js";
import DRAWING from "./drawing.css";
import { close, header, opened } from "./opened.js";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {[number, number, number, number]} Box
 * @typedef {"must" | "should" | "advice"} Severity
 * @typedef {{number: number, id: string, severity: Severity, sentence: string, places: {box: Box, line: boolean}[]}} Mark
 */

/** Pixels of the drawing's longer side: sharp on a phone, and a small original is enlarged enough for its marks. */
const SIDE = 960;
/** Pixels of a number's disc. */
const DISC = 22;
/** How faults are drawn, the gravest the boldest; dots and dashes tell them apart without colour. */
const LOOKS = {
  must: { colour: "#c4161c", weight: 6, dash: [] },
  should: { colour: "#b25e00", weight: 5, dash: [16, 8] },
  advice: { colour: "#155a9c", weight: 4, dash: [4, 8] },
};
const GOOD = "#1a6638";

/**
 * The picture that was sent, with what is allowed, what was measured and what findings object to: drawn on this
 * device, from its own file.
 *
 * @param {Report} report
 * @param {File} file
 * @param {(id: string) => HTMLElement | null | undefined} cardOf the report's own place of a finding
 * @returns {Promise<HTMLElement | null>} null where this browser cannot open the picture
 */
export async function drawing(report, file, cardOf) {
  const shown = await header(file).then((head) => opened(file, head, SIDE)).catch(() => null);
  if (!shown) return null;
  wear(document, DRAWING);
  const marks = marksOf(report);
  const size = { width: shown.width, height: shown.height };
  const scale = SIDE / Math.max(size.width, size.height);
  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas", {
      role: "img",
      "aria-label": told(marks),
      width: Math.round(size.width * scale),
      height: Math.round(size.height * scale),
    })
  );
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.drawImage(shown.picture, 0, 0, canvas.width, canvas.height);
  close(shown);
  const bands = drawAllowed(pen, report, size, scale);
  drawMeasured(pen, report, scale, marks);
  drawMarks(pen, marks, scale);
  const list = h("ol.zk-marks", {}, marks.map((mark) => item(mark, cardOf)));
  const figure = h(
    "figure.zk-drawing",
    { tabindex: "-1" },
    canvas,
    h("figcaption", {}, h("p.zk-hint", {}, legend(bands, !!marks[0])), marks[0] && list),
  );
  for (const { id, number } of marks) back(cardOf(id), number, figure);
  return figure;
}

/** @param {Mark[]} marks */
function told(marks) {
  if (!marks[0]) return "你的照片，画着量到的位置，没有标出问题";
  return `你的照片，标出了 ${marks.length} 个问题的位置：${marks.map(({ number, sentence }) => `${number} ${sentence}`).join("")}`;
}

/** @type {(bands: boolean, faults: boolean) => string} */
function legend(bands, faults) {
  const words = [
    bands && "虚线里是规定的范围，",
    "绿线是量到的位置。",
    faults && "号码是有问题的地方：红色实线必须改，橙色虚线应当改，蓝色点线是建议。",
    "图是在你的设备上画的。",
  ];
  return words.filter(Boolean).join("");
}

/** A line of the list, which leads to the finding. @type {(mark: Mark, cardOf: (id: string) => HTMLElement | null | undefined) => HTMLElement} */
function item({ id, severity, sentence }, cardOf) {
  const go = () => lead(cardOf(id));
  return h("li", { "data-severity": severity }, h("button.zk-jump", { type: "button", onclick: go }, sentence));
}

/** @type {(card: HTMLElement | null | undefined, number: number, figure: HTMLElement) => void} */
function back(card, number, figure) {
  card?.querySelector(".zk-basis")?.prepend(h("button.zk-jump", { type: "button", onclick: () => lead(figure) }, `回到图上的 ${number}`));
}

/**
 * What is wrong and has a place, numbered in the order of the report: the gravest first.
 *
 * @param {Report} report
 * @returns {Mark[]}
 */
export function marksOf({ findings }) {
  return findings
    .filter(({ outcome }) => outcome === "no")
    .map(({ id, severity, sentence, regions }) => ({
      id,
      severity,
      sentence,
      places: regions.flatMap(({ box, line }) => (box ? [{ box, line: !!line }] : [])),
    }))
    .filter(({ places }) => places[0])
    .map((mark, index) => ({ number: index + 1, ...mark }));
}

/**
 * The bands where the picture has the frame's shape, else in the part that would be cut out of it.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Report} report
 * @param {{width: number, height: number}} size of the picture
 * @param {number} scale pixels of the drawing in one of the picture
 * @returns {boolean} whether there are any
 */
function drawAllowed(pen, { portrait }, size, scale) {
  const { frame, fitting, lines = [] } = portrait ?? {};
  const place = frame && placed(frame, fitting?.crop ?? null, size, scale);
  if (!frame || !place) return false;
  if (fitting?.crop) {
    const [left, top, right, bottom] = /** @type {Box} */ (fitting.crop.map((each) => each * scale));
    pen.save();
    pen.setLineDash([24, 10]);
    for (const [weight, colour] of /** @type {[number, string][]} */ ([[7, "#fff"], [4, "#000"]])) {
      pen.lineWidth = weight;
      pen.strokeStyle = colour;
      pen.strokeRect(left, top, right - left, bottom - top);
    }
    pen.restore();
  }
  const cheeks = lines.find(({ line }) => line === "face_width")?.box;
  const face = cheeks && {
    cheek: (cheeks[1] * scale - place.y) / place.k,
    center: ((cheeks[0] + cheeks[2]) * (scale / 2) - place.x) / place.k,
  };
  drawBands(pen, frame, place, face || undefined);
  return true;
}

/**
 * Where the frame lies on the drawing; null where the picture has another shape and nothing is to be cut.
 *
 * @param {{width: number, height: number}} frame
 * @param {number[] | null} crop in pixels of the picture
 * @param {{width: number, height: number}} size of the picture
 * @param {number} scale pixels of the drawing in one of the picture
 * @returns {import("./bands.js").Place | null}
 */
export function placed(frame, crop, size, scale) {
  const [left, top, right] = crop ?? [0, 0, size.width];
  if (crop) {
    return { x: (left ?? 0) * scale, y: (top ?? 0) * scale, k: (((right ?? 0) - (left ?? 0)) * scale) / frame.width };
  }
  const off = Math.abs(size.width / size.height - frame.width / frame.height);
  return off < 0.01 ? { x: 0, y: 0, k: (size.width * scale) / frame.width } : null;
}

/** Every measured line that no finding objects to: those are drawn with their numbers. @type {(pen: CanvasRenderingContext2D, report: Report, scale: number, marks: Mark[]) => void} */
function drawMeasured(pen, { portrait }, scale, marks) {
  const wrong = new Set(marks.flatMap(({ places }) => places.map(({ box }) => String(box))));
  for (const { box } of portrait?.lines ?? []) {
    if (box && !wrong.has(String(box))) stroke(pen, /** @type {Box} */ (box.map((each) => each * scale)), GOOD, 4);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark[]} marks
 * @param {number} scale pixels of the drawing in one of the picture
 */
function drawMarks(pen, marks, scale) {
  // The gravest last, so that it lies on top.
  for (const { severity, places } of [...marks].reverse()) {
    const { colour, weight, dash } = LOOKS[severity];
    for (const { box, line } of places) {
      const [left, top, right, bottom] = /** @type {Box} */ (box.map((each) => each * scale));
      for (const [width, paint, dashes] of /** @type {[number, string, number[]][]} */ ([[weight + 4, "#fff", []], [weight, colour, dash]])) {
        pen.beginPath();
        pen.setLineDash(dashes);
        if (line) {
          pen.moveTo(left, top);
          pen.lineTo(right, bottom);
        } else pen.rect(left, top, right - left, bottom - top);
        pen.lineWidth = width;
        pen.strokeStyle = paint;
        pen.stroke();
      }
    }
  }
  pen.setLineDash([]);
  /** @type {[number, number][]} */
  const taken = [];
  for (const { number, severity, places } of marks)
    for (const { box } of places) disc(pen, number, free(pen.canvas, box, scale, taken), LOOKS[severity].colour);
}

/**
 * A place for a number, at the start of what it belongs to and beside the numbers that are there.
 *
 * @param {{width: number, height: number}} canvas
 * @param {Box} box in pixels of the picture
 * @param {number} scale pixels of the drawing in one of the picture
 * @param {[number, number][]} taken centres of the other numbers; the new one is added
 * @returns {{x: number, y: number}} its centre, in pixels of the drawing
 */
export function free(canvas, box, scale, taken) {
  const inside = (/** @type {number} */ at, /** @type {number} */ end) => Math.min(Math.max(at, DISC), end - DISC);
  let [x, y] = [inside(box[0] * scale, canvas.width), inside(box[1] * scale, canvas.height)];
  while (taken.some(([a, b]) => Math.hypot(a - x, b - y) < 2 * DISC)) {
    x += 2 * DISC;
    if (x > canvas.width - DISC) [x, y] = [DISC, y + 2 * DISC];
  }
  taken.push([x, y]);
  return { x, y };
}

/** @type {(pen: CanvasRenderingContext2D, number: number, at: {x: number, y: number}, colour: string) => void} */
function disc(pen, number, { x, y }, colour) {
  pen.beginPath();
  pen.arc(x, y, DISC - 2, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = pen.fillStyle = "#fff";
  pen.stroke();
  pen.font = `bold ${DISC * 1.2}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(number), x, y);
}
