/**
 * What all widgets look like. Constructed sheets need no inline style, so a strict content security policy is enough;
 * a page sets the `--zk-*` properties to make them its own. Dark where the page says so (Material's slate scheme, or
 * theme="dark"); theme="auto" follows the device.
 */
const ALL = ":where(zikao-checklist,zikao-eligibility,zikao-way,zikao-photo,zikao-package)";

const NAMES = "ink,soft,paper,tint,hair,line,main,on-main,bad,warn,good,ask".split(",");

/** @type {(scheme: string, colours: string) => string} */
const palette = (scheme, colours) =>
  colours
    .split(" ")
    .reduce((css, colour, i) => `${css};--_${NAMES[i]}:var(--zk-${NAMES[i]},#${colour})`, `color-scheme:${scheme}`);

const DARK = palette("dark", "e3eaec adbcc1 182429 1e2f36 2f4047 8296a0 7fcadb 06262e ff9f93 f2c270 8bd6a6 9ec8f7");

const BASE = `
${ALL}{${palette("light", "1a2a30 4a5c63 fff e9f1f2 d5dee0 6b7c83 0e5a6d fff a3261b 7a4a00 1a6638 155a9c")};display:block;color:var(--_ink);line-height:1.65}
[data-md-color-scheme=slate] ${ALL},${ALL}[theme=dark]{${DARK}}
@media(prefers-color-scheme:dark){${ALL}[theme=auto]{${DARK}}}
.zk-form{margin:1rem 0;padding:1rem;border:1px solid var(--_hair);border-radius:10px;background:var(--_paper)}
.zk-form :is(p,h3),.zk-report p{margin:.25rem 0}
.zk-form h4,.zk-report h4{margin:1.5rem 0 .5rem}
.zk-hint{color:var(--_soft);font-size:.9em;overflow-wrap:anywhere}
.zk-button,.zk-quiet{font:inherit;min-height:44px;padding:.25rem 0;border:0;background:none;color:var(--_main);text-decoration:underline;cursor:pointer}
.zk-button{font-weight:700;padding:.5rem 1.75rem;border-radius:8px;background:var(--_main);color:var(--_on-main);text-decoration:none}
.zk-actions{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
.zk-note{background:var(--_tint);padding:.5rem 1rem;border-radius:8px}
${ALL} :focus-visible{outline:3px solid var(--_ask);outline-offset:2px}
@media print{.zk-actions,.zk-quiet{display:none}}`;

/** What inputs and their errors look like. */
export const FORM = `
.zk-question{border:0;margin:1.25rem 0;padding:0;min-width:0;scroll-margin-top:5rem}
.zk-question :is(legend,b){font-weight:700;font-size:1.15em;line-height:1.5;padding:0}
.zk-choice{display:flex;gap:.75rem;min-height:44px;padding:.6rem 0;box-sizing:border-box;line-height:24px;cursor:pointer}
.zk-choice input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--_main)}
.zk-line{font:inherit;min-height:46px;box-sizing:border-box;padding:.3rem .6rem;max-width:100%;border:2px solid var(--_line);border-radius:6px;background:var(--_paper);color:var(--_ink)}
.zk-line[inputmode]{width:8em}
.zk-form .zk-invalid{border-left:5px solid var(--_bad);padding-left:.75rem}
.zk-errors ul,.zk-errors li,.zk-answers,.zk-answers li{margin:0!important;padding:0;list-style:none}
.zk-fault,.zk-errors a{color:var(--_bad);font-weight:700}
.zk-errors{border:4px solid var(--_bad);border-radius:8px;padding:.5rem 1rem;scroll-margin-top:5rem}
.zk-errors a{display:block;padding:.6rem 0;text-decoration:underline}`;

/** What is folded away; a theme of the page may dress such things as boxes of its own. */
export const FOLD = `
details.zk-fold{margin:.75rem 0;padding:0;border:0;box-shadow:none!important;background:none;font-size:inherit;overflow:visible}
.zk-fold>summary{display:list-item;list-style-position:inside;min-height:44px;margin:0!important;padding:.5rem 0!important;box-sizing:border-box;background:none;font-weight:700;cursor:pointer}
.zk-fold>summary::before,.zk-fold>summary::after{display:none}`;

/** @type {Set<string>} */
const worn = new Set();

/**
 * Puts sheets on the page, each once. A browser too old for constructed sheets shows the widgets plain, but whole.
 *
 * @param {string[]} sheets besides what all widgets share
 */
export function dress(...sheets) {
  for (const css of [BASE, ...sheets].filter((each) => !worn.has(each))) {
    worn.add(css);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      // Safari before 16.4.
    }
  }
}
