import { h } from "../shared/browser.js";
import { difference } from "../shared/files/named.js";
import { wear } from "../shared/style.js";
import { drawBands } from "./bands.js";
import DRAWING from "./drawing.css";
import { NoPicture, close, header, opened } from "./opened.js";

/**
 * What a page says that a portrait has to be; the shape of `wanted`.
 *
 * @typedef {{words: string, low?: number, high?: number, is?: string | number}} Demand
 * @typedef {{frame?: import("./bands.js").Frame, pixels?: Demand, bytes?: Demand, format?: Demand, name?: {words: string, pattern: string}}} Wanted
 */

const NOTHING = { number: "", who: null, form: "" };
/** Pixels of the drawing's longer side. */
const SIDE = 960;

/**
 * A chosen picture in the bands that it has to fit, and what its file is: all of it read and drawn on this device.
 *
 * @param {File} file
 * @param {Wanted} wanted
 * @param {import("../shared/files/named.js").Typed} [typed] beside it
 * @returns {Promise<HTMLElement>} one sentence where it is no picture or cannot be opened
 */
export async function look(file, wanted, typed = NOTHING) {
  wear(document, DRAWING);
  /** @type {HTMLElement[]} */
  const parts = [];
  try {
    const head = await header(file);
    parts.push(h("ul.zk-facts", {}, facts(file, head, wanted, typed).map((line) => h("li", {}, line))));
    const picture = await opened(file, head, SIDE);
    parts.unshift(shown(picture, wanted.frame));
    close(picture);
  } catch (error) {
    if (!(error instanceof NoPicture)) throw error;
    parts.unshift(h("p.zk-note", { role: "status" }, error.message));
  }
  return h("div.zk-look", {}, ...parts);
}

/**
 * What the file is, each beside what is asked for.
 *
 * @param {{size: number, name: string}} file
 * @param {import("./opened.js").Header} head
 * @param {Wanted} wanted
 * @param {import("../shared/files/named.js").Typed} [typed]
 * @returns {string[]}
 */
export function facts(file, head, { bytes, format, pixels, frame, name }, typed = NOTHING) {
  const other = name ? difference(name.pattern, file.name, typed) : null;
  const sized = frame && head.width ? head.width === frame.width && head.height === frame.height : undefined;
  return [
    line("大小", `${file.size} 字节`, bytes, bytes && within(file.size, bytes)),
    line("格式", head.format, format, format && head.format.toLowerCase() === format.is),
    name ? line("文件名", file.name, name, other === null ? undefined : other === "nothing") : "",
    head.width ? line("像素", `宽 ${head.width}，高 ${head.height}`, pixels, sized) : "",
  ].filter(Boolean);
}

/** @type {(value: number, demand: Demand) => boolean} */
const within = (value, { low = -Infinity, high = Infinity }) => low <= value && value <= high;

/**
 * @param {string} name
 * @param {string} value
 * @param {Demand | undefined} demand
 * @param {boolean | undefined} met
 */
function line(name, value, demand, met) {
  if (!demand) return `${name}：${value}`;
  return `${name}：${value}。要求 ${demand.words}${met === undefined ? "" : met ? "，符合" : "，不符合"}`;
}

/**
 * The picture, in the frame where there is one: of another shape, its middle.
 *
 * @param {import("./opened.js").Opened} opened
 * @param {import("./bands.js").Frame} [frame]
 */
function shown(opened, frame) {
  const { width, height } = frame ?? opened;
  const k = SIDE / Math.max(width, height);
  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas", {
      role: "img",
      "aria-label": frame ? "你选的照片，上面画着头顶、眼睛和脸宽规定的范围" : "你选的照片",
      width: Math.round(width * k),
      height: Math.round(height * k),
    })
  );
  const pen = canvas.getContext("2d");
  if (!pen) throw new NoPicture("这个浏览器画不出照片，可以直接检查。");
  const fill = Math.max(canvas.width / opened.width, canvas.height / opened.height);
  const [across, down] = [opened.width * fill, opened.height * fill];
  pen.drawImage(opened.picture, (canvas.width - across) / 2, (canvas.height - down) / 2, across, down);
  const cut = Math.abs(across - canvas.width) + Math.abs(down - canvas.height) > 0.01 * SIDE;
  if (frame) drawBands(pen, frame, { x: 0, y: 0, k });
  const words = [
    frame && "虚线里是规定的范围，给你自己用眼睛看；头在哪里还没有量，要检查以后才知道。",
    frame && cut && `照片不是 ${frame.width}×${frame.height} 的比例，这里只放了中间的一块。`,
    "照片只在这台设备上打开，还没有发出去。",
  ];
  return h("figure.zk-drawing", {}, canvas, h("figcaption", {}, h("p.zk-hint", {}, words.filter(Boolean).join(""))));
}
