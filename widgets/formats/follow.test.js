import { test } from "node:test";
import { alike, files, pieces } from "../testing/vectors.js";
import { follow } from "./follow.js";
import { identify } from "./signatures.js";

const FILES = files("photo");

test("what a page says while it streams past is Python's, whatever the pieces are", () =>
  alike("photo/follow", (label) => {
    const data = FILES.get(label)?.data ?? new Uint8Array();
    const page = follow(identify(data));
    for (const piece of pieces(data)) page?.feed(piece);
    const { width, height, orientation, ended, overfull } = page ?? {};
    return { width, height, orientation, ended, overfull };
  }));
