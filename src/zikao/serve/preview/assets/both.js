/** A page of the site at two widths; what is opened in one frame is opened in the other. */
(() => {
  const WIDE = 1280;
  const frames = [...document.querySelectorAll("iframe")];
  const wide = document.getElementById("wide");
  const room = wide.parentElement;

  /** The wide page keeps its width, and is drawn smaller where there is less room. */
  function fit() {
    const scale = Math.min(1, room.clientWidth / WIDE);
    wide.style.width = `${Math.max(WIDE, room.clientWidth)}px`;
    wide.style.height = `${room.clientHeight / scale}px`;
    wide.style.transform = `scale(${scale})`;
  }

  const pageOf = (frame) => {
    const { pathname, search, hash } = frame.contentWindow.location;
    return pathname + search + hash;
  };

  function opened(frame) {
    const page = pageOf(frame);
    if (!page.startsWith("/")) return;
    for (const other of frames) {
      if (other !== frame && pageOf(other) !== page) other.contentWindow.location.replace(page);
    }
    history.replaceState(null, "", `?page=${encodeURIComponent(page)}`);
    document.title = `${frame.contentDocument.title} · 两种宽度`;
    dispatchEvent(new CustomEvent("zikao-preview-page", { detail: page }));
  }

  for (const frame of frames) {
    frame.addEventListener("load", () => opened(frame));
  }
  addEventListener("resize", fit);
  fit();
})();
