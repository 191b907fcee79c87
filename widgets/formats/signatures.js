import { big, find, latin, little, says } from "./bytes.js";
import { decoded } from "./text.js";

/**
 * What a file is, by its first bytes and nothing else: the twin of `zikao.formats.signatures`.
 *
 * @typedef {import("./kinds.js").Kind} Kind
 */

/** How much of a file tells its kind. */
export const HEAD_BYTES = 65_536;

/** @type {[at: number, start: string, kind: Kind][]} */
const SIGNATURES = [
  [0, "\xff\xd8\xff", "jpeg"],
  [0, "\x89PNG\r\n\x1a\n", "png"],
  [0, "GIF87a", "gif"],
  [0, "GIF89a", "gif"],
  [0, "II*\0", "tiff"],
  [0, "MM\0*", "tiff"],
  [0, "\x1aE\xdf\xa3", "video"],
  [0, "ID3", "audio"],
  [0, "{\\rtf", "word"],
  [0, "Rar!\x1a\x07", "rar"],
  [0, "7z\xbc\xaf\x27\x1c", "7z"],
  [0, "\x1f\x8b\x08", "gzip"],
  [0, "BZh", "bzip2"],
  [0, "\xfd7zXZ\0", "xz"],
  [0, "MSCF\0\0\0\0", "cab"],
  [257, "ustar", "tar"],
  [0, "MZ", "program"],
  [0, "\x7fELF", "program"],
  [0, "\xcf\xfa\xed\xfe", "program"],
  [0, "\xca\xfe\xba\xbe", "program"],
  [0, "#!", "program"],
  [0, "L\0\0\0\x01\x14\x02\0", "link"],
  [0, "[InternetShortcut]", "link"],
];
/** @type {Record<string, Kind>} */
const RIFF = { WEBP: "webp", "AVI ": "video", WAVE: "audio" };
/** Major brands of ISO base media files (ISO/IEC 23008-12, AV1 image file format). */
const HEIC = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
const AVIF = ["avif", "avis"];
/** Of any coding: which one, the compatible brands tell. */
const SHARED = ["mif1", "msf1"];
/** Lengths of the headers that a BMP may go on with. */
const BMP_HEADERS = [12, 16, 40, 52, 56, 64, 108, 124];
/** @type {[string, Kind][]} */
const OFFICE_FOLDERS = [["word/", "word"], ["xl/", "excel"], ["ppt/", "slides"]];
/** @type {[string, Kind][]} */
const OPEN_DOCUMENTS = [["text", "word"], ["spreadsheet", "excel"], ["presentation", "slides"]];
const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/** @type {[string, Kind][]} */
const OLE_STREAMS = [["WordDocument", "word"], ["Workbook", "excel"], ["PowerPoint Document", "slides"]];
/** @type {Record<string, Kind>} */
const OLE_EXTENSIONS = {
  doc: "word", dot: "word", wps: "word", wpt: "word",
  xls: "excel", xlt: "excel", et: "excel",
  ppt: "slides", pps: "slides", dps: "slides",
  msi: "program",
};
const WEB = /^(\xef\xbb\xbf)?[\t-\r ]*(<!doctype html|<html|<head|<body|<\?xml|<svg|mime-version:)/i;

/**
 * The kind of the file that begins with these bytes, of which `HEAD_BYTES` are looked at. The extension is asked in one case
 * only: which program an old Office container belongs to, where the names of its streams lie further inside.
 *
 * @param {Uint8Array} data
 * @param {string} [extension]
 * @returns {Kind}
 */
export function identify(data, extension = "") {
  const head = data.subarray(0, HEAD_BYTES);
  if (!head.length) return "empty";
  const found = SIGNATURES.find(([at, start]) => says(head, start, at));
  if (found) return found[2];
  if (["PK\x03\x04", "PK\x05\x06", "PK\x07\x08", "PK00"].some((start) => says(head, start))) return zipFamily(head);
  if (says(head, OLE)) return oleFamily(head, extension);
  const third = latin(head.subarray(8, 12));
  if (says(head, "RIFF") && RIFF[third]) return RIFF[third];
  if (says(head, "ftyp", 4)) return brand(head, third);
  if (says(head, "BM") && isBmp(head)) return "bmp";
  // Readers of PDF allow bytes before its header.
  if (find(head, "%PDF-", 0, 1024) >= 0) return "pdf";
  return written(head);
}

/** @param {Uint8Array} head @param {string} major @returns {Kind} */
function brand(head, major) {
  if (SHARED.includes(major)) {
    const compatible = latin(head.subarray(16, Math.max(16, big(head, 0, 4)))).slice(0, 400);
    if (compatible.match(/[^]{1,4}/g)?.includes("avif")) return "avif";
  }
  return HEIC.includes(major) ? "heic" : AVIF.includes(major) ? "avif" : "video";
}

/** Whether more than two letters speak for it: they alone would take any text for a picture. @param {Uint8Array} head */
const isBmp = (head) => says(head, "\0\0\0\0", 6) || BMP_HEADERS.includes(little(head, 14, 4));

/** Office and OFD documents and Java programs are archives by build, told by how they begin. @param {Uint8Array} head @returns {Kind} */
function zipFamily(head) {
  const first = latin(head.subarray(30, 30 + little(head, 26, 2)));
  if (first === "[Content_Types].xml" || first === "_rels/.rels") {
    return OFFICE_FOLDERS.find(([folder]) => find(head, folder) >= 0)?.[1] ?? "zip";
  }
  if (first === "mimetype") {
    const mime = (/** @type {string} */ kind) => find(head, `application/vnd.oasis.opendocument.${kind}`, 0, 200) >= 0;
    return OPEN_DOCUMENTS.find(([kind]) => mime(kind))?.[1] ?? "zip";
  }
  if (first === "OFD.xml" || (first.startsWith("Doc_0/") && find(head, "OFD.xml") >= 0)) return "ofd";
  return ["META-INF/", "META-INF/MANIFEST.MF", "AndroidManifest.xml"].includes(first) ? "program" : "zip";
}

/** @param {Uint8Array} head @param {string} extension @returns {Kind} */
function oleFamily(head, extension) {
  const wide = (/** @type {string} */ name) => name.replace(/./g, "$&\0");
  const found = OLE_STREAMS.find(([stream]) => find(head, wide(stream)) >= 0);
  return found?.[1] ?? OLE_EXTENSIONS[extension] ?? "unknown";
}

/** Web page, plain text, or unknown. @param {Uint8Array} head @returns {Kind} */
function written(head) {
  if (WEB.test(latin(head))) return "web";
  if (says(head, "\xff\xfe") || says(head, "\xfe\xff")) return "text";
  for (const encoding of ["utf-8", "gb18030"]) {
    const text = decoded(head, encoding, true);
    if (text !== null && !/[\0-\x08\x0b\x0e-\x1f]/.test(text)) return "text";
  }
  return "unknown";
}
