// The JavaScript half of judge.py: reads the work as JSON, prints CPU microseconds a call and what came out.
import { readFileSync } from "node:fs";
import { evaluate, judge } from "../widgets/judge/judge.js";

const { document, cases, tree, rounds, repeats } = JSON.parse(readFileSync(0, "utf8"));

const microseconds = (work) => {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    for (let repeat = 0; repeat < repeats; repeat += 1) cases.forEach(work);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  return best / repeats / cases.length;
};

const truth = (found) => (Array.isArray(found) ? null : found);
process.stdout.write(
  JSON.stringify({
    evaluate: microseconds((facts) => evaluate(tree, facts, document.tables)),
    judge: microseconds((facts) => judge(document, facts)),
    truths: cases.map((facts) => truth(evaluate(tree, facts, document.tables))),
    judgements: cases.map((facts) => judge(document, facts)),
  }),
);
