import { NotMeasured } from "./face/networks.js";
import { readSkin } from "./face/skin.js";
import * as groups from "./groups.js";
import { Portrait, named } from "./portrait.js";
import SAID from "./seen.json" with { type: "json" };

/**
 * What is seen in a decoded portrait, facts of the face, of the background and of the light: the twin of `zikao.photo.reading`.
 *
 * @typedef {import("./portrait.js").Group} Group
 * @typedef {import("./portrait.js").Found} Found
 * @typedef {import("./ground/colors.js").Rgb} Rgb
 */

const { reasons: WHY } = SAID;

/**
 * Everything that can be seen. Facts are in shown pixels, what the result holds beside them in pixels of `picture`.
 *
 * @param {import("./picture.js").Picture} picture
 * @param {Record<string, Rgb>} allowed
 * @param {Set<string> | null} wanted names of the facts that matter: steps and networks that serve none of them are left out;
 *   null: all matter
 * @param {object} tools
 * @param {import("./face/networks.js").Networks} tools.networks
 * @param {Uint8Array | null} tools.faceModel the canonical face that comes with the landmark network
 */
export async function readPortrait(picture, allowed, wanted, { networks, faceModel }) {
  const portrait = new Portrait(picture, networks);
  Object.assign(portrait.absent, SAID.unseen);
  const matter = (/** @type {readonly string[]} */ names) => !wanted || named(names).some((name) => wanted.has(name));
  /** @type {(name: Group, measure: () => Found | Promise<Found>, ...neededBy: Group[]) => Promise<void>} */
  const add = async (name, measure, ...neededBy) =>
    matter([name, ...neededBy]) ? portrait.add(name, measure) : portrait.leave([name], WHY.not_wanted);

  await portrait.add("edges", () => groups.edges(portrait));
  const [meshes, reason] = await facesIn(portrait);
  if (meshes[0]) {
    await add("ground", () => groups.ground(portrait, allowed), "worn", "text", "rim");
    await add("text", () => groups.text(portrait));
    await add("rim", () => groups.rim(portrait));
  } else portrait.leave(SAID.of_the_ground, reason);
  const [mesh] = meshes;
  if (reason || !mesh) {
    portrait.leave(SAID.of_the_face, reason);
    return portrait;
  }
  portrait.mesh = mesh;
  await add("expression", () => groups.expression(mesh, networks));
  await portrait.add("place", () => groups.place(portrait, mesh));
  await add("head", () => groups.head(portrait));
  await add("pose", () => groups.pose(mesh, faceModel));
  const skin = readSkin(picture, mesh);
  await add("light", () => groups.light(portrait, mesh, skin));
  await add("detail", () => groups.detail(picture, mesh, skin));
  await add("worn", () => groups.worn(portrait, mesh));
  await add("colors", () => groups.colors(portrait, mesh));
  await add("over", () => groups.over(portrait, mesh));
  await add("beside", () => groups.beside(portrait, mesh));
  await add("shape", () => groups.shape(mesh));
  if (matter(SAID.uncovered)) {
    await portrait.add("covers", () => groups.covers(portrait, mesh));
    await groups.correct(portrait, mesh);
  } else portrait.leave(["covers"], WHY.not_wanted);
  return portrait;
}

/**
 * @param {Portrait} portrait
 * @returns {Promise<[meshes: import("./face/mesh.js").Mesh[], reason: string]>} why no face is measured; empty where one is
 */
async function facesIn(portrait) {
  try {
    const found = await groups.faces(portrait);
    portrait.faces = found.map(([face]) => face);
    const meshes = found.map(([, mesh]) => mesh);
    portrait.facts.faces = meshes.length;
    return [meshes, meshes.length === 1 ? "" : meshes[0] ? WHY.several : WHY.no_face];
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    portrait.absent.faces = error.reason;
    return [[], error.reason];
  }
}
