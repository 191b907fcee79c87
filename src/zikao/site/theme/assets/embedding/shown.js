// The frame of the preview, as the page around it sees it.

/**
 * @param {HTMLIFrameElement} frame
 * @param {HTMLAnchorElement} alone leads to the same without a frame; where it leads is where the preview is
 * @returns {(fragment: string) => void} shows what a fragment asks for
 */
export function preview(frame, alone) {
  const [address = ""] = alone.href.split("#");
  /** @type {string | undefined} */
  let asked;
  addEventListener("message", ({ data, source, origin }) => {
    if (source !== frame.contentWindow || origin !== location.origin) return;
    if (data?.preview === "height" && data.height > 0) frame.height = String(Math.min(Math.ceil(data.height), 4000));
  });
  return (fragment) => {
    if (fragment === asked) return;
    alone.href = `${address}#${fragment}`;
    // Once it stands there only the fragment changes, which loads nothing anew and leaves the way back alone.
    if (asked === undefined) frame.src = alone.href;
    else frame.contentWindow?.location.replace(alone.href);
    asked = fragment;
  };
}
