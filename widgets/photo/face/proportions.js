/** Whether a face keeps its proportions, or the picture was stretched to a size: the twin of `zikao.photo.face.proportions`. */
import { LEFT_IRIS, LEFT_SIDE, RIGHT_IRIS, RIGHT_SIDE } from "./mesh.js";

/** Of the mean portrait: width by height below the pupils, and width by height of the irises as the network sees them. */
const FACE = 1.238;
const IRIS = 1.105;
/** Of the irises, which are round whoever looks, beside that of the face, whose width people differ in. */
const WEIGHT = 0.7;
/** Pupils to chin by the distance of the pupils: below, the head is turned away and says nothing. */
const SHORTEST = 0.3;

/** How many times wider than natural the picture shows the face; null where the face is turned away. @param {import("./mesh.js").Mesh} mesh */
export function stretched(mesh) {
  if (mesh.chinDistance < SHORTEST * mesh.pupilDistance) return null;
  const [right, down] = mesh.across;
  const sides = mesh.those([...LEFT_SIDE, ...RIGHT_SIDE]).map(([x, y]) => x * right + y * down);
  const face = (Math.max(...sides) - Math.min(...sides)) / mesh.chinDistance;
  const irises = [LEFT_IRIS, RIGHT_IRIS].map((points) => roundness(mesh, points));
  if (face <= 0 || Math.min(...irises) <= 0) return null;
  const iris = irises.reduce((sum, each) => sum + each) / irises.length;
  return Math.exp(WEIGHT * Math.log(iris / IRIS) + (1 - WEIGHT) * Math.log(face / FACE));
}

/** Width by height of an iris. @param {import("./mesh.js").Mesh} mesh @param {readonly number[]} iris */
function roundness(mesh, iris) {
  const [right, top, left, bottom] = mesh.those(iris);
  return apart(right, left) / Math.max(apart(top, bottom), 1e-6);
}

/** @param {readonly number[]} [one] @param {readonly number[]} [other] */
const apart = ([x = 0, y = 0] = [], [toX = 0, toY = 0] = []) => Math.hypot(x - toX, y - toY);
