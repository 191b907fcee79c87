import { fetched } from "../shared/faults.js";
import { compared, wrongIn } from "../shared/files/judged.js";
import { looked } from "./seen.js";
import { shownName } from "./shown.js";

/**
 * An archive that was made here, read again by what reads any archive, and judged by its spec, before anybody is handed it.
 *
 * @typedef {import("./pieces.js").Piece} Piece
 */

const OTHER = "做好的压缩包读回来，和放进去的不一样，没有给你。请再做一次；还不行，就换一个浏览器。";
/** Seconds for reading it: it was made on this device, and nobody else waits. */
const SECONDS = 60;

/**
 * @param {File} file the archive
 * @param {string[]} names of its entries
 * @param {Piece[]} pieces that became them
 * @param {string | null} address of the part of the compiled spec that is over files; null where the page names none
 * @param {import("../shared/files/named.js").Typed} typed beside it
 * @returns {Promise<{fault: string | null, judged: boolean}>}
 *   fault: what is wrong with it, in one sentence with its mend; judged: whether its spec was at hand
 * @throws {DOMException} it can no longer be read
 */
export async function reread(file, names, pieces, address, typed) {
  const measured = await looked(file, { seconds: SECONDS });
  if (!isAsMade(measured.facts, names, pieces)) return { fault: OTHER, judged: false };
  const document = address ? await fetched(address).catch(() => null) : null;
  if (!document) return { fault: null, judged: false };
  const wrong = wrongIn(document, compared(measured, document, file.name, typed), new Date());
  const first = wrong.find(({ severity }) => severity === "must");
  return { fault: first ? told(first, names, pieces) : null, judged: true };
}

/** @param {Record<string, any>} facts @param {string[]} names @param {Piece[]} pieces */
function isAsMade({ archive_kind: kind, truncated, prefix, trailing_bytes: behind, contents = [] }, names, pieces) {
  const alike = (/** @type {any} */ entry, /** @type {number} */ at) =>
    entry.name === shownName(names[at] ?? "") && entry.true_bytes === pieces[at]?.data.size && entry.crc_ok && !entry.header_mismatch;
  return kind === "zip" && !truncated && prefix === "none" && behind === 0 && contents.length === names.length && contents.every(alike);
}

/** @param {import("../shared/report.js").Finding} finding @param {string[]} names @param {Piece[]} pieces */
function told({ sentence, mend, regions }, names, pieces) {
  const [place] = regions;
  const at = names.findIndex((name) => shownName(name) === place?.entry);
  // By the name under which it was chosen: that in the archive is new.
  const which = at < 0 ? "" : `${pieces[at]?.original}（在压缩包里叫 ${names[at]}）：`;
  return `做好的压缩包还不能用。${which}${sentence}${mend ?? ""}`;
}
