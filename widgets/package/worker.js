/** Measures packages on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering, measuring } from "../shared/device/answering.js";
import * as LIMITS from "./limits.js";
import { measure } from "./measuring.js";
import { Pages } from "./pages/files.js";
import { prepared } from "./tools.js";

answering(
  measuring(prepared, async ({ file, name, declared, form }, tools, hear) => {
    const pages = new Pages({ ...tools, limits: LIMITS, declared, form });
    const measured = await measure(file, name, { pages, hear });
    return { ...measured, marks: pages.marks };
  }),
);
