// The site's service worker, in words that every browser with workers reads. VERSION, SHELL, API and KEPT are put before this text when the site is built.
const MINE = `zikao ${registration.scope} `;
const CACHE = MINE + VERSION;
const SLOW = 5000; // milliseconds after which a page that is at hand is shown
const HASHED = /(\.[0-9a-f]{8,}\.|-[0-9A-Z]{8}\.)/; // such a name never changes its content
// Parts of the check on the device: its page keeps them itself, under their digests. Scripts it cannot.
const DEVICE = /\/assets\/zikao\/device\/.*\.(?!js$)\w+$/;
const functions = new URL(API, registration.scope).href;
const here = (path) => new URL(path, registration.scope).href;

/** Fetches and keeps; what cannot be had is left out, so that one lost file does not stop the others. */
async function keep(cache, addresses) {
  let lost = 0;
  for (const address of addresses) {
    try {
      await cache.add(new Request(address, { cache: "no-cache" }));
    } catch (refused) {
      lost += 1;
    }
  }
  return lost;
}

addEventListener("install", (event) => {
  const install = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL.map(here));
    // What the reader had from an older version, anew.
    for (const name of await caches.keys()) {
      if (!name.startsWith(MINE) || name === CACHE) continue;
      const had = (await (await caches.open(name)).keys()).map(({ url }) => url);
      await keep(cache, had.filter((url) => !HASHED.test(url) && !SHELL.map(here).includes(url)));
    }
    await skipWaiting();
  };
  event.waitUntil(install());
});

addEventListener("activate", (event) => {
  const activate = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
    // The pages that brought this worker were loaded before it could see them pass.
    for (const { url } of await clients.matchAll({ type: "window" })) await keepWhole(url.split(/[?#]/)[0]);
  };
  event.waitUntil(activate());
});

const NAMED = {
  "/": /\s(?:href|src|document|schema)="([^"?#]+\.(?:css|js|svg|json|png))"/g,
  ".js": /["'`](\.\/[\w.-]+\.js)["'`]/g, // what elements load when they are needed
};

/** Keeps a page with all that it names, and so on; what is there already is not fetched again. */
async function keepWhole(address) {
  const cache = await caches.open(CACHE);
  const there = () => cache.match(address, { ignoreVary: true });
  if (!address.startsWith(registration.scope) || (await there()) || (await keep(cache, [address]))) return;
  const [kind] = /\/$|\.js$/.exec(address) || [];
  if (!kind) return;
  for (const [, name] of (await (await there()).text()).matchAll(NAMED[kind])) await keepWhole(new URL(name, address).href);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const mine = request.url.startsWith(registration.scope) && !request.url.startsWith(functions) && !DEVICE.test(request.url);
  if (request.method === "GET" && mine && !request.headers.has("range")) event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  const key = request.url.split(/[?#]/)[0];
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key, { ignoreVary: true });
  if (kept && HASHED.test(key)) return kept;
  const fetched = fetch(request).then(async (fresh) => {
    const worth = fresh.ok && fresh.type === "basic" && !fresh.redirected && fresh.status === 200;
    if (worth && !/no-store/.test(fresh.headers.get("Cache-Control") || "")) await cache.put(key, fresh.clone());
    return fresh;
  });
  event.waitUntil(fetched.catch(() => {}));
  try {
    if (!kept) return await fetched;
    const fresh = await Promise.race([fetched, new Promise((late) => setTimeout(late, SLOW))]);
    return fresh && fresh.status < 500 ? fresh : kept;
  } catch (lost) {
    if (kept) return kept;
    if (request.mode !== "navigate") throw lost;
    const language = key.startsWith(here("zh-TW/")) ? "zh-TW/" : "";
    return Response.redirect(here(`${language}offline/`));
  }
}

/** A page asks to keep a section: its name, and a port to be told on whether it worked. */
addEventListener("message", (event) => {
  const [port] = event.ports;
  const section = async () => {
    try {
      const sections = await (await fetch(here(KEPT))).json();
      const lost = await keep(await caches.open(CACHE), sections[event.data].map(here));
      port.postMessage(lost ? "some" : "done");
    } catch (refused) {
      port.postMessage("none");
    }
  };
  if (port) event.waitUntil(section());
});
