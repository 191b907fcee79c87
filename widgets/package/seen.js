import { h } from "../shared/browser.js";
import { fetched } from "../shared/faults.js";
import { compared, toldBefore, wrongIn } from "../shared/files/judged.js";
import { measure } from "./measuring.js";
import SAID from "./measuring.json" with { type: "json" };
import { roomFor } from "./room.js";

/** Bytes above which names and sizes are told before anything is opened: what comes next may take a while. */
const AT_ONCE = 4_000_000;
/** Seconds for opening entries before anybody asked for that. */
const SECONDS = 5;

/**
 * What is said beside what was found: where the pages come next, and where they are sent.
 *
 * @typedef {{zip: string, other: string, named: (files: number) => string, opened: (files: number) => string}} Said
 */

/** @type {Said} */
const HERE = {
  zip: "这些是从压缩包本身读出来的；里面的画面要按下面的按钮以后才查，也在你的设备上。",
  other: "这些是从文件本身读出来的；画面要按下面的按钮以后才查，也在你的设备上。",
  named: (files) => `里面有 ${files} 个文件，名字和大小没有看出问题。内容要按下面的按钮以后才查。`,
  opened: (files) => `里面有 ${files} 个文件，名字和大小没有看出问题，都能解开。画面要按下面的按钮以后才查。`,
};
/** @type {Said} */
const SENT = {
  zip: "这些是从压缩包本身读出来的，在你的设备上查的；画面要发送以后才能检查。",
  other: "这些是从文件本身读出来的，在你的设备上查的；画面要发送以后才能检查。",
  named: (files) => `里面有 ${files} 个文件，名字和大小没有看出问题。内容要发送以后才能检查。`,
  opened: (files) => `里面有 ${files} 个文件，名字和大小没有看出问题，都能解开。画面要发送以后才能检查。`,
};

/** What was measured of a whole file: an archive that was made here is read before it is chosen, and not again. @type {WeakMap<File, import("./measuring.js").Measured>} */
const known = new WeakMap();

/**
 * What is measured of a file, within the bounds of a device.
 *
 * @param {File} file
 * @param {{unopened?: string | null, seconds?: number}} [how] unopened: the reason to open no entry; seconds: for opening them
 * @returns {Promise<import("./measuring.js").Measured>}
 * @throws {DOMException} it can no longer be read
 */
export async function looked(file, { unopened = null, seconds = SECONDS } = {}) {
  const before = known.get(file);
  if (before) return before;
  const measured = await measure(file, file.name, { limits: roomFor(file.size, seconds), unopened });
  if (unopened === null) known.set(file, measured);
  return measured;
}

/**
 * What this device sees in a chosen file before anything of it is sent, judged by the rules of its spec: names and sizes first,
 * then what the entries are. Nothing leaves the device.
 *
 * @param {File} file
 * @param {string} address of the part of the compiled spec that is over files
 * @param {import("../shared/files/named.js").Typed} typed beside it, for its name
 * @param {() => boolean} [here] whether its pages are looked at on this device too
 * @returns {AsyncGenerator<HTMLElement | null>} null where there is nothing to tell
 */
export async function* seen(file, address, typed, here = () => false) {
  const document = await fetched(address);
  const look = async (/** @type {string | null} */ unopened) =>
    told(document, compared(await looked(file, { unopened }), document, file.name, typed), here());
  try {
    if (file.size > AT_ONCE && !known.has(file)) yield await look(SAID.reasons.not_opened);
    yield await look(null);
  } catch (error) {
    // It was taken away meanwhile, or lies where this browser may not read.
    if (!(error instanceof DOMException)) throw error;
    yield h("p.zk-fault", { role: "status" }, "这个文件读不出来，请重新选一次。");
  }
}

/** @param {import("../shared/known.js").Compiled} document @param {import("./measuring.js").Measured} measured @param {boolean} here */
function told(document, measured, here) {
  const said = here ? HERE : SENT;
  const wrong = wrongIn(document, measured, new Date());
  const { archive_kind: kind, contents, unpacked_bytes: opened } = measured.facts;
  if (wrong[0]) return toldBefore(document, wrong, kind === "zip" ? said.zip : said.other, here);
  const files = contents?.filter((/** @type {any} */ { folder }) => !folder).length;
  // Of a file that is no archive nothing more is known here.
  if (!files) return null;
  return h("p.zk-good", { role: "status" }, opened === undefined ? said.named(files) : said.opened(files));
}
