/** Types of what Python writes. Made by `zikao schemas`; not written by hand. */

/** All that is judged at once. */
export interface Document {
  /** What may be known, in the order in which it is asked; given facts, such as today, come last. */
  facts: Record<string, Fact>;
  /** Maps from the text of a fact's value to a literal. */
  tables: Record<string, Record<string, any>>;
  /** Who is not served here; looked at before any rule. */
  elsewhere?: Elsewhere[];
  /** What is required. */
  rules: Rule[];
}

/** Who is not served here. */
export interface Elsewhere {
  /** Name by which reports tell it. */
  id: string;
  /** Condition under which a case belongs elsewhere. */
  when: Record<string, any>;
}

/** What may be known of a case, and how it is asked for. */
export interface Fact {
  /** What kind of value. */
  type: "boolean" | "choice" | "set" | "integer" | "number" | "date" | "datetime" | "text" | "list";
  /** The question; left out of what is measured or given, and never asked for. */
  ask?: string;
  /** Name of what is measured or given. */
  label?: string;
  /** Of a choice or a set: each value and its label, in the order in which they are shown. */
  options?: Record<string, string>;
  /** Label of "not yet" for a date, of "none of these" for a set; left out where that is no answer. */
  none?: string;
  /** Facts of one item of a list. */
  items?: Record<string, Fact>;
  /** One item of a list that is asked for, with its measure word: 一门课程. */
  one?: string;
}

/** One requirement. */
export interface Rule {
  /** Name by which reports tell it. */
  id: string;
  /** The requirement as a heading, said as if it were met. */
  title?: string;
  /** How much it weighs; never more than its sources bear. */
  severity: "must" | "should" | "advice";
  /** Condition under which it applies; left out: always. */
  when?: Record<string, any>;
  /** List fact over each item of which it is judged. */
  each?: string;
  /** Condition that it demands. */
  require: Record<string, any>;
  /** Other ways to satisfy it. */
  exceptions?: RuleException[];
}

/** What an exception demands, and until when. */
export interface RuleDuty {
  /** Condition that is true once it is done. */
  must: Record<string, any>;
  /** What to do. */
  todo: string;
  /** Operand: the last day, inclusive. */
  due: any;
}

/** Another way to satisfy a rule. */
export interface RuleException {
  /** Name by which reports tell it. */
  id: string;
  /** Whom or what it excuses. */
  title?: string;
  /** Condition under which it applies. */
  when: Record<string, any>;
  /** What it still demands. */
  duties?: RuleDuty[];
}
