import { h, quiet } from "./browser.js";
import { spoken } from "./clock.js";
import FOLD from "./fold.css";
import REPORT from "./report.css";
import { onSite } from "./site.js";
import { wear } from "./style.js";
import { SEVERITIES, TO_MEND } from "./words.js";

/**
 * @typedef {import("./types/report.js").Citation} Citation
 * @typedef {import("./types/report.js").Region} Region
 * @typedef {import("./types/report.js").Finding} Finding
 * @typedef {import("./types/report.js").Duty} Duty
 * @typedef {import("./types/report.js").Question} Question
 * @typedef {import("./types/report.js").Report} Report
 */

/** @type {Record<string, string>} */
const AUTHORITIES = { mirror: "转载", unofficial: "非官方" };
/** @type {Record<string, string>} */
const STATES = { pending: "待补办", open: "待确认", done: "已办" };

/**
 * Groups in the order in which a reader needs them; what is wrong, by how much it weighs.
 * @type {[outcome: string, heading: string, severity?: string][]}
 */
const GROUPS = [
  ...Object.keys(TO_MEND).map((severity) => /** @type {[string, string, string]} */ (["no", TO_MEND[severity], severity])),
  ["unknown", "还不能判断的"],
  ["not checked", "没有检查的"],
  ["yes", "符合的"],
];

/**
 * A report as a piece of page: verdict first, then what to do, then everything else folded away. Its heading can
 * take focus.
 *
 * @param {Report} report
 * @param {HTMLElement | null} [action] stands right below the verdict, such as the next question
 * @param {Node} [place] where it will stand
 * @returns {HTMLElement}
 */
export function showReport(report, action, place = document) {
  wear(place, REPORT, FOLD);
  const { elsewhere, unconcerned, rulebook, target } = report;
  const instead = elsewhere ?? unconcerned;
  return h(
    "section.zk-report",
    { "data-verdict": unconcerned ? "none" : report.verdict },
    h(
      "div.zk-verdict",
      {},
      h("h3", {}, report.heading),
      target.file && h("p.zk-hint", {}, `文件：${target.file}`),
      h("p", {}, report.summary),
      report.reduced && h("p.zk-hint", {}, smaller(report.reduced)),
      elsewhere?.mend && h("p", {}, elsewhere.mend),
      instead?.cites[0] && clauses(instead.cites),
      action,
    ),
    report.duties.length > 0 && h("h4", {}, "还要做的"),
    report.duties.map((duty) =>
      h(
        "div.zk-finding",
        { "data-outcome": duty.state },
        h("p", {}, h("span.zk-badge", {}, STATES[duty.state]), duty.todo),
        h("p", {}, "最迟：", duty.due ? h("strong", {}, spoken(duty.due)) : "日期未知，以官方通知为准"),
        clauses(duty.cites),
      ),
    ),
    GROUPS.slice(0, -2).map((each) => group(report, ...each)),
    byEye(report.by_eye),
    GROUPS.slice(-2).map((each) => group(report, ...each)),
    h("p.zk-hint", {}, `规则 ${rulebook.id} ${rulebook.version}，核对于 ${spoken(rulebook.reviewed_on)}。${report.notice}`),
  );
}

/**
 * What nothing measures, to be ticked off while looking at the picture; the ticks are the reader's own and kept nowhere.
 *
 * @param {Report["by_eye"]} points
 */
function byEye(points) {
  const items = points.map(({ id, severity, ask }) =>
    h(
      "li",
      { "data-severity": severity, "data-rule": id },
      h(
        "label",
        {},
        h("input", { type: "checkbox", autocomplete: "off" }),
        h("span", {}, h("span.zk-badge", {}, SEVERITIES[severity]), ask),
      ),
    ),
  );
  const demands = points.map(({ sentence, cites }) => h("li", {}, sentence, clauses(cites)));
  return (
    items[0] &&
    h(
      "div",
      {},
      h("h4", {}, `请你自己看（${items.length}）`),
      h("p.zk-hint", {}, "这几点量不出来，没有算在上面的结果里。对着文件一条一条看，是的打勾；有一条不是，就要改。"),
      h("ul.zk-eye", {}, items),
      h("details.zk-fold", {}, h("summary.zk-hint", {}, "这几点的要求和依据"), h("ul", {}, demands)),
    )
  );
}

/**
 * @param {Report} report
 * @param {string} outcome
 * @param {string} heading
 * @param {string} [severity]
 */
function group(report, outcome, heading, severity) {
  const findings = report.findings.filter(
    (each) => each.outcome === outcome && (!severity || each.severity === severity),
  );
  if (!findings.length) return null;
  const title = `${heading}（${findings.length}）`;
  const list = byReason(findings).flatMap((alike) =>
    alike.length > 1 ? together(report, alike) : alike.map((each) => finding(each, explained(report, each.id))),
  );
  // What is unknown needs looking up only when there is nothing left to ask.
  return outcome === "no" || (outcome === "unknown" && !report.next_question)
    ? h("div", {}, h("h4", {}, title), list)
    : h("details.zk-fold", {}, h("summary", {}, title), list);
}

/**
 * Findings by the reason for which they were not checked, or by the place where what they want is found out: told once
 * for all that share it. Others by themselves.
 *
 * @param {Finding[]} findings
 */
function byReason(findings) {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const each of findings) {
    const { id, mend, outcome, why } = each;
    const reason = why ?? ((outcome === "unknown" && mend) || id);
    groups.set(reason, [...(groups.get(reason) ?? []), each]);
  }
  return [...groups.values()];
}

/**
 * Several findings with one reason or one place to look, and what each of them is about.
 *
 * @param {Report} report
 * @param {Finding[]} findings
 */
function together(report, findings) {
  const [{ outcome, why, mend } = /** @type {Finding} */ ({})] = findings;
  const open = outcome === "unknown";
  const items = findings.map(({ id, severity, title, sentence }) => {
    // Most sentences say no more than that it cannot be told yet.
    const more = open && !sentence.includes(title.replace(/。+$/, "")) && `：${sentence}`;
    return h("li", { "data-rule": id }, h("span.zk-badge", {}, SEVERITIES[severity]), title, more);
  });
  const behind = findings.map(({ id, title, cites }) => {
    const page = open && explained(report, id);
    return h("li", {}, page ? h("a", { href: page }, title) : title, clauses(cites));
  });
  return h(
    "div.zk-finding",
    { "data-outcome": outcome },
    open ? h("p.zk-mend", {}, h("strong", {}, "到哪里查："), mend) : h("p", {}, `这 ${findings.length} 项没有检查：${why}。`),
    open && h("p.zk-hint", {}, `这 ${findings.length} 条先要知道这个：`),
    h("ul", {}, items),
    basis([], "依据", h("ul", {}, behind)),
  );
}

/**
 * What stands behind a finding: on screens one tap away, on paper all of it.
 *
 * @param {import("./browser.js").Child[]} beside
 * @param {string} words
 * @param {...import("./browser.js").Child} behind
 */
function basis(beside, words, ...behind) {
  const open = quiet(
    words,
    () => open.setAttribute("aria-expanded", String(open.getAttribute("aria-expanded") !== "true")),
    { "aria-expanded": "false" },
  );
  return h("div.zk-basis", {}, beside, open, h("div.zk-behind", {}, behind));
}

/**
 * The page that explains a finding: on the guide's site, be it shown elsewhere. A city's own rules have no such page.
 *
 * @param {{target: {province: string, item: string, city: string | null}}} report
 * @param {string} id
 */
export function explained({ target: { province, item, city } }, id) {
  const anchor = id.includes("/") ? id : `${province}/${item}.${id}`;
  return city ? null : onSite(anchor.replace("/", "/findings/#"));
}

/**
 * @param {Finding} each
 * @param {string | null} page that explains it
 */
export function finding(each, page) {
  const { measured, required, mend, outcome } = each;
  const apart = each.regions.flatMap((place) => (named(place) && place.measured ? `${named(place)}：${place.measured}` : []));
  const places = apart[0] ? [] : each.regions.map(named).filter(Boolean);
  const more = each.count - each.regions.length;
  const left = more > 0 ? `还有 ${more} 处` : "";
  const all = [places.join("、"), left].filter(Boolean).join("，");
  const where = each.measured_on === "device" ? "（你的设备读到的）" : "";
  const figures = [measured && !apart[0] && `实际：${measured}${where}`, required && `要求：${required}`].filter(Boolean);
  const differing = each.contradiction && (outcome === "yes" || outcome === "no");
  return h(
    "div.zk-finding",
    { "data-outcome": outcome, "data-severity": each.severity, "data-rule": each.id },
    h("p", {}, h("span.zk-badge", {}, SEVERITIES[each.severity]), each.sentence),
    figures.length > 0 && h("p.zk-hint", {}, figures.join("；")),
    outcome !== "yes" &&
      places.length > 0 &&
      h("p.zk-hint", {}, each.regions[0]?.item ? `其中：${all}` : `位置：${all}`),
    apart[0] && h("ul.zk-hint", {}, [...apart, left].map((line) => line && h("li", {}, line))),
    mend && h("p.zk-mend", {}, h("strong", {}, outcome === "no" ? "怎么办：" : "到哪里查："), mend),
    basis(
      [page && h("a", { href: page }, outcome === "no" ? "为什么，怎么改" : outcome === "yes" ? "为什么" : "为什么要查")],
      differing ? "依据，说法不一" : "依据",
      differing && h("p.zk-hint", {}, `来源说法不一：${each.contradiction}`),
      clauses(each.cites, each.tolerance_from === "tool" ? "来源没有给数字，界限是本工具定的。" : ""),
    ),
  );
}

/**
 * What was looked at, where the file's own pixels were not sent.
 *
 * @param {{width: number, height: number}} size
 */
const smaller = ({ width, height }) =>
  `照片较大，先在你的设备上缩小到 ${width}×${height} 像素再发送：画面照小图检查，文件大小、能不能打开由你的设备读出，其余照原文件自己写的。`;

/** A place in words; boxes and lines of a picture have none. @type {(region: Region) => string} */
function named({ entry, item, page }) {
  return [entry ?? item, page && `第 ${page} 页`].filter(Boolean).join(" ");
}

/**
 * @param {Citation[]} cites
 * @param {string} [tail]
 */
export function clauses(cites, tail) {
  return h(
    "p.zk-hint",
    {},
    "依据：",
    cites.flatMap(({ title, clause, authority, address }, index) => {
      const words = (title[0] === "《" || authority === "tool" ? title : `《${title}》`) + clause;
      const standing = AUTHORITIES[authority];
      return [
        index > 0 && "；",
        address ? h("a", { href: address, rel: "noreferrer noopener" }, words) : words,
        standing && `（${standing}）`,
      ];
    }),
    "。",
    tail,
  );
}
