/**
 * What the browser finds in files and makes of them, as one line of JSON, for Python to hold against its own.
 *
 * `facts FILE...`: what is measured of archives. `clean FILE...`: the SHA-256 of each picture without its
 * metadata, or null where it is not whole, and after a quarter turn. `pack OUT SLOT=FILE...`: an archive.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Unclean } from "../../../widgets/formats/strip.js";
import { DEFAULT } from "../../../widgets/package/limits.js";
import { measure } from "../../../widgets/package/measuring.js";
import { Unfit, packed, piece, turned } from "../../../widgets/package/pieces.js";

const SLOTS = [
  { id: "id-card", name: "身份证", called: "身份证" },
  { id: "ticket", name: "准考证", called: "准考证" },
  { id: "certificates", name: "课程合格证书", called: "课程合格证" },
];
const [what, ...given] = process.argv.slice(2);

/** @param {string} path @returns {File} */
const file = (path) => new File([readFileSync(path)], basename(path));
/** @param {Blob} blob */
const digest = async (blob) => createHash("sha256").update(new Uint8Array(await blob.arrayBuffer())).digest("hex");

/** @type {Record<string, () => Promise<unknown>>} */
const JOBS = {
  async facts() {
    const found = [];
    for (const path of given) found.push(await measure(file(path), basename(path), { limits: { ...DEFAULT, pages: 0, seconds: 60 } }));
    return found;
  },
  async clean() {
    const found = [];
    for (const path of given) {
      try {
        const made = await piece(file(path), "ticket");
        const after = made.kind === "jpeg" ? await digest((await turned(made)).data) : null;
        found.push([await digest(made.data), made.orientation, after]);
      } catch (error) {
        if (!(error instanceof Unclean || error instanceof Unfit)) throw error;
        found.push(null);
      }
    }
    return found;
  },
  async pack() {
    const [out = "", ...files] = given;
    const pieces = [];
    for (const each of files) {
      const [slot = "", path = ""] = each.split("=");
      pieces.push(await piece(file(path), slot));
    }
    const made = await packed(SLOTS, pieces, 50_000_000, { smaller: () => Promise.reject(new Error("nothing here has to shrink")) });
    writeFileSync(out, new Uint8Array(await made.blob.arrayBuffer()));
    return made.names;
  },
};
console.log(JSON.stringify(await JOBS[what ?? ""]?.()));
