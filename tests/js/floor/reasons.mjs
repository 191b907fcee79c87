/** What is newer than the floor and stays all the same, each with what the oldest browsers do without it. */

/** In scripts. @type {Record<string, string>} */
export const IN_SCRIPTS = {
  ".adoptedStyleSheets": "shared/style.js writes the rules into a linked sheet where there is none",
  ".replaceSync()": "shared/style.js, as above",
  DecompressionStream: "formats/inflated.js asks for it; without it packed entries are not opened, and what they are is not checked",
  ".pipeThrough()": "as above, and never reached without it",
  TransformStream: "as above: it is older than DecompressionStream in every browser",
  "navigator.connection": "shared/device/here.js asks for it; without it nobody is known to save data, and all is offered first",
  ".saveData": "as above",
  "navigator.storage": "shared/device/lasting.js asks for it; without it only a small file is tried to be kept",
  ".estimate()": "as above",
  VideoFrame: "shared/files/scaled.js asks for it; without it a large picture is decoded as a whole",
  ImageDecoder: "as above",
  ".transfer()": "formats/freed.js asks for it; without it memory is freed when everything is swept",
  "navigator.canShare": "package/keep.js asks for it; without it the ZIP is saved, not handed on",
  "navigator.share": "as above",
  ".imageSmoothingQuality": "a picture made smaller by the browser's usual filter",
  ".colorScheme": "embed/iframe.js: where browsers know no schemes, no frame is given a ground for being of another",
  "location.ancestorOrigins": "embed/faults.js: the line for the list names the portal alone, not what frames it in turn",
  createImageBitmap: "a picture without it is drawn by an <img>, or the report stands without a drawing",
};

/** Of the documents and answers that scripts read: what is no member of the page's. @type {string[]} */
export const FIELDS = ["changed", "endpoint"];

/** In style sheets. @type {Record<string, string>} */
export const IN_SHEETS = {
  ":focus-visible": "the browser's own ring stays: nothing here takes it away",
  "@page": "margins of the printer instead",
  "@media forced-colors": "such a browser has no such mode",
  "break-after: avoid": "a heading may end a sheet of paper",
  "color-scheme": "bars and fields of the browser stay light",
  "color-scheme: dark": "as above",
  "color-scheme: light": "as above",
  "font-family: system-ui": "the next name, which every browser knows",
  "-webkit-tap-highlight-color": "the browser's own shade where a finger presses",
  "-webkit-tap-highlight-color: transparent": "as above",
  "accent-color": "the browser's own colour",
  "text-autospace": "no gap between the two scripts",
  "text-autospace: normal": "as above",
  "text-decoration-thickness": "an underline of the usual thickness",
  "text-underline-offset": "an underline in the usual place",
  "overscroll-behavior": "the page below may move along",
  "overscroll-behavior: contain": "as above",
  "overflow-wrap: anywhere": "as break-word, save in the width that a table asks for",
  "scroll-margin-top": "the place that a link leads to may stand below the header",
  "cursor: pointer": "a phone has no pointer",
  resize: "fields of a phone have no handle",
  "resize: none": "as above",
  "::file-selector-button": "the browser's own button",
  "::-webkit-scrollbar": "the theme's; the browser's own bar",
  "::-webkit-scrollbar-thumb": "as above",
  "::-webkit-scrollbar-thumb in a list with others": "as above: the others are such bars too",
};
