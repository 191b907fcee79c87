import { h } from "../shared/browser.js";
import { difference } from "../shared/files/named.js";
import { SEVERITIES } from "../shared/words.js";
import { look } from "./directory.js";
import { faultsOf } from "./faults.js";

/** Names that are told of one fault. */
const MOST = 5;

/**
 * What this device sees in a chosen file before anything of it is sent.
 *
 * @param {File} file
 * @param {Pick<import("./package.js").Parts, "said" | "named"> | null} parts the spec's own words, and what it wants the file to be called
 * @param {import("../shared/files/named.js").Typed} typed
 * @returns {Promise<HTMLElement | null>} null where there is nothing to tell
 */
export async function seen(file, parts, typed) {
  const looked = await look(file).catch(() => null);
  if (!looked) return h("p.zk-fault", { role: "status" }, "这个文件读不出来，请重新选一次。");
  const other = parts?.named ? difference(parts.named, file.name, typed) : null;
  const faults = faultsOf(looked, parts?.said, other !== null && other !== "nothing");
  const entries = looked.entries?.filter(({ folder }) => !folder) ?? [];
  if (!faults[0]) {
    // Of a file that is no archive nothing is known here.
    if (!entries[0]) return null;
    return h("p.zk-good", { role: "status" }, `里面有 ${entries.length} 个文件，名字和大小没有看出问题。内容要发送以后才能检查。`);
  }
  return h(
    "div.zk-seen",
    { role: "status" },
    h("p", {}, h("b", {}, `还没有发送，先看到 ${faults.length} 个问题：`)),
    faults.map(({ rule, say, mend, severity, names }) =>
      h(
        "div.zk-finding",
        { "data-outcome": "no", "data-severity": severity, "data-rule": `package.${rule}` },
        h("p", {}, h("span.zk-badge", {}, SEVERITIES[severity]), say),
        names[0] && h("p.zk-hint", {}, `位置：${names.slice(0, MOST).join("、")}${names.length > MOST ? `，还有 ${names.length - MOST} 处` : ""}`),
        mend && h("p", {}, h("strong", {}, "怎么办："), mend),
      ),
    ),
  );
}
