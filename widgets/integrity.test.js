import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { digest, seal } from "./integrity.mjs";

// Of "abc", as FIPS 180-2 gives it.
const ABC = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";

test("a digest is what browsers compute", () => {
  assert.equal(digest("abc"), ABC);
});

test("every file of a version has its digest, and each entry its tag", () => {
  const folder = mkdtempSync(join(tmpdir(), "zikao-version-"));
  try {
    mkdirSync(join(folder, "zh-CN"));
    for (const name of ["zikao.js", "zh-CN/light-ABCDEFG2.js"]) writeFileSync(join(folder, name), "abc");
    seal(folder, { version: "1.2.3", released: true });
    const read = () => JSON.parse(readFileSync(join(folder, "integrity.json"), "utf8"));
    const first = read();
    assert.deepEqual(first, {
      version: "1.2.3",
      released: true,
      tags: {
        module: `<script type="module" src="https://GUIDE.EXAMPLE/widgets/1.2.3/zikao.js" integrity="${ABC}" crossorigin="anonymous"></script>`,
      },
      files: { "zh-CN/light-ABCDEFG2.js": ABC, "zikao.js": ABC },
    });
    // Neither the list itself nor a copy that a server sends in its place is one of the files.
    writeFileSync(join(folder, "zikao.js.gz"), "x");
    seal(folder, { version: "1.2.3", released: true });
    assert.deepEqual(read(), first);
    writeFileSync(join(folder, "embed.js"), "abc");
    seal(folder, { version: "1.2.3", released: true });
    assert.match(read().tags.classic, /^<script defer src="[^"]*\/1\.2\.3\/embed\.js" integrity="sha384-/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
