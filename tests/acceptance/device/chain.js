// A worker that measures a portrait as the page's own does, and tells all facts and the points: for the table of parity.
import { look } from "../../../widgets/photo/measuring.js";
import { prepared } from "../../../widgets/photo/tools.js";
import { answering } from "../../../widgets/shared/device/answering.js";

let tools;

answering({
  async prepare({ files }) {
    const begun = performance.now();
    tools = await prepared(files);
    return performance.now() - begun;
  },
  async measure({ data, name }) {
    const begun = performance.now();
    const { measured, portrait } = await look(new Uint8Array(data), name, tools);
    const ms = performance.now() - begun;
    portrait?.picture.drop();
    return { ...measured, points: portrait?.mesh?.points ?? null, ms, held: tools.pixels.held };
  },
});
