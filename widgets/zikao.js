/**
 * The one script of a page: loads a widget's code only where its element stands.
 * Without script the page is still a complete guide, so nothing here has to happen early.
 */
import { ELEMENTS } from "zikao:elements";

for (const [name, load] of Object.entries(ELEMENTS)) {
  if (document.querySelector(name)) load();
}
