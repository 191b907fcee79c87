// The page of a preview: makes the elements that the fragment of its address asks for, and tells the page around it how
// high they are. A portal would have the same tags in its HTML.

const NAMES = ["checklist", "way", "eligibility", "until", "photo", "package"];
const ATTRIBUTES = ["province", "procedure", "spec", "city", "lang", "theme", "list", "window", "start", "end", "standing"];
const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));
const base = new URL("../../", import.meta.url);

/** @param {URLSearchParams} asked @param {HTMLElement[]} inside */
function made(asked, inside) {
  const name = asked.get("name") ?? "";
  if (!NAMES.includes(name)) return [];
  const element = document.createElement(`zikao-${name}`);
  for (const [attribute, value] of asked) if (ATTRIBUTES.includes(attribute)) element.setAttribute(attribute, value);
  if (name !== "way") element.append(...inside);
  return [element];
}

function draw() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const tags = asked.getAll("tag").map((each) => new URLSearchParams(each));
  if (!asked.has("path")) return;
  const path = asked.get("path") ?? "";
  const link = Object.assign(document.createElement("a"), { textContent: asked.get("title") ?? "" });
  link.href = /^[\w/-]*$/.test(path) ? new URL(path, base).href : base.href;
  const inside = () => [/** @type {HTMLElement} */ (link.cloneNode(true))];
  stage.replaceChildren(...(tags[0] ? tags.flatMap((each) => made(each, inside())) : inside()));
  document.documentElement.dataset["theme"] = tags[0]?.get("theme") ?? "";
  document.body.className = asked.has("old") ? "old" : "";
  stage.removeAttribute("style");
  for (const [name, value] of asked) {
    if (/^--zk-[a-z-]+$/.test(name) && CSS.supports("color", value)) stage.style.setProperty(name, value);
  }
}

/** Where it stands alone nobody listens. */
const tell = () => {
  if (parent !== window) parent.postMessage({ preview: "height", height: stage.offsetHeight }, location.origin);
};

addEventListener("hashchange", draw);
draw();
new ResizeObserver(tell).observe(stage);
