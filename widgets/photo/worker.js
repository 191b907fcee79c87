/** Looks at portraits on the device, away from the page: what `shared/device/worker.js` asks. Nothing is fetched here. */
import { answering, measuring } from "../shared/device/answering.js";
import { cut, measure } from "./answers.js";
import { prepared } from "./tools.js";

answering(measuring(prepared, measure, { cut }));
