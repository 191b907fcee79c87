/**
 * The judge in the browser: rules as data over facts as data, in three values. It is the twin of the Python
 * package zikao.judge, and the tests hold the two equal; docs/developers/conditions.md describes the language.
 * No dependency, no eval, no clock, no network; at most 2 KB once minified and gzipped.
 *
 * @typedef {boolean | string[]} Truth  true, false, or unknown: the facts that are missing, perhaps none
 * @typedef {Record<string, any>} Facts  any JSON values; absent or null is missing
 * @typedef {Record<string, Record<string, any>>} Tables
 * @typedef {Record<string, any>} Condition  has passed the guard, zikao.judge.check
 *
 * @typedef {import("../shared/types/judged.js").RuleException} ExceptionRule
 * @typedef {import("../shared/types/judged.js").Rule} Rule
 * @typedef {import("../shared/types/judged.js").Fact} Fact
 * @typedef {import("../shared/types/judged.js").Document} JudgeDocument  what of a compiled document is judged
 *
 * @typedef {{exception: string, todo: string, due: string | null, state: "done" | "pending" | "open"}} Duty
 * @typedef {{
 *   id: string, outcome: "yes" | "no" | "unknown" | "not_applicable", by: string | null, missing: string[],
 *   duties: Duty[], places?: number[]
 * }} Outcome
 * @typedef {{
 *   verdict: "pass" | "attention" | "fail" | "unknown", elsewhere: string | null, outcomes: Outcome[],
 *   missing: string[], next: string | null
 * }} Judgement
 *
 * @typedef {{by?: string | null, holds: Truth, duties: Duty[], place?: number}} Finding
 * @typedef {[names: string[], limit: any]} Comparison  fact compared, facts that the limit lacks; the limit
 */

const MOST_COMPLETIONS = 512;

const { isArray } = Array;

/** What an object holds itself; nothing inherited. @type {(object: any, key: any) => any} */
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : null);

/** @type {<T>(values: T[]) => T[]} */
const unique = (values) => [...new Set(values)];

/** A list, or an empty one where it is too long to be tried out. @type {<T>(list: T[]) => T[]} */
const capped = (list) => (list[MOST_COMPLETIONS] ? [] : list);

/** @type {(truth: Truth) => Truth} */
const negate = (truth) => (isArray(truth) ? truth : !truth);

/**
 * Strong Kleene logic: one decisive part settles it (false for "all", true for "any").
 * @type {(parts: Truth[], decisive: boolean) => Truth}
 */
const combine = (parts, decisive) => {
  const open = parts.filter(isArray);
  return parts.includes(decisive) ? decisive : open[0] ? unique(open.flat()) : !decisive;
};

/** @type {(text: string) => Date} */
const utc = (text) => new Date(text[10] ? text + "Z" : text);

/**
 * What can be put in order: "n" for a number, "d" for a day, "m" for a moment (to the minute).
 * @type {(value: any) => any}
 */
const kind = (value) =>
  typeof value == "number"
    ? "n"
    : // 30 February does not come back as it went in. Years have four digits, from 1000 on.
      value > "1" && utc(value).toJSON()?.slice(0, value.length) == value && /** @type {any} */ ({ 10: "d", 16: "m" })[value.length];

/** A value that can be put in order, or null. @type {(value: any) => any} */
const ordered = (value) => (kind(value) ? value : null);

/**
 * Move a date, by `d` days or `m` minutes too; null where that is no date. "Not yet" stays what it is.
 * @type {(value: any, span: {years?: number, months?: number, days?: number, d?: number, m?: number}) => any}
 */
const shift = (value, { years = 0, months = 0, days = 0, d = days, m = 0 }) => {
  if (!kind(value)) return value === "none" ? value : null;
  const date = utc(value);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  if (date.getUTCDate() != day) date.setUTCDate(0); // ran past the end of a shorter month
  const text = new Date(+date + (d * 1440 + m) * 6e4).toJSON()?.slice(0, value.length);
  return ordered(text);
};

/**
 * An operand's value, null where it has none that can be used; adds to `missing` the facts that it lacks.
 * @type {(operand: any, facts: Facts, tables: Tables, missing: string[]) => any}
 */
const measure = (operand, facts, tables, missing) => {
  let { fact, table, by, year, day, time, plus, literal: value = operand } = operand;
  /** @type {(part: any) => any} */
  const inner = (part) => measure(part, facts, tables, missing);
  if (fact) {
    value = own(facts, fact);
    if (value === null) missing.push(fact);
  }
  if (table) {
    const key = inner({ fact: by });
    value = isArray(key) ? null : own(tables[table], key);
  }
  if (year) {
    const number = year > 0 ? year : inner({ fact: year });
    const text = `${number}-${inner(day)}` + (time ? "T" + time : "");
    value = kind(number) ? ordered(text) : null;
  }
  return plus ? shift(value, plus) : value;
};

/**
 * The comparisons of order: which kinds they take, and the signs under which they hold.
 * @type {Record<string, string>}
 */
const ORDERS = {
  from: "ndm>=",
  to: "ndm<=",
  at_least: "n>=",
  at_most: "n<=",
  before: "dm<",
  on_or_before: "dm<=",
  after: "dm>",
  on_or_after: "dm>=",
};

/**
 * Evaluate a condition over a flat document of facts. `undone` is what an order with "not yet" comes to;
 * `seen` gathers the comparisons.
 * @type {(condition: Condition, facts: Facts, tables: Tables, undone?: Truth, seen?: Comparison[]) => Truth}
 */
export const evaluate = (condition, facts, tables, undone = false, seen = []) => {
  const [operator, body] = /** @type {[string, any]} */ (Object.entries(condition)[0]);
  if (isArray(body)) {
    const parts = body.map((child) => evaluate(child, facts, tables, undone, seen));
    return combine(operator == "none" ? parts.map(negate) : parts, operator == "any");
  }
  const [name, operand] = /** @type {[string, any]} */ (Object.entries(body)[0]);
  if (operator == "between") {
    const ends = { all: [{ from: { [name]: operand[0] } }, { to: { [name]: operand[1] } }] };
    return evaluate(ends, facts, tables, undone, seen);
  }
  const order = ORDERS[operator];
  /** @type {string[]} */
  const lacking = [];
  const left = own(facts, name);
  const right = measure(operand, facts, tables, lacking);
  const names = unique([name, ...lacking]);
  seen.push([names, right]);
  // What has not happened yet is neither early nor late.
  if (order && (left === "none" || right === "none")) return undone;
  if (left === right && right === "none") return negate(undone);
  if (left === null) return names;
  const usable = order ? order.includes(kind(right)) : right !== null && isArray(right) == (operator == "in");
  if (lacking[0] || !usable) return names.slice(1);
  if (!(order ? kind(left) == kind(right) : isArray(left) == (operator == "includes"))) return [name];
  if (order) return order.includes(left < right ? "<" : left > right ? ">" : "=");
  return operator == "includes" ? left.includes(right) : [right].flat().includes(left);
};

/**
 * Judge a compiled document over a flat document of facts.
 * @type {(document: JudgeDocument, facts: Facts) => Judgement}
 */
export const judge = ({ facts: declared, tables, elsewhere, rules }, facts) => {
  /** @type {Comparison[]} */
  let seen;
  let cases = "";
  /** @type {[name: string, matters: () => unknown][]} */
  let needs = [];

  /** @type {(rule: Rule, known: Facts) => Finding} */
  const judgeOnce = (rule, known) => {
    /** @type {(condition: Condition, undone?: Truth) => Truth} */
    const test = (condition, undone) => evaluate(condition, known, tables, undone, seen);

    // A rule that does not apply, and one whose requirement is met, count as exceptions that owe nothing.
    /** @type {(Omit<ExceptionRule, "id"> & {id: string | null})[]} */
    const all = [
      { id: null, when: { none: [rule.when ?? { all: [] }] } },
      { id: "require", when: rule.require },
      ...(rule.exceptions ?? []),
    ];
    const ways = all.map(({ id, when, duties }) => {
      const parts = [test(when)];
      const owed = (duties ?? []).map(({ must, todo, due }) => {
        const day = measure(due, known, tables, []);
        const inTime = test({ on_or_before: { today: due } });
        const done = test(must);
        // What has not happened yet can still be done in time.
        const holds = done === false ? test(must, inTime) : done;
        parts.push(holds);
        return /** @type {Duty} */ ({
          exception: id,
          todo,
          due: ordered(day),
          state: isArray(holds) ? "open" : done ? "done" : "pending",
        });
      });
      const holds = combine(parts, false);
      return {
        id,
        holds,
        duties: owed.filter(
          ({ state }) => holds === true || (parts[0] === true && isArray(holds) && state != "done"),
        ),
      };
    });
    const granted = ways.filter((way) => way.holds === true);
    const by = granted.filter((way) => !way.duties.some(({ state }) => state != "done"))[0] ?? granted[0];
    return {
      by: by?.id ?? null,
      holds: combine(
        ways.map((way) => way.holds),
        true,
      ),
      duties: (by ? [by] : ways).flatMap((way) => way.duties),
    };
  };

  /** @type {(rule: Rule, known: Facts) => Outcome} */
  const judgeRule = (rule, known) => {
    const { id, each } = rule;
    seen = [];
    const items = each ? own(known, each) : [{}];
    /** @type {Finding[]} */
    const judged = isArray(items)
      ? items.map((item, place) => ({ place, ...judgeOnce(rule, { ...known, ...item }) }))
      : [{ holds: [/** @type {string} */ (each)], duties: [] }];
    const holds = combine(
      judged.map((item) => item.holds),
      false,
    );
    const same = judged.filter((item) => (isArray(holds) ? isArray(item.holds) : item.holds === holds));
    const by = each ? null : /** @type {any} */ (judged[0]).by;
    return {
      id,
      outcome: isArray(holds) ? "unknown" : !holds ? "no" : each || by ? "yes" : "not_applicable",
      by,
      missing: isArray(holds) ? holds : [],
      duties: same.flatMap((item) => item.duties),
      ...(each && { places: holds === true ? [] : same.flatMap((item) => item.place ?? []) }),
    };
  };

  /**
   * Values that stand for all answers to a question; none where they cannot be listed.
   * @type {(name: string) => any[]}
   */
  const answers = (name) => {
    const { type, options, none } = /** @type {Fact} */ (declared[name] ?? {});
    const mine = seen.filter(([names]) => names.includes(name));
    if (type == "boolean") return [true, false];
    if (type == "choice") return Object.keys(/** @type {object} */ (options));
    if (!mine[0] || mine.some(([names]) => names[1])) return [];
    const limits = unique(mine.flatMap(([, limit]) => limit));
    if (type == "set")
      return limits.reduce(
        (/** @type {any[][]} */ all, value) => capped(all.flatMap((known) => [known, [...known, value]])),
        [[]],
      );
    const values = limits.flatMap((limit) =>
      [-1, 0, 1].map((step) =>
        kind(limit) == "n" ? limit + step : (shift(limit, { [kind(limit)]: step }) ?? limit),
      ),
    );
    if (!values.some(kind)) values.push(""); // any other answer
    if (none) values.push("none");
    return unique(values);
  };

  /** Judge a rule, and note what it still needs. @type {(rule: Rule) => Outcome} */
  const look = (rule) => {
    const outcome = judgeRule(rule, facts);
    const { missing } = outcome;
    cases += rule.severity + outcome.outcome + outcome.duties.map((duty) => duty.state) + ",";
    const completions = missing.reduce(
      (all, name) => capped(answers(name).flatMap((value) => all.map((known) => ({ ...known, [name]: value })))),
      /** @type {Facts[]} */ ([{}]),
    );
    /** @type {(known: Facts) => string} */
    const completed = (known) => judgeRule(rule, { ...facts, ...known }).outcome;
    missing.map((name) =>
      needs.push([
        name,
        // Is there a completion that comes out otherwise with another answer to this question?
        () =>
          !completions[0] ||
          completions.some((known) => completed(known) != completed({ ...known, [name]: completions[0]?.[name] })),
      ]),
    );
    return outcome;
  };

  const [away] = (elsewhere ?? []).filter(
    ({ when }) => look(/** @type {any} */ ({ severity: "must", require: { none: [when] } })).outcome == "no",
  );
  if (away) {
    rules = needs = [];
    cases = "mustunknown";
  }
  const outcomes = rules.map(look);
  const names = Object.keys(declared);
  return {
    verdict: /mustno,/.test(cases)
      ? "fail"
      : /mustunknown/.test(cases)
        ? "unknown"
        : /should(no,|unknown)|adviceno,|pending/.test(cases)
          ? "attention"
          : "pass",
    elsewhere: away?.id ?? null,
    outcomes,
    missing: names.filter((name) => needs.some(([need]) => need == name)),
    next:
      names.filter(
        (name) =>
          !/mustno,/.test(cases) &&
          /(must|should)unknown/.test(cases) &&
          declared[name]?.ask &&
          needs.some(([need, matters]) => need == name && matters()),
      )[0] ?? null,
  };
};
