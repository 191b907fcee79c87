import { free } from "../../formats/freed.js";
import SAID from "../pages.json" with { type: "json" };
import { UnreadableError, jpegRaster, pngRaster } from "./rasters.js";

/**
 * From one file to the pixels of its pages, whichever of the decoders that takes: the twin of `zikao.package.pages.opening`. A
 * PDF's pages are drawn by the server alone.
 *
 * @typedef {import("./rasters.js").Raster} Raster
 */

/**
 * The page of a JPEG or PNG; in place of one that fails, why.
 *
 * @param {import("../../formats/pixels.js").Pixels} pixels
 * @param {string} kind of the file
 * @param {() => Promise<Uint8Array>} content gives the file when its page is asked for, and gives it away
 * @param {import("./rasters.js").Limits} limits
 * @returns {Promise<Raster | UnreadableError>}
 */
export async function rasterOf(pixels, kind, content, limits) {
  if (kind === "pdf") return new UnreadableError(SAID.words.on_server);
  try {
    const data = await content();
    const raster = kind === "jpeg" ? jpegRaster(pixels, data, limits) : await pngRaster(pixels, data, limits);
    free(data);
    return raster;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return error;
  }
}
