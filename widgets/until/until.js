import { lastMinute, left, moment } from "../shared/clock.js";

const OVER = "已经截止，日期只供参考；下一轮以新通知为准。";
const CLOSED = "这一轮的已经截止；下一轮以新通知为准。";

/**
 * `<zikao-until start="2026-05-10T08:30" end="2026-05-30T17:00" standing="official">…</zikao-until>` says how long
 * there is left, by the clock of the device and in Beijing time. A day alone, `2026-05-30`, lasts from 0 to 24. Left
 * out: `start` or `end`, whichever is not known; `until`, the last day of the round, where that is not the end. What the page put inside holds without script,
 * however old the page is. Once the time has passed it marks the window that it stands in as over.
 */
export class Until extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer;
  said = "";

  connectedCallback() {
    this.show();
    this.timer ??= setInterval(() => this.show(), 30e3);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  show() {
    const now = Date.now();
    const start = this.getAttribute("start");
    const end = this.getAttribute("end");
    const until = this.getAttribute("until");
    const last = Math.min(...[end, until].filter(Boolean).map((text) => lastMinute(text ?? "") + 6e4));
    const over = now >= last;
    const goesOn = until && now <= lastMinute(until);
    const early = start && now < moment(start);
    const state = over ? "over" : early ? "early" : "open";
    const wait = early ? `还没开始，还有 ${left(moment(start), now)}` : end ? `还剩 ${left(lastMinute(end), now)}` : "已经开始";
    /** @type {string} */
    const words = over ? (goesOn ? CLOSED : OVER) : this.hedged(wait);
    // Said only when it changes: nothing on the page moves without need.
    if (this.said !== words) this.textContent = this.said = words;
    this.dataset.state = state;
    this.closest(".zg-window")?.classList.toggle("zg-window--over", over);
  }

  /** @param {string} wait */
  hedged(wait) {
    return this.getAttribute("standing") === "official" ? `${wait}。` : `按转载的日期，${wait}。`;
  }
}

// Not through browser.js, of which a page with nothing but dates needs no more.
const NAME = typeof INNER === "undefined" ? "zikao-until" : `zikao-until${INNER}`;
if (!customElements.get(NAME)) customElements.define(NAME, Until);
