import { fitPhoto } from "../checks/fit/portrait.js";
import { CannotFit } from "../checks/fit/spec.js";
import { inForce } from "../checks/in-force.js";
import { asked } from "../checks/photo.js";
import { left } from "../shared/device/elsewhere.js";
import { content } from "../shared/files/content.js";
import { Refusal } from "../shared/files/refusal.js";
import { rules } from "../shared/files/rules.js";
import { circumstances, measuredWhole } from "./checked.js";
import { WORDS } from "./wording.js";

/**
 * A portrait made on this device from the one that was checked on it: the worker has the pixels, and this page says what is done
 * to them and judges what comes out.
 *
 * @param {import("../shared/files/send.js").Sent} sent
 * @param {string} address of the specs that it is judged by
 * @param {import("../shared/files/named.js").Typed} typed what its name is compared with
 * @param {import("../shared/device/here.js").Ask} ask
 * @param {(words: string) => void} say what is being done
 * @returns {Promise<{fitted: import("./fit.js").Fitted, left: number}>} left: how many rules could be checked elsewhere
 * @throws {Refusal} nothing is made here, and why
 */
export async function made({ file, told }, address, typed, ask, say) {
  const [data, specs] = await Promise.all([content(file), rules(address)]);
  const around = circumstances(told, typed);
  const document = inForce(specs, around.now);
  /** @type {string[]} */
  let elsewhere = [];
  const hear = (/** @type {string[]} */ told) => (elsewhere = told);
  const found = await fitPhoto(document, data, file.name, around, hands(asked(document), file, ask, say, hear)).catch((error) => {
    throw error instanceof CannotFit ? new Refusal(error.message) : error;
  });
  const { data: made, name, changed, report, ...notes } = found;
  const shown = made && { name, media_type: "image/jpeg", size: made.length, changed, base64: await base64(made) };
  return { fitted: { file: shown, report, ...notes }, left: left(report, elsewhere) };
}

/**
 * What is asked of the worker. Files are copied to it, for they are still needed here.
 *
 * @param {ReturnType<typeof asked>} wanted by the rules
 * @param {File} original that was checked
 * @param {import("../shared/device/here.js").Ask} ask
 * @param {(words: string) => void} say
 * @param {(elsewhere: string[]) => void} hear what of the file that is looked at could be measured elsewhere
 * @returns {import("../checks/fit/portrait.js").Hands}
 */
const hands = (wanted, original, ask, say, hear) => ({
  async look(data, name, again) {
    const known = again ? undefined : measuredWhole(original, wanted.allowed);
    if (!known) say(again ? "正在检查做好的照片……" : "正在量原图……");
    const { facts, absent, elsewhere, places } = known
      ? { ...known, places: {} }
      : await ask("measure", { data, name, asked: again ? wanted : { ...wanted, wanted: null, drawn: new Set() }, words: WORDS });
    hear(elsewhere);
    return { facts, absent, places: (fact) => places[fact] ?? [], drop() {} };
  },
  cut(data, facts, values) {
    say("正在裁剪、另存……");
    return ask("cut", { data, facts, values });
  },
});

/** @param {Uint8Array} data @returns {Promise<string>} */
function base64(data) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^.*,/, ""));
    reader.onerror = failed;
    reader.readAsDataURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (data)]));
  });
}
