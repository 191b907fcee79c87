import FILE from "./file.json" with { type: "json" };
import SEEN from "./seen.json" with { type: "json" };

/** Why something is not measured on a device that a server would measure, or the device with more. */
const reasons = () => [FILE.reasons.on_device, SEEN.reasons.not_loaded];

/**
 * Names of the facts that could be measured elsewhere where this device could not.
 *
 * @param {Record<string, string>} absent as measured
 */
export function elsewhere(absent) {
  const known = reasons();
  return Object.entries(absent).flatMap(([name, why]) => (known.includes(why) ? [name] : []));
}
