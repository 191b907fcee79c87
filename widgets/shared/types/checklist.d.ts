/** Types of what Python writes. Made by `zikao schemas`; not written by hand. */

/** The papers and steps of one procedure, as a checklist outside the guide shows them. */
export interface Checklist {
  /** Number of this shape. It rises only where a reader of the number before would misread the document. */
  format: 1;
  /** Name of the procedure. */
  title: string;
  /** Of the rulebook. */
  version: string;
  /** Name of the procedure: ticks of steps are kept under it, of papers with `/materials` behind it. */
  guide: string;
  /** Address of the guide, relative to this file. */
  page: string;
  /** Papers and files to hand in. */
  materials: Item[];
  /** What is done, in order. */
  steps: Item[];
}

/** A paper or a step. */
export interface Item {
  /** Its id, under which the tick is kept: it stays the same for good. */
  id: string;
  /** What it is called, as a line to tick. */
  title: string;
  /** Who does it, where it is not the reader: then there is no box. */
  by?: string;
  /** Its place among the reader's own steps; a paper has none. */
  number?: number;
  /** Heading under which neighbouring steps stand. */
  group?: string;
  /** Condition over the procedure's facts; left out: everybody. */
  when?: Record<string, any>;
  /** What there is to know of it. */
  text: Line[];
  /** Ways to what the guide says beside: the check of its file, why it is sent back, where it comes from. */
  links: Link[];
}

/** A paragraph. */
export interface Line {
  /**
   * What it tells: whom the item is for, what comes before it, how to do it, where, which menus to press,
   * which paper it takes, what to be sure of.
   */
  kind: "when" | "after" | "body" | "go" | "menu" | "paper" | "confirm";
  /** Label before it. */
  term?: string;
  /** Its pieces in order; a line break stands for one. */
  text: (string | Link | Row | Words)[];
}

/** Words that lead somewhere. */
export interface Link {
  /** What is shown. */
  words: string;
  /** Where to: `tel:`, an address, or one relative to this file. */
  href: string;
}

/** Words that lead to another row of this procedure. */
export interface Row {
  /** What is shown. */
  words: string;
  /** Id of the row: `step-` or `material-` and the item's id. */
  row: string;
}

/** Words that another page shows and that a reader looks for there: they stay as they are written. */
export interface Words {
  /** The words. */
  shown: string;
}
