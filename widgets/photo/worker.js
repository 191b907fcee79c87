/** Checks portraits on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { checkPhoto } from "../checks/photo.js";
import { answering } from "../shared/device/answering.js";
import { prepared } from "./tools.js";

/** @type {Promise<import("./measuring.js").Tools>} */
let tools = Promise.reject(new Error("nothing was prepared"));
tools.catch(() => {});

answering({
  async prepare({ files }, hear) {
    tools = prepared(files, hear);
    await tools;
  },
  async measure({ data, name, specs, now, told, typed }) {
    return checkPhoto(new Uint8Array(data), name, specs, { now: new Date(now), told, typed }, await tools);
  },
});
