/** Why something did not come. Of the network is said what is of the network; all else reaches the console. */

/** A document that was not reached, or not given. */
export class Unreached extends Error {
  /** @param {string} address @param {number} [status] the server's answer, where there was one */
  constructor(address, status) {
    super(status ? `answered ${status}` : "no answer");
    this.address = address;
    this.status = status;
  }
}

/** The newest shape of the site's documents that this code reads; documents before the first number are of 1. */
export const FORMAT = 1;

/** A document of a newer shape than this code reads: what it says could be misread. */
export class Newer extends Error {
  /** @param {string} address @param {unknown} format the document's */
  constructor(address, format) {
    super(`document of format ${format}; this version reads up to ${FORMAT}`);
    /** As `zikao-error` names it. */
    this.code = "version";
    this.address = address;
    this.format = format;
  }
}

/**
 * A document of the site.
 *
 * @param {string} address
 * @returns {Promise<any>}
 * @throws {Unreached} no answer, or none that holds it
 * @throws {Newer} one that only a newer version of the widgets reads
 * @throws {SyntaxError} with the `address`: it is no JSON
 */
export async function fetched(address) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address, { credentials: "omit" });
  } catch {
    throw new Unreached(address);
  }
  if (!answer.ok) throw new Unreached(address, answer.status);
  const text = await answer.text().catch(() => Promise.reject(new Unreached(address)));
  const document = parsed(text, address);
  if (document?.format > FORMAT) throw new Newer(address, document.format);
  return document;
}

/** @param {string} text @param {string} address */
function parsed(text, address) {
  try {
    return JSON.parse(text);
  } catch (fault) {
    throw Object.assign(/** @type {Error} */ (fault), { address });
  }
}

/** What browsers say of a part of the program that they could not fetch: Chromium, Firefox, Safari. */
const MODULE = /dynamically imported module|importing a module script failed/i;

/** Whether the network is the cause. @param {unknown} fault */
export function lost(fault) {
  return fault instanceof Unreached ? !fault.status : MODULE.test(/** @type {any} */ (fault)?.message);
}

/**
 * Says what a fault asks of the reader, and tells the console of all but the network's.
 *
 * @param {unknown} fault
 * @returns {string} a clause: 请检查网络后刷新
 */
export function advice(fault) {
  // What the network lost is nothing to look for in the code, and a page that is left loses all that is on its way.
  if (!lost(fault)) console.error(fault);
  if (fault instanceof Unreached && fault.status) return "服务器现在给不了，请过一会儿再刷新";
  if (lost(fault)) return "请检查网络后刷新";
  if (fault instanceof Newer) return "资料已经更新，这个页面上的程序还是旧的，请刷新页面再试";
  return "网页自己出了错，请刷新再试，还不行就换一个浏览器";
}

/** @typedef {{message: string, code: string}} Told what the reader is told, and by what name a page knows it */

/** @type {((element: Element, fault: unknown) => Promise<Told>) | undefined} */
let teller;

/** In a portal a fault has causes that pages of ours do not have: what stands there tells. @param {typeof teller} tell */
export function tellWith(tell) {
  teller = tell;
}

/**
 * @param {Element} element
 * @param {unknown} fault why it cannot begin
 * @param {(advice: string) => string} said what a page of ours says
 * @returns {Promise<Told>}
 */
export async function told(element, fault, said) {
  if (teller) return teller(element, fault);
  return { message: said(advice(fault)), code: named(fault) };
}

/** @param {unknown} fault */
function named(fault) {
  if (fault instanceof Newer) return fault.code;
  if (lost(fault)) return "away";
  if (!(fault instanceof Unreached)) return "broken";
  return fault.status === 404 || fault.status === 410 ? "missing" : "away";
}
