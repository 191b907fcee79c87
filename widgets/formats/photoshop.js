import { big, says } from "./bytes.js";
import { density } from "./header.js";

/**
 * Image resources that Photoshop keeps in a JPEG (Adobe Photoshop File Formats, "Image Resource Blocks"): the twin of
 * `zikao.formats.photoshop`.
 */

/** How the APP13 segments begin that hold resources. */
export const MARK = "Photoshop 3.0\0";
const RESOLUTION = 0x03ed;
/** 16.16 fixed point. */
const FIXED = 65_536;

/**
 * Id and data of each resource block of one segment, less its mark; stops at a broken one.
 *
 * @param {Uint8Array} body
 * @returns {{id: number, data: Uint8Array}[]}
 */
export function resources(body) {
  const found = [];
  for (let at = 0; says(body, "8BIM", at) && at + 7 <= body.length; ) {
    const id = big(body, at + 4, 2);
    // A name, its length byte included, padded to even.
    at += 6 + Math.floor(((body[at + 6] ?? 0) + 2) / 2) * 2;
    const size = big(body, at, 4);
    found.push({ id, data: body.subarray(at + 4, at + 4 + size) });
    at += 4 + size + (size % 2);
  }
  return found;
}

/** The first stated resolution: dots per inch, whichever unit is to be displayed. @param {Uint8Array[]} bodies */
export function resolution(bodies) {
  const found = bodies.flatMap(resources).find(({ id, data }) => id === RESOLUTION && data.length >= 16);
  return found ? density(big(found.data, 0, 4) / FIXED, big(found.data, 8, 4) / FIXED, 1, "photoshop") : null;
}
