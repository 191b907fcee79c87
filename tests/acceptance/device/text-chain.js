// A worker that looks at pages as the package's own does, and tells the lines too: for the table of parity.
import * as LIMITS from "../../../widgets/package/limits.js";
import { PageReader } from "../../../widgets/package/pages/reader.js";
import { jpegRaster } from "../../../widgets/package/pages/rasters.js";
import SAID from "../../../widgets/package/pages.json" with { type: "json" };
import { read } from "../../../widgets/package/text/reader.js";
import { prepared } from "../../../widgets/package/tools.js";
import { answering } from "../../../widgets/shared/device/answering.js";
import { ANY_TICKET } from "../../../widgets/shared/files/typed.js";

let tools;

// In front of each file stands the number that is declared beside it, to a line's end.
async function look(data) {
  const end = data.indexOf(10);
  const [declared, file] = [new TextDecoder().decode(data.subarray(0, end)) || null, data.slice(end + 1)];
  const { pixels, models } = tools;
  const reader = new PageReader({ pixels, models, limits: LIMITS, declared, form: ANY_TICKET, courses: [], undeclared: SAID.words.undeclared });
  const begun = performance.now();
  const [notes] = await reader.pages(0, null, "jpeg", async () => file.slice());
  const looked = performance.now() - begun;
  const { picture } = jpegRaster(pixels, file, LIMITS);
  const { lines } = await read(picture, models);
  picture.drop();
  return { ms: looked, facts: notes.document(), absent: notes.absent, lines: lines.map(({ text, score }) => [text, score]), held: pixels.held };
}

answering({
  async prepare({ files }) {
    const begun = performance.now();
    tools = await prepared(files);
    return performance.now() - begun;
  },
  measure: ({ data }) => look(new Uint8Array(data)),
});
