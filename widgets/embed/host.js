import { seen } from "./violations.js";

/**
 * The tags as other people's pages have them. Each opens a shadow root, so that the rules of the page and ours do not
 * meet, and asks for the code that fills it once it is in view.
 *
 * @typedef {{stop(): void, changed?(name: string): boolean | void}} Mounted
 *   stop: frees everything; changed: takes an attribute's new value, or gives false where it has to be mounted anew
 * @typedef {{mount(host: Host): Mounted}} Mount
 * @typedef {InstanceType<ReturnType<typeof made>>} Host
 */

/** Attributes that all take. */
const SHARED = "lang theme title ";

/** Starts what comes into view. */
const eye = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) /** @type {Host} */ (target).wake();
  },
  { rootMargin: "50%" },
);

/** @type {CSSStyleSheet | undefined} */
let sheet;
try {
  sheet = new CSSStyleSheet();
  // An element without a box is never in view.
  sheet.replaceSync(":host(:not([hidden])){display:block}");
} catch {
  // Safari before 16.4 and Firefox before 101: the text of the page stands as it is.
}

/**
 * The class of a tag.
 *
 * @param {string} base address of our site, with a slash at its end
 * @param {"light" | "frame"} kind which module fills it
 * @param {string[]} names of its attributes
 */
function made(base, kind, names) {
  class Host extends HTMLElement {
    constructor() {
      super();
      /** Address of our site, with a slash at its end. */
      this.base = base;
      /** What the page's policy has forbidden so far. */
      this.seen = seen;
      /** What fills it, once it is there. @type {Mounted | undefined} */
      this.mounted = undefined;
      /** The element in its shadow root, once it is there. @type {HTMLElement | undefined} */
      this.inner = undefined;
      /** What its `title` says: left in place, it would float as a tooltip over everything. */
      this.heading = "";
      /** What is being fetched for it: another is begun where that is no longer wanted. @type {object | undefined} */
      this.turn = undefined;

      const root = this.attachShadow({ mode: "open" });
      if (sheet) root.adoptedStyleSheets = [sheet];
      root.append(document.createElement("slot"));
      // What was set before this script came; the constructor of an element may not touch its attributes.
      const own = /** @type {any} */ (this);
      for (const name of names) {
        if (!own.hasOwnProperty(name)) continue;
        const value = own[name];
        delete own[name];
        queueMicrotask(() => (own[name] = value));
      }
    }

    /** The language that it speaks. */
    get language() {
      const { lang } = /** @type {HTMLElement} */ (this.closest("[lang]") ?? document.documentElement);
      return /-(tw|hk|mo|hant)/i.test(lang) ? "zh-TW" : /^en/i.test(lang) ? "en" : "zh-CN";
    }

    /** @param {string} what is fetched, in its language */
    code(what) {
      return /** @type {any} */ (MOUNTS)[this.language][what]();
    }

    connectedCallback() {
      // Moved about the page, it goes on as it is.
      if (!this.mounted) eye.observe(this);
    }

    async disconnectedCallback() {
      await null;
      if (!this.isConnected) this.stop();
    }

    /** @type {(name: string, old: string | null, value: string | null) => void} */
    attributeChangedCallback(name, old, value) {
      if (value === old) return;
      if (name === "title") {
        if (value === null) return;
        this.heading = value;
        this.removeAttribute(name);
      }
      if (this.turn && !this.mounted?.changed?.(name)) this.wake();
    }

    /** Fetches what fills it and mounts that, in place of what was there. */
    async wake() {
      const turn = (this.turn = {});
      eye.unobserve(this);
      // Several attributes are often changed at once.
      await null;
      if (turn !== this.turn) return;
      try {
        const { mount } = /** @type {Mount} */ (await this.code(kind));
        if (turn !== this.turn) return;
        this.mounted?.stop();
        this.mounted = mount(this);
      } catch (fault) {
        if (turn === this.turn) this.fail(fault, { of: /** @type {any} */ (fault).of ?? "program" });
      }
    }

    /** Frees everything; back on a page, it begins anew. */
    stop() {
      eye.unobserve(this);
      this.mounted?.stop();
      this.mounted = this.turn = undefined;
    }

    /** Tells the page what happened. @param {string} type @param {unknown} [detail] */
    tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    }

    /**
     * It did not come: what the page has between the tags stays, and both reader and web master are told why.
     *
     * @param {unknown} fault
     * @param {Pick<import("./faults.js").Where, "of" | "address" | "code">} where what failed
     */
    async fail(fault, where) {
      try {
        const { failed } = /** @type {typeof import("./faults.js")} */ (await this.code("faults"));
        failed(this, fault, where);
      } catch {
        console.error(fault);
        this.tell("zikao-error", { message: "", code: "unknown" });
      }
    }
  }
  for (const name of names) reflect(Host.prototype, name);
  return Object.assign(Host, { of: named(base), observedAttributes: names });
}

/** These scripts, of this version and of our site at an address. @param {string} base */
const named = (base) => `${VERSION} (${base})`;

/**
 * Makes the tags known. The first script of a page stays; another says so.
 *
 * @param {string} base address of our site
 * @param {Record<string, ["light" | "frame", string]>} hosts what each is and which attributes it takes, by its name
 */
export function define(base, hosts) {
  /** @type {{of: string} | undefined} */
  let first;
  for (const [name, [kind, names]] of Object.entries(hosts)) {
    const tag = `zikao-${name}`;
    const there = /** @type {any} */ (customElements.get(tag));
    first = first ?? there;
    if (!there) customElements.define(tag, made(base, kind, (SHARED + names).split(" ")));
  }
  if (first && first.of !== named(base)) console.warn(`zikao: ${first.of} stays, not ${named(base)}`);
}

/** @param {Host} prototype @param {string} name of the attribute and the property */
function reflect(prototype, name) {
  Object.defineProperty(prototype, name, {
    /** @this {Host} */
    get() {
      return (name === "title" ? this.heading : this.getAttribute(name)) ?? "";
    },
    /** @this {Host} @param {unknown} value */
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, /** @type {string} */ (value));
    },
  });
}
