/** Between two reasons. */
const THEN = "；";

/** What is noted of one thing while it is measured, its facts and why others are missing: the twin of `zikao.package.notes`. */
export class Notes {
  constructor() {
    /** @type {Record<string, any>} */
    this.facts = {};
    /** @type {Record<string, string>} */
    this.absent = {};
  }

  /** Gives the reason for each of these facts that is still missing and has none. @param {Iterable<string>} names @param {string} reason */
  leaveOut(names, reason) {
    for (const name of names) if (!(name in this.facts) && !(name in this.absent)) this.absent[name] = reason;
  }
}

/**
 * Why facts are missing in any of several things: all their reasons, each once, as one text.
 *
 * @param {Iterable<Record<string, string>>} absent
 * @returns {Record<string, string>}
 */
export function allReasons(absent) {
  /** @type {Map<string, Set<string>>} */
  const reasons = new Map();
  for (const each of absent) {
    for (const [fact, reason] of Object.entries(each)) reasons.set(fact, (reasons.get(fact) ?? new Set()).add(reason));
  }
  return Object.fromEntries([...reasons].map(([fact, given]) => [fact, [...given].join(THEN)]));
}
