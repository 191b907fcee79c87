import { Refusal } from "../files/refusal.js";

/**
 * The worker that checks on the device: one at a time, for two of them have no room beside each other on a phone.
 *
 * What is asked of it is a message `{id, what, …}`. It answers `{id, done}` with what came of it, or `{id, fault}` with
 * what of it the console is told; before that, any number of times, `{id, share, at}` with how much is done, 0 to 1, and where it
 * is at one of several, `[nth, of]`.
 *
 *   prepare {files}                loads the runtime and what is in `files`, contents by name, which are handed over
 *   measure {…}                    looks at a file: each check's own
 *   cut {…}                        makes a portrait that fits from a larger one: `photo/answers.js`
 */

/** @typedef {import("./answering.js").Hear} Hear */

/** Seconds in which nothing is heard, after which nothing will be: longer than the slowest telephone takes for a step. */
const PATIENCE = 120;

const STOPPED = "检查程序在这台设备上停了，多半是内存不够。请关掉别的网页和应用，再试一次；文件还在，不用重选。";
const SILENT = `检查程序 ${PATIENCE} 秒没有动静，已经停下。请关掉别的网页和应用，再试一次；文件还在，不用重选。`;

/** @type {Helper | null} */
let current = null;

export class Helper {
  /**
   * Starts one, and ends the one before.
   *
   * @param {import("./manifest.js").Needs} needs
   */
  constructor({ worker, module }) {
    current?.end();
    current = this;
    /** @type {Map<number, {done: (value: any) => void, fail: (why: unknown) => void, share: Hear}>} */
    this.asked = new Map();
    this.count = 0;
    this.ended = false;
    /** How many parts it was given. */
    this.holds = 0;
    this.worker = new Worker(worker.at, { type: module ? "module" : "classic" });
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      // Whoever looks after the page has to see it.
      console.error(event.message ?? "the worker did not start");
      this.end(new Refusal(STOPPED, { again: true }));
    };
    this.worker.onmessageerror = () => this.end(new Refusal(STOPPED, { again: true }));
  }

  /**
   * @param {"prepare" | "measure" | "cut"} what
   * @param {Record<string, unknown>} rest of the message
   * @param {object} how
   * @param {AbortSignal} how.signal giving up ends the worker: nothing else stops it at work
   * @param {Hear} [how.share]
   * @param {Transferable[]} [how.over] handed over, and gone here
   * @returns {Promise<any>} what came of it
   * @throws {Refusal} it ended before
   */
  ask(what, rest, { signal, share = () => {}, over = [] }) {
    if (this.ended) return Promise.reject(new Refusal(STOPPED, { again: true }));
    const id = (this.count += 1);
    const stop = () => this.end(new Refusal());
    return new Promise((done, fail) => {
      this.asked.set(id, { done, fail, share });
      signal.addEventListener("abort", stop);
      this.worker.postMessage({ id, what, ...rest }, over);
      this.wait();
      if (signal.aborted) stop();
    }).finally(() => {
      signal.removeEventListener("abort", stop);
      this.asked.delete(id);
      this.wait();
    });
  }

  /** @param {{id: number, done?: unknown, fault?: string, share?: number, at?: [number, number]}} said */
  hear({ id, fault, share, at, ...said }) {
    const waiting = this.asked.get(id);
    if (!waiting) return;
    this.wait();
    if (share !== undefined) waiting.share(share, at);
    else if (fault === undefined) waiting.done(said.done);
    else {
      console.error(fault);
      // What it was at is lost: another one begins anew.
      this.end(new Refusal(STOPPED, { again: true }));
    }
  }

  /** Begins to wait anew while something is asked. */
  wait() {
    clearTimeout(this.timer);
    if (this.asked.size && !this.ended) this.timer = setTimeout(() => this.end(new Refusal(SILENT, { again: true })), PATIENCE * 1000);
  }

  /**
   * Lets go of all that it holds; whoever still waits hears why.
   *
   * @param {Refusal} [why]
   */
  end(why = new Refusal()) {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.worker.terminate();
    if (current === this) current = null;
    for (const { fail } of this.asked.values()) fail(why);
  }
}
