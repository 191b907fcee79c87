/** Measures portraits on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering } from "../shared/device/answering.js";
import { look } from "./measuring.js";
import { placesOf } from "./places.js";
import { prepared } from "./tools.js";

/** @type {Promise<import("./measuring.js").Tools>} */
let tools = Promise.reject(new Error("nothing was prepared"));
tools.catch(() => {});

answering({
  async prepare({ files }, hear) {
    tools = prepared(files, hear);
    await tools;
  },
  async measure({ data, name, asked }) {
    const { measured, portrait } = await look(data, name, await tools, asked);
    // The page judges: of whatever its rules read it may have to draw the place.
    const places = [...asked.drawn].map((fact) => [fact, portrait ? placesOf(portrait, fact) : []]);
    portrait?.picture.drop();
    return { ...measured, places: Object.fromEntries(places) };
  },
});
