import assert from "node:assert/strict";
import { test } from "node:test";

import { judge } from "../judge/judge.js";
import { toReport } from "./to-report.js";

/** @type {any} */
const DOCUMENT = {
  province: "demo",
  id: "certificate",
  title: "补办证明",
  facts: { batch: { type: "choice", ask: "哪一批？", options: { spring: "上半年", autumn: "下半年" } }, paid: { type: "boolean", ask: "交了？" } },
  tables: { day: { spring: "04-10", autumn: "第二周" } },
  values: {},
  windows: {},
  elsewhere: [],
  unconcerned: [],
  rules: [
    {
      id: "on-paper",
      title: "纸质材料已交",
      severity: "must",
      require: { is: { paid: true } },
      exceptions: [],
      if_no: "要在 {day.by.batch} 以前交。",
      required: "{day.by.batch} 以前",
      cites: [],
    },
  ],
};

/** @param {Record<string, any>} facts */
const said = (facts) => {
  const [found] = toReport(DOCUMENT, judge(DOCUMENT, facts), facts).findings;
  return [found?.sentence, found?.required];
};

// The same of Python: tests/unit/checks/test_table_values.py.
test("a sentence names the entry of a table under an answer", () => {
  assert.deepEqual(said({ batch: "spring", paid: false }), ["要在 4月10日 以前交。", "4月10日 以前"]);
  assert.deepEqual(said({ batch: "autumn", paid: false }), ["要在 第二周 以前交。", "第二周 以前"]);
  assert.deepEqual(said({ paid: false }), ["要在 （未知） 以前交。", null]);
  assert.deepEqual(said({ batch: null, paid: false }), ["要在 （未知） 以前交。", null]);
});
