/** Content security policies, read for what they say of one origin. */

/**
 * What counts where a directive is not written, in this order.
 *
 * @type {Record<string, string[]>}
 */
const INSTEAD = {
  "script-src-elem": ["script-src"],
  "style-src-elem": ["style-src"],
  "frame-src": ["child-src"],
};

/**
 * @param {string} policy one policy, as its header says it
 * @returns {Map<string, string[]>} its directives with their sources; of one written twice the first counts
 */
export function directives(policy) {
  const found = new Map();
  for (const rule of policy.split(";")) {
    const [name = "", ...sources] = rule.trim().split(/\s+/);
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources);
  }
  return found;
}

/**
 * The directive that would let something of an origin through, whole, with what the policy allows already.
 *
 * @param {string} policy
 * @param {string} directive which forbade it, as the browser names it
 * @param {string} origin
 * @returns {string} `connect-src 'self' https://guide.example`
 */
export function mended(policy, directive, origin) {
  const written = directives(policy);
  const chain = [directive, ...(INSTEAD[directive] ?? []), "default-src"];
  const held = chain.find((name) => written.has(name)) ?? directive;
  const name = held === "default-src" ? directive.replace(/-elem$/, "") : held;
  const sources = (written.get(held) ?? []).filter((source) => source.toLowerCase() !== "'none'");
  return [name, ...sources, origin].join(" ");
}

/**
 * @param {string} source of a policy, such as `https://*.example.cn`; `'self'` is not known here
 * @param {string} origin
 */
function matches(source, origin) {
  const [scheme, rest = ""] = origin.split("//");
  if (["*", scheme, origin, rest].includes(source)) return true;
  const [before, host] = source.split("//*");
  return before === scheme && host !== undefined && rest.endsWith(host);
}

/**
 * Who of those that a page is shown within may not show it.
 *
 * @param {string} policy of the page that is framed
 * @param {string} own its origin
 * @param {string[]} around origins of all that it stands in
 */
export function kept(policy, own, around) {
  const sources = policy
    .split(",")
    .map((each) => directives(each).get("frame-ancestors"))
    .filter((found) => found !== undefined);
  return around.filter((origin) =>
    sources.some((allowed) => !allowed.some((source) => matches(source === "'self'" ? own : source.toLowerCase(), origin))),
  );
}
