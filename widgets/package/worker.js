/** Measures packages on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering } from "../shared/device/answering.js";
import * as LIMITS from "./limits.js";
import { measure } from "./measuring.js";
import { Pages } from "./pages/files.js";
import { prepared } from "./tools.js";

/** @type {Promise<import("./tools.js").Tools>} */
let tools = Promise.reject(new Error("nothing was prepared"));
tools.catch(() => {});

answering({
  async prepare({ files }, hear) {
    tools = prepared(files, hear);
    await tools;
  },
  async measure({ file, name, declared, form }, hear) {
    const pages = new Pages({ ...(await tools), limits: LIMITS, declared, form });
    const measured = await measure(file, name, { pages, hear });
    return { ...measured, marks: pages.marks };
  },
});
