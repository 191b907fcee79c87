import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { vectors } from "../testing/vectors.js";
import { whole } from "./halves.js";

test("a network's file is what Python packed, its weights rounded as Python rounds them", () => {
  const { packed, whole: wanted } = vectors("photo/halves");
  const found = whole(new Uint8Array(Buffer.from(packed, "base64")));
  assert.equal(createHash("sha256").update(found).digest("hex"), wanted);
});
