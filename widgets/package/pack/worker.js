/** Makes pictures smaller on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { NotTried } from "../../formats/header.js";
import { readJpeg } from "../../formats/jpeg.js";
import { Pixels } from "../../formats/pixels.js";
import { ihdrOf, readPng } from "../../formats/png.js";
import { answering, measuring } from "../../shared/device/answering.js";
import { smaller } from "./shrink.js";

/** Pixels of a picture for which a telephone has the memory: twenty-two bytes for each, with what comes of it. */
const MOST = 25_000_000;

answering(
  measuring(
    async (files) => new Pixels(await WebAssembly.compile(files["pixels.wasm"] ?? new ArrayBuffer(0))),
    async ({ kind, data, most, least }, pixels) => {
      const { width = 0, height = 0 } = (kind === "jpeg" ? readJpeg(data).frame : ihdrOf(readPng(data).chunks)) ?? {};
      if (width * height > MOST) return { left: true };
      try {
        return { made: await smaller(pixels, kind, data, most, least) };
      } catch (error) {
        if (!(error instanceof NotTried)) throw error;
        // Whatever of the picture is still in its memory goes with it.
        pixels.core = pixels.begun();
        return { left: true };
      }
    },
  ),
);
