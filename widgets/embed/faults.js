/**
 * Why an element does not work in a portal: found out where the browser lets one find out, told to the reader in one
 * sentence and to the web master on the console in another, with the line to add. What cannot be told apart is said to
 * be not known. Loaded only when something failed.
 */
import { FORMAT, Newer, Unreached, lost } from "../shared/faults.js";
import { kept, mended } from "./policy.js";

/**
 * @typedef {"cors" | "policy" | "version" | "missing" | "away" | "refused" | "old" | "broken" | "unknown"} Code
 *
 * @typedef {object} Where
 * @property {"program" | "document" | "style" | "frame" | "inside" | "browser"} of what failed: code that was to be
 *   loaded, data, the style sheet of a browser that makes none, a frame that does not get ready, the element itself,
 *   or a browser below the floor
 * @property {string} base everything before `widgets/` in our addresses
 * @property {string} [address] of what did not come, where it is known
 * @property {import("./violations.js").Violation[]} [seen] what the portal's policy forbade so far
 * @property {string} [code] what a frame says of itself
 *
 * @typedef {{code: Code, message: string}} Told message: for the reader
 * @typedef {{code: Code, told: string}} Cause told: for the web master
 */

/** What the reader is told of each cause: what happened for him, and what he can do. @type {Record<Code | "offline" | "busy", string>} */
const READER = {
  cors: "没有打开：这个网站还没有设置好。请用下面的链接。",
  policy: "没有打开：这个网站还没有设置好。请用下面的链接。",
  refused: "没有打开：这个网站还没有设置好。请用下面的链接。",
  version: "没有打开：网页里的程序旧了，读不懂现在的规则。刷新再试；还不行，就用下面的链接。",
  missing: "没有打开：要用的文件没有找到。请用下面的链接。",
  away: "没有打开：指南网站没有回答。检查一下网络，过一会儿再刷新。",
  offline: "没有打开：设备没有连上网络。连上以后刷新。",
  busy: "没有打开：指南网站现在给不了。过一会儿再刷新。",
  old: "没有打开：浏览器太旧。换一个新一点的浏览器，或者用下面的链接。",
  broken: "没有打开：程序自己出了错。刷新再试；还不行，换一个浏览器，或者用下面的链接。",
  unknown: "没有打开，原因不清楚。刷新再试；还不行，就用下面的链接。",
};

/** What readers call each element. @type {Record<string, string>} */
const NAMES = { photo: "照片检查", package: "材料检查", eligibility: "资格自查", checklist: "清单" };

/** Directives that forbid each thing, as browsers name them. @type {Record<Where["of"], RegExp>} */
const FORBIDDING = {
  program: /^script-src/,
  document: /^connect-src$/,
  style: /^style-src/,
  frame: /^(frame|child)-src$/,
  inside: /^$/,
  browser: /^$/,
};
/** Those that forbid a step of code, wherever it stops. */
const STEPS = /^(require-trusted-types-for|trusted-types)$/;

/** Milliseconds that browsers take to tell of a violation, which may come after the failure. */
const TELLING = 100;
/** Milliseconds after which a server is taken for away. */
const PATIENCE = 8000;

/** What the console was told: each line once a page, however many elements stand on it. @type {Set<string>} */
const said = new Set();

/**
 * Finds out why, and tells the console.
 *
 * @param {Element} element a host, or what stands in it
 * @param {unknown} fault what was thrown, if anything was
 * @param {Where} where
 * @returns {Promise<Told>}
 */
export async function explain(element, fault, where) {
  const cause = await found(fault, where);
  if (!said.has(cause.told)) {
    said.add(cause.told);
    if (fault && cause.code === "broken") console.error(`zikao：${cause.told}`, fault);
    else console.error(`zikao：${cause.told}`);
  }
  const status = fault instanceof Unreached ? fault.status : undefined;
  const kind = cause.code !== "away" ? cause.code : status ? "busy" : navigator.onLine ? "away" : "offline";
  return { code: cause.code, message: `${NAMES[nameOf(element)] ?? "这一部分"}${READER[kind]}` };
}

/**
 * Says it in the element's place: the sentence above what the portal put between the tags, which stays. Where that
 * holds no link, one to our own page is added.
 *
 * @param {HTMLElement} host
 * @param {Told} told
 * @param {string} base
 */
export function show(host, { code, message }, base) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.setAttribute("part", "note");
  note.append(message);
  if (code !== "away" && !host.querySelector("a[href]")) {
    const link = document.createElement("a");
    Object.assign(link, { href: page(host, base), target: "_blank", rel: "noopener" });
    link.append("打开指南网站");
    note.append(" ", link);
  }
  const box = document.createElement("div");
  box.className = "zk-root zk-element";
  box.setAttribute("part", "root");
  box.append(note, document.createElement("slot"));
  // Also where the browser is below the floor.
  root.textContent = "";
  root.append(box);
}

/** As a tag or a place tells it. @param {Element} host @param {string} name */
const told = (host, name) => host.getAttribute(name) || host.getAttribute(`data-${name}`);

/** Of an element, of what stands in it, or of a place. @param {Element} host */
const nameOf = (host) => told(host, "zikao") || host.localName.split("-")[1] || "";

/**
 * A host did not come: what the page has between the tags stays, and reader, web master and page are told why.
 *
 * @param {import("./host.js").Host} host
 * @param {unknown} fault
 * @param {Pick<Where, "of" | "address" | "code">} where
 */
export async function failed(host, fault, where) {
  const { base, seen, turn } = host;
  const cause = await explain(host, fault, { ...where, base, seen });
  // Meanwhile it may have been taken off the page, or begun anew.
  if (host.turn !== turn) return;
  show(host, cause, base);
  host.tell("zikao-error", cause);
}

/** The page of ours that does the same. @param {Element} host @param {string} base */
function page(host, base) {
  const [province, procedure, spec] = ["province", "procedure", "spec"].map((name) => told(host, name));
  if (!province) return base;
  if (spec) return `${base}${province}/${nameOf(host) === "package" ? "packages" : "photos"}/${spec}/`;
  return `${base}${province}/${procedure ? `${procedure}/` : ""}`;
}

/** @param {unknown} fault @param {Where} where @returns {Promise<Cause>} */
async function found(fault, where) {
  const { of, base, code } = where;
  const { origin } = new URL(base);
  if (of === "browser") {
    return { code: "old", told: "这个浏览器比支持的最低版本还旧，组件没有启动；标签里的内容照常显示，不用改什么。" };
  }
  await new Promise((resolve) => setTimeout(resolve, TELLING));
  const forbidden = ours(where, origin);
  if (forbidden.length) return { code: "policy", told: forbidden.join("\n") };
  if (of === "inside") return within(code);
  if (of === "style") return { code: "missing", told: `样式文件没有载入：${where.address}。组件照常能用，只是没有样式。` };
  if (fault instanceof Newer) {
    return {
      code: "version",
      told:
        `${fault.address} 的格式是 ${fault.format}，这一版组件只认到 ${FORMAT}。` +
        `请把网页里的脚本换成：<script type="module" src="${base}widgets/v1/zikao.js"></script>`,
    };
  }
  const status = fault instanceof Unreached ? fault.status : undefined;
  if (status) return answered(/** @type {Unreached} */ (fault).address ?? where.address ?? base, status);
  if (of === "document" && fault instanceof SyntaxError) {
    const address = /** @type {any} */ (fault).address ?? where.address;
    return { code: "missing", told: `${address} 给的不是 JSON，多半是网页。请核对标签里的 province、procedure 和地址。` };
  }
  if (of !== "frame" && !lost(fault)) {
    return BROKEN;
  }
  return unanswered(where, place(fault) ?? where.address ?? `${base}widgets/v1/zikao.js`, origin);
}

/** The address that browsers name where code did not come; Safari names none. @param {unknown} fault */
function place(fault) {
  if (fault instanceof Unreached) return fault.address;
  return /https?:\/\/\S+/.exec(/** @type {any} */ (fault)?.message ?? "")?.[0];
}

/**
 * What the policy forbade, each with the line that mends it.
 *
 * @param {Where} where
 * @param {string} origin
 */
function ours({ of, seen = [] }, origin) {
  const lines = new Set();
  for (const { blockedURI, disposition, effectiveDirective, originalPolicy, sourceFile } of seen) {
    const step = STEPS.test(effectiveDirective);
    const place = step ? sourceFile : blockedURI;
    if (disposition === "report" || (!step && !FORBIDDING[of].test(effectiveDirective))) continue;
    if (place !== origin && !place?.startsWith(`${origin}/`)) continue;
    lines.add(
      step
        ? `网页的策略 ${effectiveDirective} 挡住了组件的一步（${sourceFile}）。这是组件的错，不用改策略，请告诉指南网站的管理员。`
        : `网页的策略（Content-Security-Policy）没有放行 ${origin}。请在策略里写：\n${mended(originalPolicy, effectiveDirective, origin)}`,
    );
  }
  return [...lines];
}

/** @type {Cause} */
const BROKEN = { code: "broken", told: "组件自己出了错，请把下面这一行和网页地址告诉指南网站的管理员。" };

/** Nothing there answers in any way. @param {string} address @returns {Cause} */
function silent(address) {
  return {
    code: "away",
    told: `${address} 没有回答。浏览器不告诉网页是服务器停了、域名或证书不对，还是被插件拦下，请直接打开这个地址看。`,
  };
}

/** What a frame or an element says of itself. @param {string} [code] @returns {Cause} */
function within(code) {
  if (code === "old") return { code, told: "这个浏览器比支持的最低版本还旧，框里的检查没有启动；标签里的内容照常显示。" };
  if (code === "away") return { code, told: "框里的网页打开了，它要的文件没有取到：网络断了，或者指南网站没有回答。" };
  if (code === "missing") return { code, told: "框里的网页打开了，它要的文件不在指南网站上。请告诉指南网站的管理员。" };
  return BROKEN;
}

/** @param {string} address @param {number} status @returns {Cause} */
function answered(address, status) {
  if (status === 404 || status === 410) {
    return { code: "missing", told: `${address} 不存在（${status}）。请核对标签里的 province、procedure、spec 和脚本的版本。` };
  }
  if (status === 401 || status === 403) {
    return { code: "refused", told: `${address} 不给看（${status}）。请指南网站的管理员放开这个文件。` };
  }
  return { code: "away", told: `${address} 现在给不了（${status}）。网页不用改，过一会儿再看。` };
}

/**
 * Nothing came, and the browser does not say why: a second request tells some causes apart.
 *
 * @param {Where} where
 * @param {string} address
 * @param {string} origin ours
 * @returns {Promise<Cause>}
 */
async function unanswered(where, address, origin) {
  if (!navigator.onLine) return { code: "away", told: "设备没有连上网络。网页不用改。" };
  if (location.protocol === "https:" && address.startsWith("http:")) {
    return { code: "policy", told: `浏览器不让 https 网页用 http 地址。请换成：\n${address.replace("http:", "https:")}` };
  }
  const look = await probed(address, where.seen ?? []);
  if (where.of === "frame") return frame(look, address, origin);
  if (look.answer?.ok) {
    return { code: "away", told: `${address} 第一次没有取到，再取就有了：网络不稳。网页不用改。` };
  }
  if (look.answer) return answered(address, look.answer.status);
  if (look.there) {
    return {
      code: "cors",
      told:
        `${origin} 在，但它的回答没有允许别的网站读（CORS）。请指南网站的管理员给 /widgets/ 和 /data/ 的回答加上：\n` +
        "Access-Control-Allow-Origin: *",
    };
  }
  if (look.hidden) {
    return { code: "unknown", told: `${address} 没有取到；网页的策略不让再取一次，分不清原因。` };
  }
  return silent(address);
}

/**
 * Why a frame did not get ready.
 *
 * @param {Look} look
 * @param {string} address
 * @param {string} origin ours
 * @returns {Cause}
 */
function frame({ answer, there, hidden }, address, origin) {
  // Of a page in a sandbox its address still tells an origin; the page itself has none.
  const around = [window.origin, ...(location.ancestorOrigins ?? [])];
  if (location.protocol === "file:") {
    return { code: "refused", told: "网页是从电脑上直接打开的（file:），没有网站地址，指南网站认不出。请放到你们的网站上再打开。" };
  }
  if (around.includes("null")) {
    return { code: "refused", told: "网页自己在 sandbox 里，没有来源地址，指南网站认不出。请给它加上：\nallow-same-origin" };
  }
  const list = `ZIKAO_ORIGINS=${around.join(",")}`;
  if (answer && !answer.ok) return answered(address, answer.status);
  const policy = answer?.headers.get("content-security-policy");
  const out = policy ? kept(policy, origin, around) : [];
  if (out.length) {
    return {
      code: "refused",
      told: `指南网站没有允许 ${out.join("、")} 显示它的网页（frame-ancestors）。请指南网站的管理员在 ZIKAO_ORIGINS 里加上：\nZIKAO_ORIGINS=${out.join(",")}`,
    };
  }
  const options = answer?.headers.get("x-frame-options");
  if (options) {
    return {
      code: "refused",
      told: `${address} 的回答带着 X-Frame-Options: ${options}，多半是中间的代理加的。请指南网站的管理员去掉这一行，由 frame-ancestors 管：\n${list}`,
    };
  }
  if (answer || there || hidden) {
    const how = hidden ? "网页的策略不让再取一次，分不清原因" : "指南网站在，分不清框为什么没有打开";
    return {
      code: "unknown",
      told: `${address} 在框里没有打开：${how}。请先请指南网站的管理员看 ZIKAO_ORIGINS 里有没有下面这些，再看中间的代理有没有加 X-Frame-Options：\n${list}`,
    };
  }
  return silent(address);
}

/** @typedef {{answer?: Response, there?: boolean, hidden?: boolean}} Look hidden: the policy does not let one look */

/**
 * Asks once more, first as a page that reads, then as one that only shows: a server that answers the second alone is
 * there and does not let others read.
 *
 * @param {string} address
 * @param {import("./violations.js").Violation[]} seen
 * @returns {Promise<Look>}
 */
async function probed(address, seen) {
  const before = seen.length;
  const answer = await asked(address, "cors");
  if (answer) return { answer };
  const told = () => new Promise((resolve) => setTimeout(resolve, TELLING));
  const hidden = () => seen.slice(before).some(({ effectiveDirective }) => effectiveDirective === "connect-src");
  await told();
  if (hidden()) return { hidden: true };
  const there = !!(await asked(address, "no-cors"));
  // On a busy device the first refusal is told late: nobody is called away whom the page itself may not ask.
  if (!there) await told();
  return !there && hidden() ? { hidden: true } : { there };
}

/** @param {string} address @param {RequestMode} mode */
async function asked(address, mode) {
  const given = new AbortController();
  const end = setTimeout(() => given.abort(), PATIENCE);
  try {
    return await fetch(address, { mode, cache: "no-store", credentials: "omit", signal: given.signal });
  } catch {
    return undefined;
  } finally {
    clearTimeout(end);
  }
}
