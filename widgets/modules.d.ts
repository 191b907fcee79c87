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
