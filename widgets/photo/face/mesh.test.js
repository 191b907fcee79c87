import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { near, snake } from "../../testing/near.js";
import { seen } from "../../testing/seen.js";
import { vectors } from "../../testing/vectors.js";
import { findFaces } from "./detector.js";
import { readExpression } from "./expression.js";
import { readGeometry } from "./geometry.js";
import { findMesh } from "./mesh.js";
import { missing, NotMeasured } from "./networks.js";
import { findOutline, findParts, likeliest, Outline } from "./outline.js";

const { of } = vectors("photo/mesh");
/** Shares of the width and height between which the outline is looked at. @type {[number, number][]} */
const BETWEEN = [
  [0.3, 0.7],
  [0, 1],
  [0.45, 0.5],
  [-0.2, 1.3],
];

/** @param {Float32Array | Uint8Array} values */
const digest = (values) => createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex");

test("faces, points, places, expression and outline are what Python makes of the same words of the networks", async () => {
  for (const [label, { picture, networks, outline, parts }] of await seen()) {
    const wanted = of[label];
    const faces = await findFaces(picture, networks);
    near(faces, wanted.faces, `${label}, faces`);
    const meshes = [];
    for (const face of faces) meshes.push(await findMesh(picture, face, networks));
    const there = meshes.flatMap((mesh) => mesh ?? []);
    const told = there.map((mesh) => ({
      points: digest(Float32Array.from(mesh.points.flat())),
      pupils: mesh.pupils,
      upside_down: mesh.upsideDown,
      lengths: [mesh.pupilDistance, mesh.chinDistance, ...mesh.across],
      geometry: snake(readGeometry(mesh)),
    }));
    near(told, wanted.meshes, `${label}, meshes`);
    const [only] = there;
    near(only && there.length === 1 ? await readExpression(only, networks) : null, wanted.expression, `${label}, expression`);
    near(outline?.top && BETWEEN.map(([left, right]) => outline.top(left, right, picture.height)), wanted.tops ?? undefined, `${label}, tops`);
    near(outline?.sides && BETWEEN.map(([top, end]) => outline.sides(Math.max(0, top), Math.min(1, end))), wanted.sides ?? undefined, `${label}, sides`);
    if (!outline || !parts) continue;
    assert.equal(digest((await findOutline(picture, networks)).shares), digest(outline.shares), label);
    const own = await findParts(picture, networks);
    assert.equal(digest(own), digest(parts), label);
    assert.equal(digest(likeliest(own)), wanted.parts, label);
  }
});

test("a network that is not there says why", async () => {
  const portrait = (await seen()).get("plain");
  assert.ok(portrait);
  const networks = { ...portrait.networks, outline: missing("没有下载") };
  await assert.rejects(findOutline(portrait.picture, networks), new NotMeasured("没有下载"));
});

test("nobody has neither top nor sides", () => {
  const nobody = new Outline(new Float32Array(65536));
  assert.equal(nobody.top(0, 1, 400), null);
  assert.deepEqual(nobody.sides(0, 1), [0, 1]);
});
