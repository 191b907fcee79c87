import { change, read, watch, write } from "../shared/storage.js";
import { fitting } from "./answers.js";

/**
 * @typedef {import("./fields.js").Ask} Ask
 * @typedef {Record<string, any>} Answers
 * @typedef {{version: string, answers: Answers, skipped: string[], order?: string[]}} Saved
 *   order: of all that was given or skipped
 */

/** @type {Omit<Saved, "version">} */
const NOTHING = { answers: {}, skipped: [] };

/** The answers to one procedure's questions, kept on this device beside what another tab gave meanwhile. */
export class Given {
  /** In the order in which each was given first; null: 不清楚. @type {Map<string, any>} */
  all = new Map();

  /**
   * @param {string} key
   * @param {string} version of the rulebook: answers to another are let go
   * @param {Record<string, Ask>} asks
   */
  constructor(key, version, asks) {
    this.key = key;
    this.version = version;
    this.asks = asks;
  }

  /** @returns {Answers} */
  get answers() {
    return Object.fromEntries([...this.all].filter(([, answer]) => answer !== null));
  }

  /** Questions whose answer the reader does not know: left unknown, not asked again. */
  get skipped() {
    return this.order.filter((name) => this.all.get(name) === null);
  }

  /** The names of all that was given or skipped. */
  get order() {
    return [...this.all.keys()];
  }

  /** @returns {Saved} */
  get held() {
    const { version, answers, skipped, order } = this;
    return { version, answers, skipped, order };
  }

  /** @param {Saved | null} saved */
  fill(saved) {
    const { answers, skipped, order = [] } = saved?.version === this.version ? saved : NOTHING;
    /** @type {Map<string, any>} */
    const found = new Map(Object.entries(fitting(this.asks, answers)));
    const asked = Object.keys(this.asks);
    for (const name of skipped) if (!found.has(name) && asked.includes(name)) found.set(name, null);
    const names = new Set([...order.filter((name) => found.has(name)), ...found.keys()]);
    this.all = new Map([...names].map((name) => [name, found.get(name)]));
  }

  /** Takes what is kept. @returns {boolean} whether something of another version was let go */
  load() {
    const saved = /** @type {Saved | null} */ (read(this.key));
    this.fill(saved);
    return !!saved && saved.version !== this.version;
  }

  /**
   * Gives or takes back single answers; all others stay as another tab may have left them.
   *
   * @param {Answers} changes null: 不清楚; undefined takes an answer back
   * @returns {boolean} whether it will still be there after a reload
   */
  give(changes) {
    return change(this.key, (saved) => {
      this.fill(saved);
      for (const [name, answer] of Object.entries(changes)) {
        if (answer === undefined) this.all.delete(name);
        else this.all.set(name, answer);
      }
      return this.kept;
    });
  }

  /** Puts what the schema takes of this in place of everything. @param {Omit<Saved, "version">} saved */
  take(saved) {
    this.fill({ ...saved, version: this.version });
    return write(this.key, this.kept);
  }

  /** @returns {Saved | null} */
  get kept() {
    return this.all.size ? this.held : null;
  }

  /** Calls back after another tab changed something. @param {() => void} turn @returns {() => void} ends it */
  watch(turn) {
    return watch(this.key, () => {
      this.load();
      turn();
    });
  }
}
