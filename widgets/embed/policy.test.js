import assert from "node:assert/strict";
import { test } from "node:test";
import { directives, kept, mended } from "./policy.js";

const GUIDE = "https://guide.example";

test("of a directive that is written twice the first counts, whatever its letters", () => {
  const found = directives("Default-Src 'none';; connect-src a.example  b.example; connect-src *");
  assert.deepEqual([...found], [["default-src", ["'none'"]], ["connect-src", ["a.example", "b.example"]]]);
});

test("the line that mends a policy keeps what it allows, and is written where the browser looked", () => {
  for (const [policy, directive, line] of /** @type {const} */ ([
    ["default-src 'none'", "connect-src", `connect-src ${GUIDE}`],
    ["default-src 'self' data:", "connect-src", `connect-src 'self' data: ${GUIDE}`],
    ["default-src 'none'; connect-src 'self'", "connect-src", `connect-src 'self' ${GUIDE}`],
    ["connect-src 'None'", "connect-src", `connect-src ${GUIDE}`],
    ["script-src 'self'", "script-src-elem", `script-src 'self' ${GUIDE}`],
    ["script-src 'self'; script-src-elem 'none'", "script-src-elem", `script-src-elem ${GUIDE}`],
    ["default-src 'self'", "script-src-elem", `script-src 'self' ${GUIDE}`],
    ["child-src 'self'; default-src 'none'", "frame-src", `child-src 'self' ${GUIDE}`],
    ["default-src 'self'", "frame-src", `frame-src 'self' ${GUIDE}`],
  ])) {
    assert.equal(mended(policy, directive, GUIDE), line, policy);
  }
});

test("a frame is kept from those that frame-ancestors does not name, by all policies of its answer", () => {
  const around = ["https://portal.example", "https://www.office.cn"];
  const of = (/** @type {string} */ policy) => kept(policy, GUIDE, around);
  assert.deepEqual(of("default-src 'none'"), []);
  assert.deepEqual(of("frame-ancestors 'self'"), around);
  assert.deepEqual(of("frame-ancestors 'self' https://PORTAL.example"), ["https://www.office.cn"]);
  assert.deepEqual(of("frame-ancestors https://portal.example https://*.office.cn"), []);
  assert.deepEqual(of("frame-ancestors https:"), []);
  assert.deepEqual(of("frame-ancestors *"), []);
  assert.deepEqual(of("frame-ancestors https://*"), []);
  assert.deepEqual(of("frame-ancestors portal.example www.office.cn"), []);
  assert.deepEqual(of("frame-ancestors https://*.office.cn, default-src *"), ["https://portal.example"]);
  assert.deepEqual(of("frame-ancestors *, frame-ancestors https://*.office.cn"), ["https://portal.example"]);
  assert.deepEqual(of("frame-ancestors http://*.office.cn https://office.cn"), around);
  assert.deepEqual(kept("frame-ancestors 'self'", GUIDE, [GUIDE]), []);
});
