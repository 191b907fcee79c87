import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { BICUBIC } from "../../formats/pixels.js";
import { near, snake } from "../../testing/near.js";
import { seen } from "../../testing/seen.js";
import { vectors } from "../../testing/vectors.js";
import { Picture } from "../picture.js";
import { readComplexion } from "./complexion.js";
import { readCovers } from "./covers.js";
import { hasRedEye, lenses, mirroredLight, pupils, redEyes } from "./eyes.js";
import { hidden, shut, tooSmall } from "./hidden.js";
import { Mesh } from "./mesh.js";
import { NotMeasured } from "./networks.js";
import { otherFace, otherFaceShare, withSkin } from "./others.js";
import { SIDE } from "./outline.js";
import { readPose } from "./pose.js";
import { stretched } from "./proportions.js";
import { wasEnlarged } from "./resampling.js";
import { PUPIL_DISTANCE, sharpness } from "./sharpness.js";
import { bare, cheeks, readSkin, sideLight, whites } from "./skin.js";
import { clothesColor, glassesShare } from "./worn.js";

/**
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {[string, ...any[]]} Change
 */

const { of, changed, face_model } = vectors("photo/face");
/** What L*, a* and b* are large as: each is a difference of numbers of this size. */
const COLORS = 100;
const MODEL = new Uint8Array(inflateSync(Buffer.from(face_model, "base64")));

/** @param {Picture} picture @param {Mesh} mesh @param {Outline} outline @param {Float32Array} parts */
function read(picture, mesh, outline, parts) {
  const skin = readSkin(picture, mesh);
  const lit = skin && bare(skin, picture, mesh, parts);
  const compared = readSkin(picture, mesh, PUPIL_DISTANCE);
  const glasses = glassesShare(picture, mesh, parts);
  const middle = (mesh.pupils[0][1] + mesh.pupils[1][1]) / 2 / picture.height;
  const other = otherFace(picture, mesh, parts);
  return {
    skin: skin && [skin.corner, skin.mask.height, skin.mask.width, skin.mask.count(), skin.over.count(), skin.under.count()],
    bare: lit && [lit.mask.count(), lit.dark, lit.overexposed, lit.underexposed],
    compared: compared && [
      compared.mask.height,
      compared.mask.width,
      compared.luma.reduce((sum, each) => sum + each, 0),
      compared.mask.count(),
    ],
    whites: whites(picture, mesh),
    cheeks: cheeks(mesh),
    side_light: sideLight(picture, mesh),
    sharpness: compared && sharpness(compared),
    enlarged: skin && wasEnlarged(skin),
    pose: readPose(mesh, MODEL),
    stretched: stretched(mesh),
    pupils: pupils(mesh),
    lenses: lenses(mesh),
    red_eye: hasRedEye(picture, mesh),
    red_eyes: redEyes(picture, mesh),
    mirrored: mirroredLight(picture, mesh),
    glasses,
    colors: {
      complexion: readComplexion(picture, mesh, parts),
      clothes: [middle, 0].map((chin) => clothesColor(picture, parts, outline, chin)),
    },
    other: [other.count(), otherFaceShare(other, parts)],
    with_skin: kept(picture, mesh, parts),
    ...covered(picture, mesh, parts, glasses),
  };
}

/** Left edges of those of three boxes that are kept. @param {Picture} picture @param {Mesh} mesh @param {Float32Array} parts */
function kept(picture, mesh, parts) {
  const { width, height } = picture;
  const boxes = [
    [width / 4, height / 4, (width * 3) / 4, (height * 3) / 4],
    [0, 0, width / 3, height / 9],
    [width, height, width * 2, height * 2],
  ];
  const faces = boxes.map((box) => /** @type {[{box: number[]}, Mesh]} */ ([{ box }, mesh]));
  return withSkin(picture, faces, parts).map(([{ box }]) => box[0]);
}

/** @param {Picture} picture @param {Mesh} mesh @param {Float32Array} parts @param {number} glasses */
function covered(picture, mesh, parts, glasses) {
  try {
    const covers = readCovers(picture, mesh, parts);
    const lids = [0.9, 0.5].map((sharp) => shut(covers, mesh, glasses, sharp));
    return { covers, small: tooSmall(mesh), hidden: hidden(covers, glasses), shut: lids };
  } catch (why) {
    if (!(why instanceof NotMeasured)) throw why;
    return { covers: why.reason, small: tooSmall(mesh) };
  }
}

test("what is read of each seen face is what Python reads", async () => {
  const all = await seen();
  assert.ok(Object.keys(of).length >= 12);
  for (const [label, wanted] of Object.entries(of)) {
    const { picture, mesh, outline, parts } = all.get(label) ?? {};
    assert.ok(picture && mesh && outline && parts, label);
    alike(read(picture, mesh, outline, parts), wanted, label);
  }
});

test("where something is painted, laid over or moved, both languages see the same as well", async () => {
  const [first] = (await seen()).values();
  assert.ok(first?.mesh && first.outline && first.parts);
  for (const [label, { changes, is }] of Object.entries(changed)) {
    const { picture, mesh, parts } = change(first.picture, first.mesh, first.parts, changes);
    alike(read(picture, mesh, first.outline, parts), is, label);
    picture.drop();
  }
});

/** @param {ReturnType<typeof read>} found @param {Record<string, unknown>} wanted @param {string} label */
function alike({ colors, ...found }, { colors: wantedColors, ...wanted }, label) {
  near(plain(found), wanted, label);
  near(plain(colors), wantedColors, label, COLORS);
}

/** Names as Python has them, and lists for arrays. @param {unknown} value @returns {unknown} */
function plain(value) {
  if (Array.isArray(value) || value instanceof Float32Array) return Array.from(/** @type {unknown[]} */ (value), plain);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(snake(value)).map(([key, each]) => [key, plain(each)]));
}

/**
 * A portrait changed as Python changed it; the new picture is its own.
 *
 * @param {Picture} picture
 * @param {Mesh} mesh
 * @param {Float32Array} parts
 * @param {Change[]} changes
 */
function change(picture, mesh, parts, changes) {
  const { width, height } = picture;
  let rgb = picture.rgb.bytes();
  let points = mesh.points;
  const shares = parts.slice();
  for (const [name, ...more] of changes) {
    if (name === "paint") {
      const [[left, top, right, bottom], color] = more;
      for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1)
        for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) rgb.set(color, (y * width + x) * 3);
    } else if (name === "parts") {
      const [box, kind] = more;
      const [left = 0, top = 0, right = 0, bottom = 0] = [width, height, width, height].map((side, at) =>
        Math.min(SIDE, Math.max(0, Math.floor((box[at] * SIDE) / side))),
      );
      for (let each = 0; each < 6; each += 1)
        for (let row = top; row < bottom; row += 1)
          shares.fill(Number(each === kind), (each * SIDE + row) * SIDE + left, (each * SIDE + row) * SIDE + right);
    } else if (name === "enlarged") {
      const [across, down] = more;
      const pixels = picture.rgb.pixels.of(rgb, width, height).resized(across, down, BICUBIC).resized(width, height, BICUBIC);
      rgb = pixels.bytes();
    } else if (name === "times") rgb = rgb.map((each) => Math.min(255, Math.trunc(each * more[0])));
    else if (name === "grey") {
      const luma = picture.luma;
      rgb = rgb.map((_, at) => luma[Math.floor(at / 3)] ?? 0);
    } else if (name === "mesh") {
      const [scale, across, down] = more;
      points = points.map(([x, y, z]) => [Math.fround(x * scale + across), Math.fround(y * scale + down), Math.fround(z * scale)]);
    } else {
      assert.equal(name, "point");
      const [number, x, y] = more;
      points = points.map((point, at) => (at === number ? [x, y, point[2]] : point));
    }
  }
  return { picture: new Picture(picture.rgb.pixels.of(rgb, width, height), 1, true), mesh: new Mesh(points), parts: shares };
}
