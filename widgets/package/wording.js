import SAID from "./measuring.json" with { type: "json" };
import PAGES from "./pages.json" with { type: "json" };

/** The sentences that measuring says, as this script has them. What pages are compared with is no sentence. */
export const WORDS = {
  measuring: { reasons: SAID.reasons },
  pages: { words: PAGES.words, counted: Object.fromEntries(Object.entries(PAGES.counted).map(([count, { called }]) => [count, { called }])) },
};
