import { SEVERITIES } from "../shared/words.js";

/** Pixels. */
const WIDTH = 720;
const EDGE = 36;
const LINE = 34;

/**
 * @typedef {{text: string, size: number, bold?: boolean, indent?: number}} Row
 */

/**
 * A report as one picture, to be kept or shown to whoever takes the next portrait: the verdict, the drawing, what is to
 * be mended, what the eye has to look at. It holds no more than the page shows.
 *
 * @param {import("../shared/report.js").Report} report
 * @param {HTMLCanvasElement | null} drawing
 * @returns {string} a JPEG as a data address
 */
export function sheet(report, drawing) {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const rows = rowsOf(report).flatMap((row) => wrapped(pen, row));
  const [wide, tall] = drawing ? [360, Math.round((360 * drawing.height) / drawing.width)] : [0, 0];
  canvas.width = WIDTH;
  canvas.height = rows.length * LINE + tall + 3 * EDGE;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (drawing) pen.drawImage(drawing, (WIDTH - wide) / 2, EDGE, wide, tall);
  pen.fillStyle = "#1a2a30";
  pen.textBaseline = "top";
  rows.forEach((row, index) => {
    pen.font = font(row);
    pen.fillText(row.text, EDGE + (row.indent ?? 0), EDGE * 2 + tall + index * LINE);
  });
  return canvas.toDataURL("image/jpeg", 0.85);
}

/** @type {(row: Row) => string} */
const font = ({ size, bold }) => `${bold ? "bold " : ""}${size}px sans-serif`;

/**
 * @param {import("../shared/report.js").Report} report
 * @returns {Row[]}
 */
export function rowsOf({ heading, target, summary, findings, by_eye, rulebook, notice }) {
  const faults = findings.filter(({ outcome }) => outcome === "no");
  return [
    { text: `${target.title}：${heading}`, size: 28, bold: true },
    { text: `${target.file ? `文件：${target.file}。` : ""}${summary}`, size: 22 },
    ...faults.flatMap(({ severity, sentence, measured, required, mend }, index) => [
      { text: `${index + 1}. ${SEVERITIES[severity]}：${sentence}`, size: 24, bold: true },
      ...[
        [measured && `实际：${measured}`, required && `要求：${required}`].filter(Boolean).join("；"),
        mend ? `怎么办：${mend}` : "",
      ].flatMap((text) => (text ? [{ text, size: 22, indent: 28 }] : [])),
    ]),
    ...(by_eye[0] ? [{ text: `请你自己看（${by_eye.length}）`, size: 24, bold: true }] : []),
    ...by_eye.map(({ ask }) => ({ text: `□ ${ask}`, size: 22, indent: 28 })),
    { text: `规则 ${rulebook.id} ${rulebook.version}，核对于 ${rulebook.reviewed_on}。${notice}`, size: 20 },
  ];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Row} row
 * @returns {Row[]} no wider than the picture
 */
export function wrapped(pen, row) {
  pen.font = font(row);
  const room = WIDTH - 2 * EDGE - (row.indent ?? 0);
  /** @type {string[]} */
  const lines = [""];
  for (const letter of row.text) {
    const line = lines[lines.length - 1] + letter;
    // A closing mark may hang over.
    if (pen.measureText(line).width > room && !"，。；：、？！）”".includes(letter)) lines.push(letter);
    else lines[lines.length - 1] = line;
  }
  return lines.map((text) => ({ ...row, text }));
}
