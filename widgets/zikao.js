/**
 * The one script of a page: loads a widget's code only where its element stands.
 * Without script the page is still a complete guide, so nothing here has to happen early.
 */
import { ELEMENTS } from "zikao:elements";
import { lost } from "./shared/faults.js";

const { documentElement: root } = document;

/**
 * In a browser below the floor nothing starts: half of an element would promise what it cannot keep. What the elements
 * need came to all browsers together with this member.
 */
const able = "replaceChildren" in root;

for (const [name, load] of Object.entries(ELEMENTS)) {
  if (able && document.querySelector(name)) load().catch(unable);
}

/** Tells the page that an element did not come: its text stands, and may say so. @param {unknown} error */
function unable(error) {
  root.dataset.scripts = lost(error) ? "off" : "broken";
  // A guide that is shown view by view stands whole.
  delete root.dataset.case;
  console.error(error);
}
