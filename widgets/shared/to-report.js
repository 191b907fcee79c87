import { valueOf } from "../judge/evaluate.js";
import { evaluate } from "../judge/judge.js";
import { comparisons } from "../judge/walk.js";
import { itemNamed, shown } from "./known.js";
import { HEADINGS, NOTHING_APPLIES, NOTICE, SEVERITIES, VERDICTS, VERSION } from "./words.js";

/**
 * From a judgement of a candidate's answers to the report, and of a file's facts to what is found: the twin of Python's
 * `zikao.checks`. The tests hold the two equal, sentence by sentence.
 *
 * @typedef {import("../judge/judge.js").Judgement} Judgement
 * @typedef {import("../judge/judge.js").Outcome} Outcome
 * @typedef {import("../judge/judge.js").Facts} Facts
 * @typedef {import("./known.js").Compiled} Compiled
 * @typedef {import("./known.js").Rule} Rule
 * @typedef {import("./report.js").Finding} Finding
 * @typedef {import("./report.js").Report} Report
 */

/**
 * A report names every part of a citation, a document only those that there are.
 * @type {(cites: import("./types/document.js").Citation[]) => import("./report.js").Citation[]}
 */
export const whole = (cites) => cites.map((cite) => ({ publisher: null, address: null, ...cite }));

const OUTCOMES = ["no", "unknown", "not checked", "yes"];
const MOST_REGIONS = 25;
const RANK = Object.keys(SEVERITIES);

/** What is wrong first, then what is open, then what is met; of each the gravest first. @param {Finding} each */
const weight = (each) => OUTCOMES.indexOf(each.outcome) * RANK.length + RANK.indexOf(each.severity);

/** @param {string} text */
const bare = (text) => text.replace(/。+$/, "");

/**
 * What is found, and texts of the document with their braces filled.
 *
 * @param {Compiled} document
 * @param {Judgement} judged
 * @param {Facts} facts
 * @param {Record<string, string>} [absent] facts that were to be measured but were not, each with the reason
 */
export function found(document, judged, facts, absent = {}) {
  const { kind, province, id: item, windows } = document;
  // Of several packages it is what a package is found to be.
  const told = kind === "together" ? "package" : kind;
  const prefix = told === "photo" || told === "package" ? told : `${province}/${item}`;
  const rules = Object.fromEntries(document.rules.map((rule) => [rule.id, rule]));

  /** What a name in braces stands for; `TABLE.by.FACT` is an entry of a table. @type {(name: string, known: Facts) => any} */
  const under = (name, known) => {
    const [table, by] = name.split(".by.");
    if (!by) return document.values[name]?.value ?? known[name];
    const [value] = valueOf({ table, by }, known, document.tables);
    return /^\d\d-\d\d$/.test(value) ? `${+value.slice(0, 2)}月${+value.slice(3)}日` : value;
  };

  /**
   * A text with its braces filled; a strict one is null where anything is missing: half a measurement says nothing.
   * What breaks a limit must not read like it.
   * @type {(text: string | undefined, strict?: boolean, limits?: ReturnType<typeof comparisons>, known?: Facts, asked?: Compiled["facts"]) => string | null}
   */
  const fill = (text, strict, limits = [], known = facts, asked = document.facts) => {
    let whole = true;
    const filled = text?.replace(/\{([^{}]*)\}/g, (_, name) => {
      const value = under(name, known) ?? null;
      const apart = limits.filter(({ names }) => names[0] === name).map(({ limit }) => limit);
      if (value !== null) return shown(value, asked[name], apart);
      whole = false;
      return "（未知）";
    });
    return filled !== undefined && (whole || !strict) ? filled : null;
  };

  /** @type {(judged: Omit<Outcome, "outcome"> & {outcome: Finding["outcome"]}) => Finding} */
  const finding = ({ id, outcome, by, missing, places = [] }) => {
    const rule = /** @type {Rule} */ (rules[id]);
    const list = rule.each ? document.facts[rule.each] : undefined;
    const asked = { ...document.facts, ...list?.items };
    /** What is known, of one item too. @type {(place: number | undefined) => Facts} */
    const at = (place) => (rule.each && place !== undefined ? { ...facts, ...facts[rule.each][place] } : facts);
    const known = at(places[0]);
    const exception = rule.exceptions.find((each) => each.id === by);
    const unmeasured = outcome === "unknown" && missing.some((name) => !asked[name]?.ask);
    const why = unmeasured ? bare(absent[missing.find((name) => absent[name]) ?? ""] ?? "本次没有测得") : null;
    const undated = missing.some((name) => asked[name]?.from_window);
    const subject = bare(rule.title);
    const limits = outcome === "no" ? comparisons(rule, known, document.tables) : [];
    /** @type {(text: string | undefined, strict?: boolean, of?: Facts) => string | null} */
    const say = (text, strict, of = known) => fill(text, strict, limits, of, asked);
    /** Where to look for a missing fact. @type {(name: string) => string | null | undefined} */
    const lookUp = (name) => {
      const { from_window: origin, unsure } = asked[name] ?? {};
      return (origin && windows[origin.window]?.look_up) || unsure;
    };
    const measured = places.slice(0, MOST_REGIONS).map((place) => say(rule.measured, true, at(place)));
    const alike = new Set(measured).size < 2;
    const regions = measured.map((said, nth) => {
      const index = /** @type {number} */ (places[nth]);
      const place = { entry: null, item: null, index, page: null, box: null, line: null, measured: alike ? null : said };
      if (!list) return place;
      const item = facts[/** @type {string} */ (rule.each)][index];
      if (list.ask) return { ...place, item: itemNamed(item, index, list) };
      // Of a file: an entry of an archive, or a page in it. A picture is one page: there the number would say nothing.
      return { ...place, entry: item.name ?? null, index: item.index ?? index, page: item.page_kind === "pdf" ? item.page : null };
    });
    /** @type {string} */
    let sentence;
    let mend = null;
    if (outcome === "no") {
      sentence = say(rule.if_no) ?? `不符合：${subject}。`;
      mend = say(rule.mend);
    } else if (outcome === "yes") {
      sentence = exception
        ? `“${subject}”这一条可以例外：${bare(exception.title)}。`
        : (say(rule.if_yes) ?? `符合：${subject}。`);
    } else {
      const told = say(rule.if_unknown);
      const open = `“${subject}”这一条还不能判断${undated ? "：没有可用的官方日期。" : "。"}`;
      if (unmeasured) sentence = told ? `${bare(told)}（${why}）。` : `没有检查“${subject}”：${why}。`;
      else sentence = told ?? open;
      mend = missing.map(lookUp).find(Boolean) ?? null;
    }
    return {
      id: `${prefix}.${id}`,
      outcome: unmeasured ? "not checked" : outcome,
      severity: rule.severity,
      title: rule.title,
      sentence,
      measured: say(rule.measured, true),
      required: say(rule.required, true),
      mend,
      tolerance_from: rule.tolerance_from ?? null,
      by,
      missing,
      reason: outcome !== "unknown" || !missing[0] ? null : unmeasured ? "not measured" : undated ? "date unknown" : "fact missing",
      why,
      contradiction: rule.contradiction ?? null,
      measured_on: null,
      cites: whole([...rule.cites, ...(exception?.cites ?? [])]),
      regions,
      count: places.length,
    };
  };

  const findings = judged.outcomes
    .flatMap(({ outcome, ...judged }) => (outcome === "not_applicable" ? [] : finding({ ...judged, outcome })))
    .sort((a, b) => weight(a) - weight(b));
  return { findings, fill, rules, prefix };
}

/**
 * @param {Compiled} document
 * @param {Judgement} judged by the judge, over this document and these facts
 * @param {Facts} facts as `knownFacts` gives them
 * @param {ReturnType<typeof found>} [made] what was found by the same
 * @param {string} [nothing] is said where no rule applies
 * @returns {Report} on a case; of a file some of it is said otherwise
 */
export function toReport(document, judged, facts, { findings, fill, rules, prefix } = found(document, judged, facts), nothing = NOTHING_APPLIES) {
  const { province, id: item, city = null, title } = document;
  const duties = judged.outcomes.flatMap(({ id, duties }) =>
    duties.map((duty) => ({
      ...duty,
      rule: `${prefix}.${id}`,
      todo: fill(duty.todo) ?? "",
      cites: whole(rules[id]?.exceptions.find((each) => each.id === duty.exception)?.cites ?? []),
    })),
  );
  const place = document.elsewhere.find((each) => each.id === judged.elsewhere);
  const elsewhere = place
    ? { id: place.id, sentence: fill(place.text) ?? "", mend: fill(place.mend), cites: whole(place.cites) }
    : null;
  const exempt = document.unconcerned.find(({ when }) => evaluate(when, facts, document.tables) === true);
  const unconcerned =
    judged.verdict === "pass" && !findings[0]
      ? { sentence: fill(exempt?.text) ?? nothing, cites: whole(exempt?.cites ?? []) }
      : null;
  const name = elsewhere ? "elsewhere" : unconcerned ? "unconcerned" : judged.verdict === "fail" ? "not yet" : "";
  const next = judged.next === null ? null : question(judged.next, document.facts[judged.next]);

  return {
    check: "eligibility",
    target: { province, item, city, title, file: null },
    verdict: judged.verdict,
    heading: /** @type {string} */ (HEADINGS[name] ?? VERDICTS[judged.verdict]),
    summary: (elsewhere ?? unconcerned)?.sentence ?? summary(findings, duties),
    findings,
    by_eye: [],
    pages: [],
    portrait: null,
    duties,
    elsewhere,
    unconcerned,
    next_question: next,
    missing: judged.missing,
    rulebook: document.stamp,
    engine: { name: "zikao", version: VERSION },
    measured_on: "device",
    reduced: null,
    notice: NOTICE,
  };
}

/**
 * @param {string} fact
 * @param {Record<string, any>} [asked]
 */
function question(fact, asked) {
  const kept = ["ask", "type", "options", "none", "help", "unsure"].map((key) => [key, asked?.[key] ?? null]);
  return /** @type {Report["next_question"]} */ ({ fact, ...Object.fromEntries(kept) });
}

/**
 * The counts in one sentence.
 *
 * @param {{outcome: string}[]} findings
 * @param {{state: string}[]} duties
 * @param {number} [points] left to the reader's eye
 */
export function summary(findings, duties, points = 0) {
  /** @type {(outcome: string) => number} */
  const count = (outcome) => findings.filter((each) => each.outcome === outcome).length;
  /** @type {(parts: [number, string][]) => string} */
  const list = (parts) =>
    parts
      .filter(([number]) => number)
      .map(([number, word]) => `${number} 项${word}`)
      .join("，");
  const yes = count("yes");
  const no = count("no");
  const pending = duties.filter((duty) => duty.state === "pending").length;
  const parts = [
    list([
      [yes, "符合"],
      [no, "不符合"],
    ]),
    list([
      [count("unknown"), "还不能判断"],
      [count("not checked"), "没有检查"],
      [pending, "要在期限内补办"],
    ]),
    points && `${points} 点要你自己看`,
  ];
  return `已核对 ${yes + no} 项：${parts.filter(Boolean).join("；") || "还不能判断"}。`;
}
