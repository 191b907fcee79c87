// Judges every line of a file, [condition, facts, tables] or [document, facts], and prints one result a line.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { evaluate, judge } from "../../../widgets/judge/judge.js";

const results = [];
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const [first, facts, tables] = JSON.parse(line);
  results.push(JSON.stringify(tables ? evaluate(first, facts, tables) : judge(first, facts)));
}
process.stdout.write(results.join("\n"));
