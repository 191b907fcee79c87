import assert from "node:assert/strict";
import { test } from "node:test";
import { adopt } from "./wording.js";

test("sentences become the page's; what the page does not tell stays", () => {
  const reasons = { none: "没有找到脸", small: "脸太小" };
  const own = { reasons, then: "；", editors: { 美图: "美图秀秀" } };
  adopt(own, { reasons: { none: "沒有找到臉" }, then: "、" });
  assert.deepEqual(own, { reasons: { none: "沒有找到臉", small: "脸太小" }, then: "、", editors: { 美图: "美图秀秀" } });
  assert.equal(reasons.none, "沒有找到臉", "whoever holds a table already has the new words");
});
