// A worker that measures a portrait as the page's own does, and tells the points too: for the table of parity.
import { NotTried } from "../../../widgets/formats/header.js";
import { colorsOf, jpegProfile } from "../../../widgets/formats/icc.js";
import { readJpeg } from "../../../widgets/formats/jpeg.js";
import { decode } from "../../../widgets/photo/decode.js";
import { findFaces } from "../../../widgets/photo/face/detector.js";
import { readExpression } from "../../../widgets/photo/face/expression.js";
import { readGeometry } from "../../../widgets/photo/face/geometry.js";
import { findMesh } from "../../../widgets/photo/face/mesh.js";
import { findOutline } from "../../../widgets/photo/face/outline.js";
import { show } from "../../../widgets/photo/picture.js";
import { prepared } from "../../../widgets/photo/tools.js";

let tools;

async function look(data) {
  const { pixels, networks, lcms } = tools;
  const begun = performance.now();
  const jpeg = readJpeg(data);
  const header = jpeg.header();
  const decoded = await decode(pixels, jpeg, header);
  const profile = jpegProfile(jpeg);
  const picture = show(decoded, 1, header.height, profile ? colorsOf(profile, await lcms()) : null);
  const shown = performance.now();
  const faces = await findFaces(picture, networks);
  const mesh = faces[0] && (await findMesh(picture, faces[0], networks));
  const outline = await findOutline(picture, networks);
  const found = mesh && {
    points: mesh.points,
    geometry: readGeometry(mesh),
    expression: await readExpression(mesh, networks),
    top: outline.top(0, 1, picture.height),
  };
  const done = performance.now();
  picture.drop();
  return { faces: faces.length, ...found, ms: { decode: shown - begun, look: done - shown }, held: pixels.held };
}

onmessage = async ({ data: { what, ...rest } }) => {
  try {
    if (what === "prepare") {
      const begun = performance.now();
      tools = await prepared(rest.files);
      postMessage({ done: performance.now() - begun });
    } else postMessage({ done: await look(new Uint8Array(rest.file)) });
  } catch (error) {
    postMessage({ fault: error instanceof NotTried ? "not tried" : String(error?.stack ?? error) });
  }
};
