import { define } from "../embed/host.js";
import { TAGS } from "../embed/tags.js";

/**
 * Makes the tags known. A bundled copy does not stand on the guide's site, so that it has to be told where that is.
 *
 * @param {{origin: string}} configuration origin: address of the site, with the path below which it stands, if any
 * @throws {TypeError} that is no address
 */
export function configure({ origin }) {
  let base;
  try {
    base = new URL(`${origin.replace(/\/+$/, "")}/`).href;
  } catch {
    throw new TypeError(`zikao-widgets: origin is the address of the guide's site, such as https://guide.example/, not ${origin}`);
  }
  define(base, TAGS);
}
