/**
 * The tags as other people's pages have them. Each opens a shadow root, so that the rules of the page and ours do not
 * meet, and asks for the code that fills it once it is in view.
 *
 * @typedef {{stop(): void, changed?(name: string): boolean | void}} Mounted
 *   stop: frees everything; changed: takes an attribute's new value, or gives false where it has to be mounted anew
 * @typedef {{mount(host: Host): Mounted}} Mount
 */

/**
 * What each tag has of its own.
 *
 * @typedef {{kind: "light" | "frame", version: string, base: string, observedAttributes: string[]}} Kind
 *   kind: which module fills it; version: of these scripts; base: address of our site, with a slash at its end
 */

/** Attributes that all take. */
const SHARED = "lang theme title ";

/** @param {Host} host @returns {Kind} */
const kindOf = (host) => /** @type {any} */ (host.constructor);

/** Starts what comes into view. */
const eye = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) /** @type {Host} */ (target).start();
  },
  { rootMargin: "50%" },
);

/** @type {CSSStyleSheet | undefined} */
let sheet;
try {
  sheet = new CSSStyleSheet();
  // An element without a box is never in view.
  sheet.replaceSync(":host{display:block}:host([hidden]){display:none}");
} catch {
  // Safari before 16.4 and Firefox before 101: the text of the page stands as it is.
}

export class Host extends HTMLElement {
  /** Address of our site, with a slash at its end. @type {string} */
  get base() {
    return kindOf(this).base;
  }

  constructor() {
    super();
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
    for (const [name, value] of Object.entries(this)) {
      if (!kindOf(this).observedAttributes.includes(name)) continue;
      delete (/** @type {any} */ (this)[name]);
      queueMicrotask(() => Object.assign(this, { [name]: value }));
    }
  }

  /** The language that it speaks, one of those that there are. */
  get language() {
    const near = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang");
    const said = near || document.documentElement.lang;
    const found = /^zh-(tw|hk|mo|hant)/i.test(said) ? "zh-TW" : said.slice(0, 2).toLowerCase();
    return found in MOUNTS ? found : "zh-CN";
  }

  connectedCallback() {
    // Moved about the page, it goes on as it is.
    if (!this.mounted) eye.observe(this);
  }

  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.stop());
  }

  /** @type {(name: string, old: string | null, value: string | null) => void} */
  attributeChangedCallback(name, old, value) {
    if (value === old) return;
    if (name === "title") {
      if (value === null) return;
      this.heading = value;
      this.removeAttribute(name);
    }
    if (!this.turn || this.mounted?.changed?.(name)) return;
    // Several attributes are often changed at once.
    const turn = (this.turn = {});
    queueMicrotask(() => this.turn === turn && this.start());
  }

  /** Fetches what fills it and mounts that, in place of what was there. */
  async start() {
    const turn = (this.turn = {});
    eye.unobserve(this);
    try {
      const { mount } = /** @type {Mount} */ (await MOUNTS[this.language]?.[kindOf(this).kind]?.());
      if (turn !== this.turn) return;
      this.mounted?.stop();
      this.mounted = mount(this);
    } catch (fault) {
      this.fail(fault);
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

  /** It did not come: what the page has between the tags stays. @param {unknown} fault */
  fail(fault) {
    console.error(fault);
    this.tell("zikao-error", { message: "没有载入，请检查网络后刷新。", code: "away" });
  }
}

/**
 * Makes the tags known. The first script of a page stays; another says so.
 *
 * @param {string} base address of our site
 * @param {Record<string, ["light" | "frame", string]>} hosts what each is and which attributes it takes, by its name
 */
export function define(base, hosts) {
  /** @type {Kind | undefined} */
  let first;
  for (const [name, [kind, names]] of Object.entries(hosts)) {
    const tag = `zikao-${name}`;
    const there = /** @type {any} */ (customElements.get(tag));
    first ??= there;
    if (there) continue;
    const observedAttributes = (SHARED + names).split(" ");
    const made = Object.assign(class extends Host {}, { kind, version: VERSION, base, observedAttributes });
    for (const attribute of observedAttributes) reflect(made.prototype, attribute);
    customElements.define(tag, made);
  }
  if (first && first.version + first.base !== VERSION + base) {
    console.warn(`zikao: ${first.version} (${first.base}) stays, ${VERSION} (${base}) came later and is not used`);
  }
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
      else this.setAttribute(name, String(value));
    },
  });
}
