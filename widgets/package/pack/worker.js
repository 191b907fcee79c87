/** Makes pictures smaller on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { NotTried } from "../../formats/header.js";
import { Pixels } from "../../formats/pixels.js";
import { answering, measuring } from "../../shared/device/answering.js";
import { smaller } from "./shrink.js";

answering(
  measuring(
    async (files) => new Pixels(await WebAssembly.compile(files["pixels.wasm"] ?? new ArrayBuffer(0))),
    async ({ kind, data, most, least }, pixels) => {
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
