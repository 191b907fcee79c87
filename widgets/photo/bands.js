/**
 * Where a portrait's parts have to lie and where they were measured, drawn over a picture. What is allowed is an area
 * with broken edges, what was measured a full line; each has its words, so that no colour is needed to tell them.
 *
 * @typedef {{line: string, name: string, low: number, high: number}} Band in pixels of the frame
 * @typedef {{width: number, height: number, bands: Band[]}} Frame
 * @typedef {{x: number, y: number, k: number}} Place where the frame's corner lies on the canvas, and pixels of the
 *   canvas in one of the frame
 */

/** Areas and edges; the site's drawn picture has the same. @type {Record<string, [fill: string, edge: string]>} */
const COLOURS = {
  hair_top: ["#ffb0004d", "#8a4b00"],
  eye_line: ["#0b62d64d", "#0b3f8f"],
  face_width: ["#c2188f4d", "#86105f"],
  face_center: ["#0000", "#33404a"],
  side_space: ["#c2188f4d", "#86105f"],
};

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {Place} place
 * @param {{cheek?: number, center?: number}} [face] where a face was found, in pixels of the frame
 */
export function drawBands(pen, frame, place, face = {}) {
  for (const band of frame.bands) {
    const [fill, edge] = COLOURS[band.line] ?? ["#0000", "#33404a"];
    const boxes = areas(band, frame, face).map((box) => box.map((each, at) => place.k * each + (at < 2 ? (at ? place.y : place.x) : 0)));
    pen.save();
    pen.setLineDash([14, 7]);
    for (const [x, y, width, height] of /** @type {[number, number, number, number][]} */ (boxes)) {
      pen.fillStyle = fill;
      pen.fillRect(x, y, width, height);
      for (const [weight, colour] of /** @type {[number, string][]} */ ([[6, "#ffffffb0"], [3, edge]])) {
        pen.lineWidth = weight;
        pen.strokeStyle = colour;
        pen.strokeRect(x, y, width, height);
      }
    }
    pen.restore();
    const [x, y, width, height] = /** @type {[number, number, number, number]} */ (boxes[boxes.length - 1]);
    // At the left of what runs across, at the right of what stands: their words do not meet.
    label(pen, `${band.name} ${band.low}–${band.high}`, width > pen.canvas.width / 2 ? x : null, x + width, y + height, edge);
  }
}

/**
 * A band as areas of the frame: left, top, width, height.
 *
 * @param {Band} band
 * @param {Frame} frame
 * @param {{cheek?: number, center?: number}} face
 * @returns {[number, number, number, number][]}
 */
export function areas({ line, low, high }, { width, height, bands }, { cheek, center }) {
  const reach = high - low;
  if (line === "hair_top" || line === "eye_line") return [[0, low, width, reach]];
  if (line === "face_center") return [[low, height * 0.9, reach, height * 0.1]];
  if (line === "side_space") return [[low, 0, reach, height], [width - high, 0, reach, height]];
  // A face of any allowed width has its sides in these two, where cheeks are below the eyes.
  const eyes = bands.find((each) => each.line === "eye_line");
  const at = cheek ?? (eyes ? eyes.high + 0.06 * height : height / 2);
  const middle = center ?? width / 2;
  const tall = height * 0.13;
  return [-1, 1].map((side) => [middle + (side * (low + high)) / 4 - reach / 4, at - tall / 2, reach / 2, tall]);
}

/** White behind, and whole inside the picture. @type {(pen: CanvasRenderingContext2D, words: string, left: number | null, right: number, bottom: number, colour: string) => void} */
function label(pen, words, left, right, bottom, colour) {
  pen.font = "bold 26px sans-serif";
  pen.textBaseline = "bottom";
  const width = pen.measureText(words).width + 12;
  const x = Math.max(4, left === null ? Math.min(right, pen.canvas.width) - width - 4 : left + 4);
  const y = Math.min(Math.max(bottom - 3, 34), pen.canvas.height - 2);
  pen.fillStyle = "#ffffffd9";
  pen.fillRect(x, y - 32, width, 32);
  pen.fillStyle = colour;
  pen.fillText(words, x + 6, y - 1);
}

/**
 * A line with white beside it, which is seen on every picture.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {[number, number, number, number]} ends on the canvas
 * @param {string} colour
 * @param {number} weight
 */
export function stroke(pen, ends, colour, weight) {
  for (const [width, paint] of /** @type {[number, string][]} */ ([[weight + 4, "#fff"], [weight, colour]])) {
    pen.beginPath();
    pen.moveTo(ends[0], ends[1]);
    pen.lineTo(ends[2], ends[3]);
    pen.lineWidth = width;
    pen.strokeStyle = paint;
    pen.stroke();
  }
}
