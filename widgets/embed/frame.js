import { framed } from "./iframe.js";

/** @typedef {import("./host.js").Host} Host */

/**
 * Fills a host with a frame of our site. What the portal put between the tags stands above it until it can be used, and
 * below it then.
 *
 * @param {Host} host
 * @returns {import("./host.js").Mounted}
 */
export function mount(host) {
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  const slot = document.createElement("slot");
  const kind = host.localName.slice(6);
  const view = framed(address(host, kind), host, {
    greeting: () => ({ theme: host.getAttribute("theme"), title: host.heading }),
    event: (type, detail) => host.tell(type, detail),
    fail: (code) => host.fail(null, code ? { of: "inside", code } : { of: "frame", address: address(host, kind) }),
  });
  view.box.setAttribute("part", "root");
  root.replaceChildren(view.box, slot);
  return {
    changed(name) {
      if (name !== "theme" && name !== "title") return false;
      view.greet();
      return true;
    },
    stop() {
      root.replaceChildren(slot);
    },
  };
}

/** @param {Host} host @param {string} kind */
function address(host, kind) {
  const [province, spec, city] = ["province", "spec", "city"].map((name) => encodeURIComponent(host.getAttribute(name) ?? ""));
  const language = host.language === "zh-CN" ? "" : `${host.language}/`;
  return `${host.base}${language}embed/${kind}/${province}/${city && `cities/${city}/`}${spec}/`;
}
