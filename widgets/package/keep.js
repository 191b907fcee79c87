import { h, quiet } from "../shared/browser.js";
import { chat } from "./chat.js";

/** Whether a file can be handed to the device's own menu. @param {File} file */
export function canShare(file) {
  try {
    return !!navigator.canShare?.({ files: [file] });
  } catch {
    return false;
  }
}

/**
 * Where files cannot be saved: what works there, said before anything is put together.
 *
 * @returns {HTMLElement | null} null in a browser
 */
export function elsewhere() {
  const program = chat();
  if (!program) return null;
  const told = h("span", { role: "status" });
  return h(
    "div.zk-note",
    {},
    h("p", {}, `你在${program}里：在这里做好的压缩包多半存不下来。点右上角“···”，选“在浏览器打开”，再从那里开始；材料照片留在相册里，不会丢。`),
    h("p", {}, quiet("复制本页网址", async () => (told.textContent = await copied(location.href.split("#")[0] ?? ""))), " ", told),
  );
}

/** @param {string} address @returns {Promise<string>} what to say of it */
async function copied(address) {
  try {
    await navigator.clipboard.writeText(address);
    return "已复制，粘贴到手机浏览器的地址栏。";
  } catch {
    return `复制不了，请自己抄下来：${address}`;
  }
}

/**
 * The made file, to be kept: saved by a link, and handed on where the device offers it.
 *
 * @param {File} file
 * @param {(kept: boolean) => void} told
 * @returns {HTMLElement}
 */
export function keeping(file, told) {
  const href = URL.createObjectURL(file);
  const share = canShare(file)
    ? quiet("分享到别的应用", async () => {
        try {
          await navigator.share({ files: [file], title: file.name });
          told(true);
        } catch {
          // Closed without a choice: nothing was handed on.
        }
      })
    : null;
  return h("p.zk-keep", {}, h("a.zk-button", { href, download: file.name, onclick: () => told(true) }, "保存压缩包"), " ", share);
}
