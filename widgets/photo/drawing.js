import { h } from "../shared/browser.js";
import { wear } from "../shared/style.js";
import DRAWING from "./drawing.css";

/**
 * @typedef {import("../shared/report.js").Report} Report
 * @typedef {[number, number, number, number]} Box
 * @typedef {{number: number, sentence: string, places: {box: Box, line: boolean}[]}} Mark
 */

/** Pixels of the drawing's longer side: sharp on a phone, and a small original is enlarged enough for its marks. */
const SIDE = 960;
/** Pixels of a number's disc. */
const DISC = 22;

/**
 * What findings object to, drawn over the picture that was sent: on this device, from its own file.
 *
 * @param {Report} report
 * @param {File} file
 * @returns {Promise<HTMLElement | null>} null where no finding has a place, or this browser cannot open the picture
 */
export async function drawing(report, file) {
  const marks = marksOf(report);
  // Not through an address, which a page's policy may forbid for images.
  const picture = marks[0] && (await createImageBitmap(file).catch(() => null));
  if (!picture) return null;
  wear(DRAWING);
  const scale = SIDE / Math.max(picture.width, picture.height);
  const said = marks.map(({ number, sentence }) => `${number} ${sentence}`).join("");
  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas", {
      role: "img",
      "aria-label": `你的照片，标出了 ${marks.length} 个问题的位置：${said}`,
      width: Math.round(picture.width * scale),
      height: Math.round(picture.height * scale),
    })
  );
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  draw(pen, marks, scale);
  return h(
    "figure.zk-drawing",
    {},
    canvas,
    h(
      "figcaption",
      {},
      h("p.zk-hint", {}, "图上的号码，是在你的设备上画的："),
      h("ol", {}, marks.map(({ sentence }) => h("li", {}, sentence))),
    ),
  );
}

/**
 * What is wrong and has a place, numbered in the order of the report.
 *
 * @param {Report} report
 * @returns {Mark[]}
 */
export function marksOf({ findings }) {
  return findings
    .filter(({ outcome }) => outcome === "no")
    .map(({ sentence, regions }) => ({
      sentence,
      places: regions.flatMap(({ box, line }) => (box ? [{ box, line: !!line }] : [])),
    }))
    .filter(({ places }) => places[0])
    .map((mark, index) => ({ ...mark, number: index + 1 }));
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Mark[]} marks
 * @param {number} scale pixels of the drawing in one of the picture
 */
function draw(pen, marks, scale) {
  for (const { places } of marks) {
    for (const { box, line } of places) {
      const [left, top, right, bottom] = /** @type {Box} */ (box.map((each) => each * scale));
      pen.beginPath();
      if (line) {
        pen.moveTo(left, top);
        pen.lineTo(right, bottom);
      } else pen.rect(left, top, right - left, bottom - top);
      // White around red is seen on every picture.
      for (const [width, colour] of /** @type {[number, string][]} */ ([[9, "#fff"], [5, "#c4161c"]])) {
        pen.lineWidth = width;
        pen.strokeStyle = colour;
        pen.stroke();
      }
    }
  }
  /** @type {[number, number][]} */
  const taken = [];
  for (const { number, places } of marks) for (const { box } of places) disc(pen, number, free(pen.canvas, box, scale, taken));
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

/** @type {(pen: CanvasRenderingContext2D, number: number, at: {x: number, y: number}) => void} */
function disc(pen, number, { x, y }) {
  pen.beginPath();
  pen.arc(x, y, DISC - 2, 0, 2 * Math.PI);
  pen.fillStyle = "#c4161c";
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = pen.fillStyle = "#fff";
  pen.stroke();
  pen.font = `bold ${DISC * 1.2}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(number), x, y);
}
