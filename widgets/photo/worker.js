/** Measures portraits on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering, measuring } from "../shared/device/answering.js";
import { look } from "./measuring.js";
import { placesOf } from "./places.js";
import { prepared } from "./tools.js";

answering(
  measuring(prepared, async ({ data, name, asked }, tools) => {
    const { measured, portrait } = await look(data, name, tools, asked);
    // The page judges: of whatever its rules read it may have to draw the place.
    const places = [...asked.drawn].map((fact) => [fact, portrait ? placesOf(portrait, fact) : []]);
    portrait?.picture.drop();
    return { ...measured, places: Object.fromEntries(places) };
  }),
);
