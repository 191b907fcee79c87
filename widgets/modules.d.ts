/** A style sheet as text, as the bundler brings it in. */
declare module "*.css" {
  const css: string;
  export default css;
}

/** What the bundler makes of the folders with an `element.json`. */
declare module "zikao:elements" {
  /** The code of each element, fetched when it is called, by the element's name. */
  export const ELEMENTS: Record<string, () => Promise<unknown>>;
}

/** What is behind the name of every element in a bundle: shared/browser.js. Not there where nothing was bundled. */
declare const INNER: string;

/** Whether a bundle speaks another language than rulebooks do: shared/browser.js. Not there where nothing was bundled. */
declare const FOREIGN: boolean;

/** Where our pages are, seen from a script: shared/site.js. Not there where that is two folders above. */
declare const PAGES: string;

/** Of the scripts for other people's pages. */
declare const VERSION: string;

/** The code of what fills a host, fetched when it is called, by language and by what the host is. */
declare const MOUNTS: Record<string, Record<string, () => Promise<unknown>>>;

/** LittleCMS, which brings no types along; what is used of it is in formats/icc.js. */
declare module "lcms-wasm" {
  export function instantiate(options: { wasmBinary: Uint8Array; locateFile?: (name: string) => string }): Promise<import("./formats/icc.js").Lcms>;
}

/** The script of LiteRT's runtime, as widgets/litert.mjs brings it in. */
declare module "zikao:litert" {
  const factory: import("./photo/face/litert.js").Factory;
  export default factory;
}
