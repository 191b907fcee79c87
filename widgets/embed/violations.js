/**
 * What the page's policy forbade, kept from the start: a browser tells it once, before anybody asks why. `faults.js`
 * finds what is about us among it. Part of the loader, so it does no more.
 */

/** @typedef {Pick<SecurityPolicyViolationEvent, "blockedURI" | "disposition" | "effectiveDirective" | "originalPolicy" | "sourceFile">} Violation */

/** The last ones; a portal has violations of its own, and may have many. @type {Violation[]} */
export const seen = [];

document.addEventListener("securitypolicyviolation", (event) => {
  if (seen.push(event) > 99) seen.shift();
});
