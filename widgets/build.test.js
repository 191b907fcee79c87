import assert from "node:assert/strict";
import { test } from "node:test";
import { CORE } from "./build.mjs";

test("no two modules of the shared file export the same name, of which neither would be there", async () => {
  const names = await Promise.all(CORE.map(async (path) => Object.keys(await import(path))));
  assert.deepEqual(names.flat().filter((name, at, all) => all.indexOf(name) !== at), []);
});
