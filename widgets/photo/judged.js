import { free } from "../formats/freed.js";
import { compared, toldBefore, wrongIn } from "../shared/files/judged.js";
import { measureFile } from "./file.js";
import * as LIMITS from "./limits.js";
import { rules } from "../shared/files/rules.js";

const WITH_PICTURE = "这些是从文件本身读出来的，在你的设备上查的；画面要按下面的按钮以后才查。";
const WITHOUT = "这些是从文件本身读出来的，在你的设备上查的；画面要发送以后才能检查。";

/**
 * What is already wrong with a chosen file by what it says itself. Nothing leaves the device.
 *
 * @param {File} file
 * @param {string} address of the part of the compiled spec that is over files
 * @param {import("../shared/files/named.js").Typed} typed beside it, for its name
 * @param {boolean} [here] whether the picture is checked on this device too
 * @returns {Promise<HTMLElement | null>} null where nothing is wrong, or the file is larger than is looked at
 */
export async function judged(file, address, typed, here = false) {
  if (!file.size || file.size > LIMITS.BYTES) return null;
  const [data, document] = await Promise.all([file.arrayBuffer(), rules(address)]);
  const measured = compared(measureFile(new Uint8Array(data), file.name), document, file.name, typed);
  free(data);
  const wrong = wrongIn(document, measured, new Date());
  return wrong[0] ? toldBefore(document, wrong, here ? WITH_PICTURE : WITHOUT, here) : null;
}
