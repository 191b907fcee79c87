import { says, utf8 } from "../formats/bytes.js";
import { plainText } from "../formats/names.js";
import { MARK, resources } from "../formats/photoshop.js";
import { APP1, APP12, APP13, COM } from "../formats/segments.js";
import SAID from "./file.json" with { type: "json" };

/**
 * Marks that programs leave in a picture file: the twin of `zikao.photo.traces`, with its table of programs. A hint, no proof.
 *
 * @typedef {import("../formats/jpeg.js").Jpeg} Jpeg
 */

/** What a name contains in lower case, and the program. @type {[string, string][]} */
const EDITORS = Object.entries(SAID.editors);
const XMP = "http://ns.adobe.com/xap/1.0/\0";
/** Photoshop resources that hold captions; photo agencies' tools and social networks write them too. */
const IPTC_RESOURCES = [0x0404, 0x0425];

/**
 * @param {string[]} named software names that were found elsewhere
 * @param {Jpeg | null} jpeg whose segments are looked at
 * @returns {{software: string, editors: string[]}} software as written in the file; the known editors among the marks
 */
export function findTraces(named, jpeg) {
  const names = [...named, ...(jpeg ? xmpTools(jpeg) : [])];
  const marks = jpeg ? jpeg.bodies(COM).map((body) => plainText(utf8(body))) : [];
  const texts = [...names, ...marks].join(" ").toLowerCase();
  const editors = EDITORS.filter(([mark]) => texts.includes(mark)).map(([, program]) => program);
  if (jpeg && writtenByPhotoshop(jpeg)) editors.unshift(SAID.editors.photoshop);
  return { software: [...[...new Set(names)].join(SAID.and)].slice(0, 255).join(""), editors: [...new Set(editors)] };
}

/** xmp:CreatorTool, as attribute or element (ISO 16684-1). @param {Jpeg} jpeg */
function xmpTools(jpeg) {
  const found = jpeg.bodies(APP1, XMP).flatMap((body) => creatorTool(body) ?? []);
  return found.map((tool) => plainText(utf8(tool), 120)).filter(Boolean);
}

/** Bytes of the first tool that is named; null where none is. @param {Uint8Array} body */
function creatorTool(body) {
  // One character a byte, so that places in the text are places in the bytes.
  const found = /CreatorTool(?:="|>)([^"<]{1,200})/.exec(new TextDecoder("iso-8859-1").decode(body));
  const end = found ? found.index + found[0].length : 0;
  return found ? body.subarray(end - (found[1]?.length ?? 0), end) : null;
}

/** Its own image resources (APP13), or the mark of its "save for web" (APP12). @param {Jpeg} jpeg */
function writtenByPhotoshop(jpeg) {
  if (jpeg.bodies(APP12).some((body) => says(body, "Ducky") && body.length > 5)) return true;
  return jpeg.bodies(APP13, MARK).some((body) => resources(body).some(({ id }) => !IPTC_RESOURCES.includes(id)));
}
