// A worker that decodes and shows pictures as the check of a portrait does, and tells their digests: for the table of pixels.
import { readExif } from "../../../widgets/formats/exif.js";
import { NotTried } from "../../../widgets/formats/header.js";
import { colorsOf, jpegProfile, pngProfile } from "../../../widgets/formats/icc.js";
import { Jpeg, readJpeg } from "../../../widgets/formats/jpeg.js";
import { Pixels } from "../../../widgets/formats/pixels.js";
import { readPng } from "../../../widgets/formats/png.js";
import { identify } from "../../../widgets/formats/signatures.js";
import { decode } from "../../../widgets/photo/decode.js";
import * as LIMITS from "../../../widgets/photo/limits.js";
import { show } from "../../../widgets/photo/picture.js";
import { profiles } from "../../../widgets/photo/tools.js";
import { answering } from "../../../widgets/shared/device/answering.js";
/** As Pillow calls them, by the number of bands. */
const MODES = { 1: "L", 3: "RGB", 4: "CMYK" };

let tools;

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function digest(head, picture) {
  const told = await new Blob([`${head}\n`, picture.bytes()]).arrayBuffer();
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", told)));
}

/** Digest of what is decoded, or of what is shown of it; null where it is damaged. */
async function look(data, shown) {
  const kind = identify(data);
  const file = kind === "jpeg" ? readJpeg(data, LIMITS.PARTS, LIMITS.PICTURES) : readPng(data);
  const header = file.header();
  const decoded = header && (await decode(tools.pixels, file, header));
  if (!header || !decoded) return null;
  let [picture, head] = [decoded, `${MODES[decoded.bands]} ${decoded.width} ${decoded.height}`];
  if (shown) {
    const orientation = readExif(file.exif).orientation || 1;
    const colors = colorsOf(file instanceof Jpeg ? jpegProfile(file) : await pngProfile(file), tools.lcms);
    const { rgb, native } = show(decoded, orientation, orientation > 4 ? header.width : header.height, colors);
    [picture, head] = [rgb, `${rgb.width} ${rgb.height} ${native ? "True" : "False"}`];
  }
  const found = await digest(head, picture);
  picture.drop();
  return found;
}

answering({
  async prepare({ files }) {
    const begun = performance.now();
    const wasm = await WebAssembly.compile(files["pixels.wasm"]);
    tools = { pixels: new Pixels(wasm), lcms: await profiles(files["lcms.wasm"]) };
    return performance.now() - begun;
  },
  async measure({ data, name }) {
    try {
      return { digest: await look(new Uint8Array(data), name.startsWith("shown")) };
    } catch (error) {
      if (!(error instanceof NotTried)) throw error;
      return { left: true };
    }
  },
});
