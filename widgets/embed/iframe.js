import { COLOURS, message, told } from "./messages.js";

/** What a frame may do: run, ask its own server, send its form, save a file, open its links beside the portal, print. */
const MAY = "scripts same-origin forms downloads popups popups-to-escape-sandbox modals".replace(/\S+/g, "allow-$&");
/**
 * What the page around does about what a frame tells.
 *
 * @typedef {object} Hears
 * @property {() => {theme?: string | null | undefined, title?: string | undefined}} greeting what the frame has to know, read anew each
 *   time; title: what the check is called, empty for its own name
 * @property {(type: string, detail?: unknown) => void} event
 * @property {(code?: string) => void} fail it says why, or nothing was heard of it
 */

/**
 * A frame of our site, as high as what is in it. Its styles are set by script, which every policy allows. Taken off the
 * page it lets go of everything; back on it, it begins anew.
 *
 * @param {string} address of its page
 * @param {HTMLElement} place whose `--zk-*` properties hold in it
 * @param {Hears} hears
 * @returns {{box: HTMLElement, greet(): void}} box: to be put on the page; greet: tells the frame anew
 */
export function framed(address, place, hears) {
  const { origin } = new URL(address);
  const box = document.createElement("div");
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", MAY);
  Object.assign(frame, { allow: "camera", loading: "lazy", referrerPolicy: "origin", src: address });
  // Until it can be used it takes neither room nor focus; without any height, browsers would not load it.
  box.style.cssText = "height:1px;overflow:hidden;visibility:hidden";
  frame.style.cssText = "display:block;width:100%;border:0";
  box.append(frame);

  const greet = () => {
    const { theme, title } = hears.greeting();
    const style = getComputedStyle(place);
    const colours = Object.fromEntries(COLOURS.map((each) => [each, style.getPropertyValue(each).trim()]));
    // Until it is ready, nobody finds it; then it says what it is called by itself.
    frame.title = title || frame.title;
    // Of another scheme than the page in it, a frame is given a ground of its own.
    frame.style.colorScheme = theme === "auto" ? "light dark" : theme || "light";
    frame.contentWindow?.postMessage(message("hello", { theme, colours, title }), origin);
  };
  /** @param {string} [code] */
  const fail = (code) => {
    clearTimeout(timer);
    if (frame.isConnected) hears.fail(code);
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  /** @param {MessageEvent} event */
  const hear = (event) => {
    if (!frame.isConnected) removeEventListener("message", hear);
    const { type, top = 0, height, name, title = "", detail, code } = told(event, frame.contentWindow, origin);
    if (type === "ready") {
      clearTimeout(timer);
      frame.title ||= title;
      box.style.cssText = "";
      hears.event("zikao-ready");
    } else if (type === "height") {
      frame.style.height = `${height}px`;
    } else if (type === "focus") {
      // Whatever of the page it is that scrolls: to a place in the frame, and a little above it.
      frame.style.scrollMarginTop = `${80 - top}px`;
      frame.scrollIntoView();
    } else if (type === "event") {
      hears.event(`zikao-${name}`, detail);
    } else if (type === "error") {
      fail(code);
    }
  };
  // Also where it was refused. On a slow line its page may take long to come; then not much is left.
  frame.onload = () => {
    addEventListener("message", hear);
    clearTimeout(timer);
    timer = setTimeout(fail, 10000);
    greet();
  };
  return { box, greet };
}
