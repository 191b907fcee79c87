import { define, h, tell } from "../shared/browser.js";
import FOLD from "../shared/fold.css";
import FORM from "../shared/form.css";
import { dress } from "../shared/style.js";
import ANSWERS from "./eligibility.css";
import { interview } from "./interview.js";

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/**
 * `<zikao-eligibility document="….json" schema="….schema.json" title="…">`: asks the questions of a procedure and
 * judges on the device. What the page put inside stays readable: folded below the form, or as it is when loading
 * fails. Fires `zikao-ready`, `zikao-progress` {answered, next}, `zikao-result` (the report), `zikao-error` {message}.
 */
export class Eligibility extends HTMLElement {
  /** Whether it has been set up; an element may be moved about the page. */
  begun = false;
  /** The procedure, once loaded. @type {import("../shared/known.js").Compiled | undefined} */
  compiled;
  /** Its questions, in their order. @type {Record<string, import("./fields.js").Ask>} */
  asks = {};
  /** Once loaded. @type {import("./interview.js").Talk | undefined} */
  talk;

  async connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    dress(this, FORM, FOLD, ANSWERS);
    try {
      const addresses = [this.getAttribute("document"), this.getAttribute("schema")];
      const [compiled, schema] = await Promise.all(addresses.map((address) => load(address ?? "")));
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
      this.talk = interview(place, title, compiled, this.asks);
      tell(this, "ready");
    } catch {
      const message = "自查表没有载入，请检查网络后刷新；下面的条件可以照常阅读。";
      this.prepend(h("p.zk-note", { role: "status" }, message));
      tell(this, "error", { message });
    }
  }
}

define("zikao-eligibility", Eligibility);
