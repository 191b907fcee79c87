/** Measures packages on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering, measuring } from "../shared/device/answering.js";
import { adopt } from "../shared/device/wording.js";
import { elsewhere } from "./elsewhere.js";
import * as LIMITS from "./limits.js";
import { measure } from "./measuring.js";
import SAID from "./measuring.json" with { type: "json" };
import PAGES from "./pages.json" with { type: "json" };
import { Pages } from "./pages/files.js";
import { roomFor } from "./room.js";
import { prepared } from "./tools.js";

/** For opening entries: whoever waits may give up. */
const SECONDS = 60;

answering(
  measuring(prepared, async ({ file, name, declared, form, words }, tools, hear) => {
    adopt({ measuring: SAID, pages: PAGES }, words);
    const pages = new Pages({ ...tools, limits: LIMITS, declared, form });
    const measured = await measure(file, name, { limits: roomFor(file.size, SECONDS), pages, hear });
    return { ...measured, marks: pages.marks, elsewhere: elsewhere(measured.absent) };
  }),
);
