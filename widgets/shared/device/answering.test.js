import assert from "node:assert/strict";
import { test } from "node:test";
import { answering, measuring } from "./answering.js";

test("questions are answered one after another, faults too, with how much is done", async () => {
  /** @type {object[]} */
  const said = [];
  /** @type {import("./answering.js").Scope} */
  const scope = { onmessage: null, postMessage: (message) => void said.push(message) };
  /** @type {(value: number) => void} */
  let release = () => {};
  answering(
    {
      slow: (_, hear) => {
        hear(0.5);
        return new Promise((done) => (release = done));
      },
      twice: ({ number }) => number * 2,
      breaks: () => {
        throw new TypeError("no such thing");
      },
    },
    scope,
  );
  const ask = (/** @type {object} */ data) => scope.onmessage?.(/** @type {MessageEvent} */ ({ data }));
  const idle = () => new Promise((done) => setTimeout(done));
  ask({ id: 1, what: "slow" });
  ask({ id: 2, what: "breaks" });
  ask({ id: 3, what: "twice", number: 21 });
  await idle();
  assert.deepEqual(said, [{ id: 1, share: 0.5 }]);
  release(7);
  await idle();
  const [, first, fault, last] = /** @type {any[]} */ (said);
  assert.deepEqual([first, last], [{ id: 1, done: 7 }, { id: 3, done: 42 }]);
  assert.match(fault.fault, /no such thing/);
});

test("whatever a worker that measures is asked, it has what was prepared by then, and nothing before", async () => {
  const prepared = async (/** @type {Record<string, ArrayBuffer>} */ files) => Object.keys(files);
  const answers = measuring(prepared, ({ by }, tools) => [by, "measured", tools], { cut: ({ by }, tools) => [by, "cut", tools] });
  const hear = () => {};
  await assert.rejects(async () => answers.cut?.({ by: 1 }, hear), /nothing was prepared/);
  await answers.prepare?.({ files: { a: new ArrayBuffer(1) } }, hear);
  assert.deepEqual(await answers.measure?.({ by: 1 }, hear), [1, "measured", ["a"]]);
  assert.deepEqual(await answers.cut?.({ by: 2 }, hear), [2, "cut", ["a"]]);
});
