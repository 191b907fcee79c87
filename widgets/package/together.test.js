import { test } from "node:test";
import { alike, vectors } from "../testing/vectors.js";
import { compare } from "./together.js";

test("several archives come to what Python says, and leave open what it does", () => {
  const { cases } = vectors("package/together");
  alike("package/together", (label) => {
    const { archives, numbers, form } = cases[label];
    return compare(archives, numbers, form);
  });
});
