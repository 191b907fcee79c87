/**
 * Numbers on a small picture, ticket numbers framed and identity numbers covered, as on the small pictures of the server's reports:
 * `zikao.package.pages.thumbs`.
 *
 * @typedef {import("./pages/files.js").Mark} Mark
 * @typedef {[number, number]} Point
 */

const COVER = "#282c34";
const FOUND = "#0060c8";
/** By what was found of the number. @type {Record<string, string>} */
const FRAMES = { confirmed: "#0a823c", one_digit: "#c87800", two_digits: "#c87800", differs: "#c8001e" };
const FRAME_WIDTH = 2;
/** How far a frame reaches beyond the line that was read, in heights of the line, on every side. */
const MARGIN = 0.25;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Mark[]} marks of the page on it
 * @param {string | null} seen what was found of its ticket number
 */
export function framed(canvas, marks, seen) {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.resetTransform();
  for (const { what, corners } of marks) {
    const places = wider(corners.map(([x, y]) => [x * canvas.width, y * canvas.height]));
    pen.beginPath();
    for (const [x, y] of places) pen.lineTo(x, y);
    pen.closePath();
    if (what === "identity_number") {
      pen.fillStyle = COVER;
      pen.fill();
    } else {
      pen.strokeStyle = FRAMES[seen ?? ""] ?? FOUND;
      pen.lineWidth = FRAME_WIDTH;
      pen.stroke();
    }
  }
}

/** The box with its margin, in any direction: along its own sides. @param {Point[]} corners @returns {Point[]} */
export function wider(corners) {
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0], , [dx, dy] = [0, 0]] = corners;
  const [length, height] = [Math.hypot(bx - ax, by - ay), Math.hypot(dx - ax, dy - ay)];
  const reach = Math.max(1, MARGIN * height);
  const along = [((bx - ax) / (length || 1)) * reach, ((by - ay) / (length || 1)) * reach];
  const across = [((dx - ax) / (height || 1)) * reach, ((dy - ay) / (height || 1)) * reach];
  const signs = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
  return corners.map(([x, y], nth) => {
    const [a = 0, b = 0] = signs[nth] ?? [];
    const [alongX = 0, alongY = 0, acrossX = 0, acrossY = 0] = [...along, ...across];
    return [x + a * alongX + b * acrossX, y + a * alongY + b * acrossY];
  });
}
