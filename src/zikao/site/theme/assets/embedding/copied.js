// Buttons that copy. A portal's own network often has no https, where a browser keeps the clipboard from scripts: there
// the text is marked, and the old way is tried.

/** @param {HTMLButtonElement} button with three words: what it does, that it was done, that it is left to the reader */
export function copied(button) {
  const code = /** @type {HTMLElement} */ (button.parentElement?.querySelector("code"));
  const words = [...button.children];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  /** @param {number} which */
  const say = (which) => words.forEach((word, place) => word.toggleAttribute("hidden", place !== which));
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard?.writeText(code.textContent ?? "").then(
      () => true,
      () => false,
    );
    say(done || marked(code) ? 1 : 2);
    clearTimeout(wait);
    wait = setTimeout(() => say(0), 4000);
  });
}

/** @param {HTMLElement} code @returns {boolean} whether the marked text could be copied too */
function marked(code) {
  getSelection()?.selectAllChildren(code);
  return document.execCommand("copy");
}
