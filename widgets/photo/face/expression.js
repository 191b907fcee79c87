/** What the face does: scores of the blendshape network, 0..1 each. The twin of `zikao.photo.face.expression`. */

/** Points the network was trained on, in its order. */
// prettier-ignore
const POINTS = [
  0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70,
  78, 80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146, 148, 149,
  150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181, 185, 191, 195,
  197, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300,
  308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375,
  377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 397, 398, 400, 402, 405, 409, 415, 454,
  466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477,
];
const BLINKS = [9, 10];
const SMILES = [44, 45];

/**
 * What the blendshapes say, each 0..1.
 *
 * @typedef {{blink: number, smile: number}} Expression
 *   blink: the more closed one of both eyes; smile: mean of both corners of the mouth
 */

/**
 * The scores of one face.
 *
 * @param {import("./mesh.js").Mesh} mesh
 * @param {import("./networks.js").Networks} networks
 * @returns {Promise<Expression>}
 */
export async function readExpression(mesh, networks) {
  const places = Float32Array.from(POINTS.flatMap((number) => mesh.at(number).slice(0, 2)));
  const [scores] = await networks.expression(places);
  const of = (/** @type {number[]} */ numbers) => numbers.map((number) => scores?.[number] ?? 0);
  const smiles = of(SMILES);
  return { blink: Math.max(...of(BLINKS)), smile: smiles.reduce((sum, each) => sum + each, 0) / smiles.length };
}
