import assert from "node:assert/strict";
import { test } from "node:test";
import "../testing/dom.js";

Object.defineProperty(globalThis, "history", { value: window.history, configurable: true });
const { Trail } = await import("./views.js");

/** @param {number} height where the browser moves the page, as it tells of it */
function move(height) {
  Object.defineProperty(globalThis, "scrollY", { value: height, configurable: true });
  window.dispatchEvent(new Event("scroll"));
}

/** A step in the history, of which the page hears before it draws the view. @param {string} hash @param {unknown} state */
function step(hash, state) {
  history.replaceState(state, "", hash);
  window.dispatchEvent(new Event("popstate"));
}

// One for the page: it hears of every step.
history.replaceState(null, "", "#mine");
const trail = new Trail();
const mine = history.state;

test("a view comes to stand where it was left, whatever the browser does before it is drawn", () => {
  move(500);
  step("#step-one", null);
  move(300); // the anchor, in the page that still shows the list
  assert.equal(trail.arrive(), true);
  assert.equal(trail.height, 0, "a new view begins at its top");
  move(40);
  const one = history.state;
  step("#mine", mine);
  move(120); // as far as the step that is still shown reaches
  assert.equal(trail.arrive(), true);
  assert.equal(trail.height, 500);
  move(510);
  step("#step-one", one);
  assert.equal(trail.arrive(), true);
  assert.equal(trail.height, 40);
});

test("what was left before the reader went back is not the height of what takes its place", () => {
  move(700);
  step("#mine", mine);
  trail.arrive();
  step("#step-two", null);
  trail.arrive();
  assert.equal(trail.height, 0);
});
