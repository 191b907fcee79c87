/** The first script of every page in the preview: the chosen day, the bar, and the way to what was saved since. */
(() => {
  const HOME = "/-/preview/";
  const known = { ...document.currentScript.dataset };

  // Everything on the page asks this clock. It runs on from the chosen moment, so that what waits still ends.
  if (known.now) {
    const Real = Date;
    const shift = Real.parse(known.now) - Real.now();
    window.Date = new Proxy(Real, {
      construct: (target, given, made) =>
        Reflect.construct(target, given.length ? given : [Real.now() + shift], made),
      apply: () => new Real(Real.now() + shift).toString(),
      get: (target, name) => (name === "now" ? () => Real.now() + shift : Reflect.get(target, name)),
    });
  }

  // A page in a frame is watched by the page around it.
  if (window.top !== window) return;

  const here = () => location.pathname + location.search + location.hash;
  const faults = () => `${HOME}faults?from=${encodeURIComponent(known.back || here())}`;
  const element = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };

  const state = element("a", { className: "state" });
  const day = element("input", { type: "date", value: known.day, min: "1950-01-01", max: "2099-12-31", required: true });
  const today = element("button", { type: "button", textContent: "今天" });

  function tell() {
    const wrong = Number(known.wrong);
    const unfilled = Number(known.unfilled);
    state.href = faults();
    state.classList.toggle("wrong", wrong > 0);
    state.classList.toggle("unfilled", !wrong && unfilled > 0);
    if (known.role === "wait") state.textContent = "正在生成网站……";
    else if (wrong) {
      const meanwhile = known.role === "faults" ? "" : "，这里是上一次没有错误时的网站";
      state.textContent = `有 ${wrong} 处错误${meanwhile}`;
    } else state.textContent = unfilled ? `还有 ${unfilled} 处没填` : "没有错误";
    day.value = known.day;
    today.disabled = !known.now;
  }

  async function choose(text) {
    state.textContent = "正在换日子……";
    today.disabled = true;
    await fetch(`${HOME}day`, { method: "POST", headers: { "x-zikao-preview": "1" }, body: text }).catch(() => {});
  }

  function news(told) {
    const mended = Number(known.wrong) > 0 && !told.wrong;
    const another = String(told.site) !== known.site;
    if (known.role === "wait") location.replace(known.back);
    else if (known.role === "faults") {
      if (mended) location.replace(known.back || "/");
      else location.reload();
    } else if (told.wrong) location.assign(faults());
    else if (another && known.role === "both") {
      for (const frame of document.querySelectorAll("iframe")) frame.contentWindow?.location.reload();
    } else if (another) location.reload();
    for (const [name, value] of Object.entries(told)) known[name] = String(value);
    tell();
  }

  async function listen() {
    for (;;) {
      if (document.hidden) {
        await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
      }
      try {
        const answer = await fetch(`${HOME}state?since=${known.number}`, { cache: "no-store" });
        const told = await answer.json();
        if (String(told.number) !== known.number) news(told);
      } catch {
        state.textContent = "预览已经停了";
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  function show() {
    const host = element("zikao-preview-bar");
    const root = host.attachShadow({ mode: "open" });
    const widths =
      known.role === "both"
        ? element("a", { id: "widths", href: known.page || "/", textContent: "一个页面" })
        : element("a", {
            id: "widths",
            href: `${HOME}both?page=${encodeURIComponent(known.back || here())}`,
            textContent: "两种宽度",
          });
    root.append(
      element("link", { rel: "stylesheet", href: `${HOME}bar.css` }),
      element(
        "div",
        { role: "region", ariaLabel: "预览" },
        element("strong", { textContent: "预览" }),
        element("label", {}, element("span", { textContent: "哪一天" }), day),
        today,
        state,
        widths,
      ),
    );
    day.addEventListener("change", () => {
      if (day.validity.valid && day.value !== known.day) void choose(day.value);
    });
    today.addEventListener("click", () => void choose(""));
    document.body.append(host);
    document.body.style.paddingBottom = "4.5rem";
    tell();
    void listen();
  }

  addEventListener("hashchange", tell);
  addEventListener("zikao-preview-page", (event) => {
    known.back = "";
    known.page = event.detail;
    const link = document.querySelector("zikao-preview-bar")?.shadowRoot?.getElementById("widths");
    if (link) link.href = event.detail;
    tell();
  });
  document.addEventListener("DOMContentLoaded", show);
})();
