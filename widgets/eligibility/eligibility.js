import { define, h, SUFFIX, tell } from "../shared/browser.js";
import { fetched, told } from "../shared/faults.js";
import FOLD from "../shared/fold.css";
import FORM from "../shared/form.css";
import { dress } from "../shared/style.js";
import ANSWERS from "./eligibility.css";

/** Whether an answer or a tick is kept on this device. */
function begun() {
  try {
    return Object.keys(localStorage).some((key) => /^zikao:(answers|checklist):/.test(key));
  } catch {
    return true;
  }
}

/** On the first view of a guide of ours, which asks nothing, nobody needs the questions: they are fetched once it is left. */
async function wanted() {
  if (SUFFIX || document.documentElement.dataset.case !== "start" || location.hash || begun()) return;
  await new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
}

/**
 * `<zikao-eligibility document="….json" schema="….schema.json" title="…">`: asks the questions of a procedure and
 * judges on the device. What the page put inside stays readable: folded below the form, or as it is when loading
 * fails. Fires `zikao-ready`, `zikao-progress` {answered, next}, `zikao-result` (the report), `zikao-error` {message,
 * code}.
 */
export class Eligibility extends HTMLElement {
  /** Whether it has been set up; an element may be moved about the page. */
  begun = false;
  /** Whether it did not load. */
  failed = false;
  /** The procedure, once loaded. @type {import("../shared/known.js").Compiled | undefined} */
  compiled;
  /** Its questions, in their order. @type {Record<string, import("./fields.js").Ask>} */
  asks = {};
  /** Once loaded. @type {import("./interview.js").Talk | undefined} */
  talk;
  /** Ends what listens beyond the element. @type {(() => void) | undefined} */
  free;
  /** Takes it out of what joined it, once it leaves the page. @type {(() => void) | undefined} */
  left;

  async connectedCallback() {
    if (this.talk) this.free = this.talk.watch();
    if (this.begun) return;
    this.begun = true;
    dress(this, FORM, FOLD, ANSWERS);
    await wanted();
    try {
      const addresses = [this.getAttribute("document"), this.getAttribute("schema")];
      const loads = addresses.map((address) => fetched(address ?? ""));
      // The part that asks comes with them: most readers of a guide's first view do not need it yet.
      const [{ interview }, compiled, schema] = await Promise.all([import("./interview.js"), ...loads]);
      const title = this.getAttribute("title") ?? compiled.title;
      // Left in place, it would float as a tooltip over every question.
      this.removeAttribute("title");
      const place = h("div.zk-form", {});
      const written = [...this.childNodes];
      this.replaceChildren(place);
      if (written[0]) this.append(h("details.zk-fold", {}, h("summary", {}, "条件全文"), written));
      this.compiled = compiled;
      for (const [name, takes] of Object.entries(schema.properties)) {
        this.asks[name] = { ...compiled.facts[name], takes };
      }
      // Few procedures ask for a list.
      const listed = Object.values(this.asks).some(({ items }) => items);
      const { list } = listed ? await import("./items.js") : { list: undefined };
      this.talk = interview(place, title, compiled, this.asks, list);
      // It may have been taken off the page meanwhile.
      if (this.isConnected) this.free = this.talk.watch();
      tell(this, "ready");
    } catch (fault) {
      this.failed = true;
      const { message, code } = await told(this, fault, (advice) => `自查表没有载入：${advice}；条件可以照常阅读。`);
      this.prepend(h("p.zk-note", { role: "status" }, message));
      tell(this, "error", { message, code });
    }
  }

  disconnectedCallback() {
    this.free?.();
    this.left?.();
  }
}

define("zikao-eligibility", Eligibility);
