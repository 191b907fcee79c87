import assert from "node:assert/strict";
import { test } from "node:test";
import { free, marksOf, placed } from "./drawing.js";

/** @type {(sentence: string, outcome: string, ...regions: any[]) => any} */
const finding = (sentence, outcome, ...regions) => ({ id: `photo.${sentence}`, severity: "must", sentence, outcome, regions });

test("only what is wrong and has a place gets a number", () => {
  const findings = [
    finding("文件太大。", "no"),
    finding("眼睛太高。", "no", { box: [1, 2, 3, 4], line: "eye_line" }),
    finding("下巴在规定的位置。", "yes", { box: [1, 2, 3, 4] }),
    finding("背景里有东西。", "no", { box: [5, 6, 7, 8] }, { entry: "a.jpg" }, { box: [9, 9, 9, 9], line: null }),
  ];
  assert.deepEqual(marksOf(/** @type {any} */ ({ findings })), [
    { number: 1, id: "photo.眼睛太高。", severity: "must", sentence: "眼睛太高。", places: [{ box: [1, 2, 3, 4], line: true }] },
    { number: 2, id: "photo.背景里有东西。", severity: "must", sentence: "背景里有东西。", places: [{ box: [5, 6, 7, 8], line: false }, { box: [9, 9, 9, 9], line: false }] },
  ]);
});

test("a number stands where its place begins, whole inside the picture", () => {
  /** @type {(box: [number, number, number, number], scale?: number) => unknown} */
  const at = (box, scale = 1) => free({ width: 300, height: 400 }, box, scale, []);
  assert.deepEqual(at([100, 150, 200, 200]), { x: 100, y: 150 });
  assert.deepEqual(at([100, 150, 200, 200], 0.5), { x: 50, y: 75 });
  assert.deepEqual(at([-20, 0, 10, 10]), { x: 22, y: 22 });
  assert.deepEqual(at([299, 399, 300, 400]), { x: 278, y: 378 });
});

test("numbers of places close by do not overlap", () => {
  /** @type {[number, number][]} */
  const taken = [[30, 40]];
  assert.deepEqual(free({ width: 300, height: 400 }, [60, 40, 90, 90], 1, taken), { x: 104, y: 40 });
});

test("numbers of one place stand side by side, and go on below where the picture ends", () => {
  /** @type {[number, number][]} */
  const taken = [];
  const spots = Array.from({ length: 4 }, () => free({ width: 120, height: 400 }, [30, 40, 50, 60], 1, taken));
  assert.deepEqual(spots, [{ x: 30, y: 40 }, { x: 74, y: 40 }, { x: 22, y: 84 }, { x: 66, y: 84 }]);
  for (const [i, [a, b]] of taken.entries())
    for (const [x, y] of taken.slice(i + 1)) assert.ok(Math.hypot(a - x, b - y) >= 44);
});

test("bands lie over the whole of a picture of their shape, over the cut of another, else nowhere", () => {
  const frame = { width: 480, height: 640 };
  assert.deepEqual(placed(frame, null, { width: 960, height: 1280 }, 0.75), { x: 0, y: 0, k: 1.5 });
  assert.equal(placed(frame, null, { width: 1000, height: 1000 }, 0.96), null);
  assert.deepEqual(placed(frame, [100, 50, 580, 690], { width: 1000, height: 1000 }, 0.5), { x: 50, y: 25, k: 0.5 });
});
