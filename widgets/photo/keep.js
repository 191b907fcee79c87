import { h } from "../shared/browser.js";

/**
 * A picture to be kept. Pages inside chat programs can neither follow a link to a file nor keep one: there the picture
 * itself can be held.
 *
 * @param {string} href the picture as a data address
 * @param {{name: string, alt: string, note: string, button: string}} words
 * @returns {HTMLElement[]}
 */
export function kept(href, { name, alt, note, button }) {
  return [
    h("img", { src: href, alt }),
    h("p.zk-hint", {}, note),
    h("p", {}, h("a.zk-button", { href, download: name }, button)),
    h("p.zk-hint", {}, "微信里点不动的：长按图片，选“保存图片”。"),
  ];
}
