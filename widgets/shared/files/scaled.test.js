import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { scaled } from "./scaled.js";

const JPEG = new Blob(["jpeg"]);
/** @type {any[]} */
let asked = [];

/** What of the engine is used. @param {(frame: object) => Promise<any>} decode */
function decoder(decode) {
  asked = [];
  const frame = { close: () => asked.push("given back") };
  class Made {
    /** @param {any} how */
    constructor({ type, desiredWidth, desiredHeight }) {
      asked.push([type, desiredWidth, desiredHeight]);
    }
    decode() {
      return decode(frame);
    }
    close() {
      asked.push("closed");
    }
  }
  Object.assign(globalThis, { ImageDecoder: Made, createImageBitmap: async (/** @type {object} */ given) => given === frame && "picture" });
}

afterEach(() => Reflect.deleteProperty(globalThis, "ImageDecoder"));

test("a large picture comes with the fewest eighths of its side that are enough to draw it", async () => {
  decoder(async (frame) => ({ image: frame }));
  assert.equal(await scaled(JPEG, { width: 4032, height: 3024 }, 960), "picture");
  assert.deepEqual(asked, [["image/jpeg", 1008, 756], "given back", "closed"]);
  await scaled(JPEG, { width: 4032, height: 3024 }, 192);
  await scaled(JPEG, { width: 1999, height: 1501 }, 960);
  assert.deepEqual(asked.filter(Array.isArray).slice(1), [["image/jpeg", 504, 378], ["image/jpeg", 1000, 751]]);
});

test("one of which all is seen is left to whoever opens it whole", async () => {
  decoder(() => assert.fail());
  assert.equal(await scaled(JPEG, { width: 480, height: 640 }, 960), null);
  assert.equal(await scaled(JPEG, { width: 4032, height: 3024 }, Infinity), null);
  assert.deepEqual(asked, []);
});

test("what this engine cannot decode so, another way may", async () => {
  decoder(() => Promise.reject(new Error("EncodingError")));
  assert.equal(await scaled(JPEG, { width: 4032, height: 3024 }, 960), null);
  assert.deepEqual(asked.slice(1), ["closed"]);
  Reflect.deleteProperty(globalThis, "ImageDecoder");
  assert.equal(await scaled(JPEG, { width: 4032, height: 3024 }, 960), null);
});
