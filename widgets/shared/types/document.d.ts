/** Types of what Python writes. Made by `zikao schemas`; not written by hand. */

/** One procedure or file spec of a province or of a city in it, ready to be judged and reported. */
export interface Document {
  /** What may be known, in the order in which it is asked, the clock last. */
  facts: Record<string, DocumentFact>;
  /** Maps from the text of a fact's value to a literal. */
  tables: Record<string, Record<string, any>>;
  /** Who is not served here; looked at before any rule. */
  elsewhere: DocumentElsewhere[];
  /** What is required. */
  rules: DocumentRule[];
  /** Number of this shape. It rises only where a reader of the number before would misread the document. */
  format: 1;
  /** What is judged. */
  kind: "procedure" | "photo" | "package" | "together";
  /** Id of the province. */
  province: string;
  /** Name of the procedure or spec. */
  id: string;
  /** Id of the city whose overlay is merged in. */
  city?: string;
  /** What candidates know it as. */
  title: string;
  /** Which rulebook it was compiled from. */
  stamp: RulebookStamp;
  /** Numbers and sets of a file spec. */
  values: Record<string, DocumentValue>;
  /** What the file has to be called, with what is typed in braces; left out where no source says it. */
  file_name?: string;
  /** Times that the procedure names. */
  windows: Record<string, DocumentWindow>;
  /** Forms of numbers by the name under which they are typed; left out where the rulebook says none. */
  numbers?: Record<string, DocumentNumber>;
  /** Answers that are asked again; looked at before anything is judged. */
  impossible: DocumentImpossible[];
  /** Whom no rule concerns; looked at where none applies. */
  unconcerned: DocumentUnconcerned[];
  /** What nothing measures of a file. */
  by_eye: DocumentByEye[];
}

/** Where a statement comes from, resolved so that a reader needs no other file. */
export interface Citation {
  /** Key of the source in the rulebook. */
  source: string;
  /** Title of the source document. */
  title: string;
  /** Clause, item or line of the source. */
  clause: string;
  authority: "official" | "mirror" | "unofficial" | "tool";
  publisher?: string;
  /** Public address of the source, if known. */
  address?: string;
  /** Date of issue, ISO 8601, or 'undated'. */
  issued: string;
}

/** What a file spec demands and nothing measures: a question for the reader's eye. */
export interface DocumentByEye {
  /** Name of this point; no rule bears it. */
  id: string;
  /** How much it weighs. */
  severity: "must" | "should" | "advice";
  /** Question to which yes is right. */
  ask: string;
  /** What is demanded. */
  text: string;
  /** Rules that answer it where all of them come to a yes or a no. */
  unless: string[];
  /** Where it comes from. */
  cites: Citation[];
}

/** Hours of each day, HH:MM. */
export interface DocumentDaily {
  /** First minute. */
  start: string;
  /** Last minute; 24:00 is the day's end. */
  end: string;
}

/** What an exception demands, and until when. */
export interface DocumentDuty {
  /** Condition that is true once it is done. */
  must: Record<string, any>;
  /** What to do. */
  todo: string;
  /** Operand: the last day, inclusive. */
  due: any;
}

/** Who is not served here, and where to go instead. */
export interface DocumentElsewhere {
  /** Name by which reports tell it. */
  id: string;
  /** Condition under which a case belongs elsewhere. */
  when: Record<string, any>;
  /** Sentence that says so. */
  text: string;
  /** Where to go instead. */
  mend?: string;
  /** Where it comes from. */
  cites: Citation[];
}

/** Another way to satisfy a rule, with its clauses. */
export interface DocumentException {
  /** Name by which reports tell it. */
  id: string;
  /** Whom or what it excuses. */
  title: string;
  /** Condition under which it applies. */
  when: Record<string, any>;
  /** What it still demands. */
  duties: DocumentDuty[];
  /** Where it comes from. */
  cites: Citation[];
}

/** A question to a candidate, something that is measured of a file, or the clock. */
export interface DocumentFact {
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
  items?: Record<string, DocumentFact>;
  /** One item of a list that is asked for, with its measure word: 一门课程. */
  one?: string;
  /** Unit of what is measured, as it is shown; empty where it has none. */
  unit?: string;
  /** One sentence below the question. */
  help?: string;
  /** Where to look when one does not know. */
  unsure?: string;
  /** Smallest number that makes sense as an answer; of a list, the fewest items. */
  minimum?: number | null;
  /** Largest number that makes sense as an answer; of a list, the most items. */
  maximum?: number | null;
  /** Window that answers this question. */
  from_window?: DocumentOrigin;
  /** City that this asks about; the reader's own city answers it, where that is known. */
  from_city?: string;
}

/** Answers that cannot all be true; whoever gives them is asked again before anything is judged. */
export interface DocumentImpossible {
  /** Name of this case. */
  id: string;
  /** Condition that is true of such answers. */
  when: Record<string, any>;
  /** The question to answer again. */
  again: string;
  /** Sentence beside that question. */
  say: string;
}

/** The forms of a number that a candidate types, as one pattern over what is typed without its spaces. */
export interface DocumentNumber {
  /** Whole text of such a number, for Python and JavaScript alike; small letters are made capitals first. */
  pattern: string;
  /** The same as it is told: 12 位数字. */
  wanted: string;
}

/** The end of a window that answers a question while the window is official, dated and current. */
export interface DocumentOrigin {
  /** Key of a window of this document. */
  window: string;
  /** Which end of it. */
  edge: "start" | "end";
}

/** A window's dates in one round. */
export interface DocumentRound {
  /** First moment, Beijing time, YYYY-MM-DDTHH:MM, or first day, YYYY-MM-DD. */
  start?: string;
  /** Last moment, inclusive to the minute, or last day; T24:00 ends it. Left out: from the start on. */
  end?: string;
  /** Last day on which these dates count as current; left out: they never do, for want of a date. */
  until?: string;
  /** Hours of each day in that time. */
  daily?: DocumentDaily;
  /** Whether it is on working days only, whichever those are. */
  workdays?: true;
  /** How much the source of the dates weighs. */
  authority: "official" | "mirror" | "unofficial" | "tool";
  /** What the source says, where that is less than a full date. */
  stated?: string;
  /** Where the date of the coming round is announced. */
  look_up?: string;
  /** Key of the round. */
  cycle: string;
  /** Name of the round. */
  title: string;
  /** First day on which these dates are the current ones. */
  since: string;
}

/** One requirement, with the texts of a report. They name facts and values in braces. */
export interface DocumentRule {
  /** Name by which reports tell it. */
  id: string;
  /** The requirement as a heading, said as if it were met. */
  title: string;
  /** How much it weighs; never more than its sources bear. */
  severity: "must" | "should" | "advice";
  /** Condition under which it applies; left out: always. */
  when?: Record<string, any>;
  /** List fact over each item of which it is judged. */
  each?: string;
  /** Condition that it demands. */
  require: Record<string, any>;
  /** Other ways to satisfy it. */
  exceptions: DocumentException[];
  /** Sentence when the requirement is met. */
  if_yes?: string;
  /** Sentence when it is not met. */
  if_no: string;
  /** Sentence when that cannot be told. */
  if_unknown?: string;
  /** What was measured. */
  measured?: string;
  /** What the clause demands, in few words. */
  required?: string;
  /** What to do about it. */
  mend?: string;
  /** "tool" where the source gives no number and this one is ours. */
  tolerance_from?: "source" | "tool";
  /** How sources contradict, and the safe course. */
  contradiction?: string;
  /** Where it comes from. */
  cites: Citation[];
}

/** What is told where no rule applies, because of whom none concerns. */
export interface DocumentUnconcerned {
  /** Whom none of the rules concerns. */
  when: Record<string, any>;
  /** Sentence that says so. */
  text: string;
  /** Where it comes from. */
  cites: Citation[];
}

/** One number or set of a file spec. Conditions hold it as a literal already; texts name it in braces. */
export interface DocumentValue {
  /** A number, a word, or a list of words. */
  value: any;
  /** Unit as it is shown. */
  unit?: string;
  /** What it is, as it is shown. */
  label: string;
  /** What a reader should know of it. */
  note?: string;
}

/** A time in which something may be done, with what tells whether its dates may be used. */
export interface DocumentWindow {
  /** First moment, Beijing time, YYYY-MM-DDTHH:MM, or first day, YYYY-MM-DD. */
  start?: string;
  /** Last moment, inclusive to the minute, or last day; T24:00 ends it. Left out: from the start on. */
  end?: string;
  /** Last day on which these dates count as current; left out: they never do, for want of a date. */
  until?: string;
  /** Hours of each day in that time. */
  daily?: DocumentDaily;
  /** Whether it is on working days only, whichever those are. */
  workdays?: true;
  /** How much the source of the dates weighs. */
  authority: "official" | "mirror" | "unofficial" | "tool";
  /** What the source says, where that is less than a full date. */
  stated?: string;
  /** Where the date of the coming round is announced. */
  look_up?: string;
  /** What may be done in this time. */
  title: string;
  /** What comes every year, in place of start and end. */
  yearly?: DocumentYearly[];
  /** The dates by round, the earliest first, in place of start and end. */
  rounds?: DocumentRound[];
}

/** A span that comes every year; over the turn of the year where its end is the earlier day. */
export interface DocumentYearly {
  /** First day, MM-DD, or moment, MM-DDTHH:MM; left out where only the end is set. */
  start?: string;
  /** Last day or moment, written alike; left out: from that day on. */
  end?: string;
}

/** Which rulebook, so that a verdict can be replayed. */
export interface RulebookStamp {
  id: string;
  version: string;
  sha256: string;
  /** ISO 8601 date on which a person last compared it with its sources. */
  reviewed_on: string;
}
