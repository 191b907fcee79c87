import SAID from "./measuring.json" with { type: "json" };
import PAGES from "./pages.json" with { type: "json" };

const { words: WORDS } = PAGES;
const { reasons: WHY } = SAID;
/** Why something of a file is not looked at on a device that a server would look at. */
const ofThis = () => [WORDS.on_server, WORDS.not_decoded, WHY.not_unpacked];
/** Why more is not known then. */
const ofWhatRests = () => [...ofThis(), WORDS.some_unread, WORDS.uncounted, WORDS.half_read, WHY.behind_the_end, WHY.unknown];

/**
 * Names of the facts that a server could measure where this device could not. Told by whoever measures: a page in another script
 * says the reasons with other characters.
 *
 * @param {Record<string, string>} absent as measured
 */
export function elsewhere(absent) {
  /** @type {(why: string, reasons: string[]) => boolean} */
  const among = (why, reasons) => reasons.some((reason) => why.includes(reason));
  const reasons = Object.entries(absent);
  if (!reasons.some(([, why]) => among(why, ofThis()))) return [];
  return reasons.flatMap(([name, why]) => (among(why, ofWhatRests()) ? [name] : []));
}
