// A worker that measures and cuts portraits as the page's own does, and tells all facts and the points: for the table of parity.
import { cut } from "../../../widgets/photo/answers.js";
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
  cut: (told) => cut(told, tools),
});
